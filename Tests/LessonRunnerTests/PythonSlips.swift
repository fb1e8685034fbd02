/// What a Python reader writes, and the entry of `Lessons/diagnostics.yml` that answers it: one slip a line.
enum PythonSlips {
  /// What a line is, in the place of the slip: the parameters that it may use.
  static let parameters = """
    _ a: [Double], _ b: [Double], _ c: [Double], _ n: Int, _ x: Double, _ f: Float, _ s: String, \
    _ words: [String], _ counts: [String: Int], _ t: Tensor, _ v: Variable, _ ready: Bool
    """

  /// Slips that parse as Swift; the compiler sees them all at once.
  static let typed = #"""
    python-none | let y: Double? = None
    python-true | let y = True
    python-true | while False { print(x) }
    python-len | let y = len(a)
    python-len | let y = a.length
    python-sum | let y = sum(a)
    python-sum | let y = a.sum()
    python-mean | let y = a.mean()
    python-range | for i in range(n) { print(i) }
    python-range-step | for i in range(0, n, 2) { print(i) }
    python-enumerate | for (i, y) in enumerate(a) { print(i, y) }
    python-zip-three | for (y, z, w) in zip(a, b, c) { print(y, z, w) }
    python-reversed | for y in reversed(a) { print(y) }
    python-sorted | let y = sorted(a)
    python-map | let y = map(sqrt, a)
    python-map | let y = filter(ready, a)
    python-any-all | let y = any(a)
    python-any-all | let y = all(a)
    python-no-let | total = 0
    python-no-let | total = x * 2
    python-no-let | total += x
    let-changed | let k = 1; k += 1
    let-changed | let k = 1; k = 2
    let-changed | n = n - 1
    let-changed | a.append(1)
    power | let y = x ** 2
    python-hat | let y = x ^ 2
    python-slice-type | let y: [Double] = a[0..<2]
    python-slice-type | let y: [Double] = a.prefix(2)
    python-slice-type | let y: [Double] = a.dropFirst()
    python-get | let y = counts.get("a", 0)
    python-is-none | if x is None { print(x) }
    python-append-result | var d = a; let y: [Double] = d.append(1)
    python-append-result | var d = a; d = d.append(1)
    python-append-result | var d = a; d = d.sort()
    python-case | let y = s.lower()
    python-case | let y = s.upper()
    python-strip | let y = s.strip()
    python-split | let y = words.split(" ")
    python-split | let y = s.split()
    python-join | let y = ", ".join(words)
    python-replace | let y = s.replace("a", "b")
    python-starts | let y = s.startswith("a")
    python-starts | let y = s.endswith("a")
    python-find | let y = s.find("a")
    python-format | let y = "{}".format(x)
    python-list-shape | let y = a.shape[0]
    python-numpy | let y = np.unique(a)
    python-numpy | let y = numpy.sort(a)
    python-torch | let y = torch.load(s)
    python-torch | let y = nn.LSTM(3, 4)
    python-torch | let y = F.one_hot(t)
    python-torch | let y = tf.zeros(3)
    python-pyplot | plt.plot(a)
    python-math | let y = math.sqrt(x)
    python-random | let y = random.random()
    float-and-double | let y: Float = x
    float-and-double | let y = f * x
    int-and-double | let y: Double = n
    int-and-double | let y = n * x
    int-and-double | let y = a.count / x
    int-and-double | let y = f * n
    python-index-kind | let y = a[x]
    python-text-plus | let y = "n = " + n
    python-str | let y = str(n)
    python-conversion | let y = int(x)
    python-conversion | let y = float(n)
    python-list | let y = list(a)
    python-list | let y = dict()
    python-list | let y = set(a)
    python-list | let y = tuple(a)
    python-conversion | let y = bool(n)
    python-conversion | let y: int = 3
    python-conversion | func g(y: float) {}
    python-str | let y: str = s
    python-list | let y: list = []
    optional | let y = a.max() + 1
    optional | let y: Double = a.first
    optional | let y = counts["a"] + 1
    labels | func g(_ y: Int, to z: Int) {}; g(1, 2)
    labels | func g(y: Int, z: Int) {}; g(1, 2)
    labels | func g(y: Int, z: Int) {}; g(z: 1, y: 2)
    python-equals-label | func g(y: Int) {}; g(y=3)
    python-equals-label | func g(x: Double) {}; g(x=1)
    python-equals-label | func g(n: Int, x: Double) {}; g(n=3, x=1)
    python-equals-label | func g(_ y: Int, x: Double) -> Int { y }; let z = g(1, x=2)
    python-equals-label | var k = 1; func g(k: Int) {}; g(k=3); k += 1
    python-equals-label | let y = softmax(t, axis=1)
    python-equals-label | print("a", end="")
    python-truth | if a { print(a) }
    python-truth | if n { print(n) }
    python-truth | if s { print(s) }
    python-truth | while n { print(n) }
    python-truth | if a.first { print(a) }
    python-chain | let y = 0 < x < 1
    python-percent | let y = "%d" % n
    python-round | let y = round(x, 2)
    python-max | let y = max(a)
    python-max | let y = min(a)
    python-type | let y = isinstance(x, Double)
    python-type | let y = type(x)
    python-pass | pass
    python-list-times | let y = [0] * 5
    python-text-times | let y = "-" * 10
    python-text-index | let y = s[0]
    python-extend | var d = a; d.extend(b)
    python-pop | var d = a; d.pop()
    python-insert | var d = a; d.insert(0, 1)
    python-remove | var d = a; d.remove(1)
    python-uncalled | let m = a.max; let y = m + 1
    python-uncalled | let y: [Double] = a.sorted
    torch-item-number | let y = x.item()
    torch-item-number | x.backward()
    python-property | let y = a.count()
    python-property | let y = t.shape()
    python-property | if a.isEmpty() { print(x) }
    python-two-dots | for k in 0..3 { print(k) }
    torch-zero | optimizer.zero_grad()
    torch-zero | opt.step()
    python-index | let y = a.index(1)
    python-index | let y = a.count(1)
    python-items | for (k, y) in counts.items() { print(k, y) }
    python-keys | for k in counts.keys() { print(k) }
    python-keys | for k in counts.values() { print(k) }
    python-self | let y = self.x
    torch-transpose | let y = t.T
    torch-size | let y = t.size(0)
    torch-reshape | let y = t.view(2, 3)
    torch-reshape | let y = t.reshape(2, 3)
    torch-squeeze | let y = t.unsqueeze(0)
    torch-item | let y = t.item()
    torch-numpy | let y = t.numpy()
    torch-detach | let y = v.detach()
    torch-gradient | let y = v.grad
    torch-zero | let o = SGD([] as [NamedParameter<Float>], learningRate: 0.1); o.zero_grad()
    torch-device | let y = t.to(0)
    torch-device | let y = t.cuda()
    torch-mode | let m = Dense(weight: t, bias: nil); m.train()
    torch-mode | let m = Dense(weight: t, bias: nil); m.eval()
    torch-parameters | let m = Dense(weight: t, bias: nil); let y = m.parameters()
    torch-state | let m = Dense(weight: t, bias: nil); let y = m.state_dict()
    torch-axis | let y = t.sum(dim: 1)
    torch-axis | let y = t.mean(1)
    torch-axis | let y = t.sum(axis=1)
    python-return-type | return 3
    python-tuple-index | let p = (1, 2); let y = p[0]
    python-two-indices | let y = [a][0, 1]
    python-list-arithmetic | let y = a + 1
    python-list-arithmetic | let y = a * b
    python-list-arithmetic | let y = a - b
    python-list-arithmetic | let y = 2 * a
    python-list-arithmetic | let y = a / x
    python-abs | let y = a.abs()
    python-raise | throw ValueError("x")
    python-super | super.init()
    python-open | let y = open("f.txt")
    python-input | let y = input("x")
    python-and | if not(ready) { print(x) }
    torch-list | let y = Tensor(3, 4)
    python-random | let y = Tensor.randn(3, 4)
    torch-shape-list | let y = Tensor.zeros(3, 4)
    torch-product | let y = t.mm(t)
    torch-product | let y = t.dot(t)
    torch-axis | let y = t.argmax(dim: 1)
    python-math | let y = isnan(x)
    python-star-arguments | print(*a)
    python-none | return None
    python-increment | n++
    python-divmod | let (q, r) = divmod(7, 2)
    python-exit | sys.exit(1)
    python-exit | sys.exit()
    python-exit | quit()
    python-time | time.sleep(1)
    python-time | let y = time.time()
    python-time | let y = time.perf_counter()
    python-cache | @lru_cache func g(_ n: Int) -> Int { n }
    python-cache | @lru_cache(maxsize=3) func g(_ n: Int) -> Int { n }
    python-cache | @cache func g(_ n: Int) -> Int { n }
    python-collections | let y = Counter(words)
    python-collections | let y = defaultdict(int)
    python-collections | let y = collections.deque()
    python-itertools | let y = itertools.product(a, b)
    python-itertools | let y = functools.reduce(a)
    python-copy | let y = copy.deepcopy(a)
    python-copy | let y = a.copy()
    python-modules | let y = os.path.join("a", "b")
    python-modules | let y = json.loads(s)
    python-modules | let y = re.sub("a", "b", s)
    python-letters | let y = ord("a")
    python-letters | let y = chr(65)
    python-letters | let y = hex(n)
    python-attributes | let y = getattr(t, "shape")
    python-attributes | let y = hasattr(t, "shape")
    python-decorator | @property func g() {}
    python-yield | yield x
    python-from-import | import numpy
    python-swap | let y, z = (1, 2)
    python-two-names | let y = z = 0
    torch-no-grad | let y = torch.no_grad()
    python-infinity | let y = float("inf")
    python-infinity | let y = math.inf
    python-infinity | let y = -np.inf
    python-infinity | let y = np.nan
    python-key | let y = sorted(a, key=abs)
    python-key | let y = max(words, key=len)
    python-zip-star | let y = zip(*[a, b])
    torch-random | let y = np.random.rand(3)
    torch-random | let y = torch.randn(2, 3)
    torch-random | torch.manual_seed(0)
    torch-random | random.shuffle(a)
    torch-random | let y = random.choice(a)
    python-numpy-type | let y = np.float64(n)
    torch-zeros | let y = np.zeros(3)
    torch-zeros | let y = numpy.zeros(3)
    torch-zeros | let y = torch.ones_like(t)
    torch-zeros | let y = np.arange(n)
    torch-tensor | let y = np.array(a)
    torch-tensor | let y = torch.tensor(a, dtype=torch.float32)
    torch-tensor | let y = torch.FloatTensor(a)
    torch-norm | let y = np.linalg.norm(a)
    torch-matmul | let y = torch.matmul(t, t)
    torch-matmul | let y = np.dot(a, b)
    torch-matmul | let y = torch.einsum("ij,jk->ik", t, t)
    torch-matmul | let y = F.linear(t, t)
    torch-join | let y = torch.cat([t, t], 1)
    torch-join | let y = np.concatenate([a, b])
    torch-where | let y = torch.where(t, t, 0)
    torch-where | let y = np.where(a, a, b)
    torch-reduction | let y = np.sum(a)
    torch-reduction | let y = np.mean(a)
    torch-reduction | let y = torch.argmax(t)
    python-isnan | let y = np.isnan(x)
    python-isnan | let y = math.isfinite(x)
    python-isnan | let y = torch.isnan(t)
    torch-function | let y = np.exp(a)
    torch-function | let y = torch.tanh(t)
    torch-function | let y = F.softmax(t)
    torch-function | let y = nn.Sigmoid()(t)
    torch-loss | let y = nn.MSELoss()
    torch-loss | let y = F.cross_entropy(t, a)
    torch-optimizer | let y = optim.Adam(t)
    torch-optimizer | let y = torch.optim.SGD(t)
    torch-linear | let y = nn.Linear(3, 5)
    torch-linear | let y = nn.Dropout(0.2)
    torch-split | let y = t.chunk(4, 1)
    torch-split | let y = t.split(4, 1)
    torch-split | let y = t.masked_fill(t, 0)
    python-empty | let y = []
    python-empty | var y = [:]
    python-nil-type | let y = nil
    python-most-common | let y = counts.most_common(3)
    python-most-common | counts.update(counts)
    python-push | var d = a; d.push(1)
    python-letter-kind | let y = s.isdigit()
    python-letter-kind | let y = s.first!.isalpha()
    torch-in-place | t.mul_(2)
    torch-in-place | let y = v.tanh_()
    torch-power | let y = t.pow(2)
    torch-std | let y = t.std()
    torch-std | let y = v.var()
    torch-shape-tuple | let y = t.shape == (2, 3)
    torch-shape-parts | let (y, z) = t.shape
    python-unpack | let (y, z) = a
    python-type | print(type(of: x).__name__)
    python-percent | let y = "%d %d" % (n, n)
    python-is-value | if x is y { print(x) }
    python-different | if n <> 0 { print(x) }
    python-empty-dictionary | var d = {}; d["a"] = 1.0
    python-empty-dictionary | var d = {}; let y = d.values()
    python-sort-reverse | var d = a; d.sort(reverse: true)
    python-sort-reverse | let y = a.sorted(reverse: true)
    python-sort-reverse | let y = a.sorted(reverse=ready)
    python-key | var d = a; d.sort(key: { $0 })
    python-key | let y = min(a, key: { $0 })
    python-slice | let y = a[n:n+2]
    python-slice | let y = words[n:n + n]
    python-is-true | if ready is False { print(x) }
    python-is-true | if ready is True { print(x) }
    python-scope | if n > 0 { let total = 1.0 } else { let total = 2.0 }; print(total)
    python-scope | for row in a { print(row) }; print(row)
    python-tuple-loop | for k in (1, 2, 3) { print(k) }
    python-tuple-loop | for k in (false, true) { print(k) }
    python-loop-number | for k in n { print(k) }
    python-loop-number | for k in a.count { print(k) }
    python-range-kind | for k in 0..<3.0 { print(k) }
    python-range-kind | for k in 0..<x { print(k) }
    python-tuple-optional | let best: (Double, Int)? = nil; let y = best[0]
    python-dictionary-count | var d = counts; d["a"] += 1
    python-number-power | let y = x.power(2)
    python-number-power | let y = 0.5.power(1 / n)
    python-number-power | let y: Float = ((f - f) * f).power(2)
    python-rounding | let y = ceil(x)
    python-rounding | let y = math.ceil(x)
    python-rounding | let y = math.floor(x)
    python-integer-root | let y = a.count.squareRoot()
    python-integer-root | let y = n.rounded()
    python-nil-result | func g() -> Double { return nil }
    python-nil-result | func g() -> Double { ready ? x : nil }
    python-nil-result | let y: Double = nil
    python-tuple-list | let y: [(Int, Double)] = [[1, 2.0], [2, 3.0]]
    python-abs-list | let y = abs(a)
    python-empty-type | let y = Array()
    python-empty-type | let y = Set()
    python-and-sign | if n > 0 & n < 3 { print(x) }
    python-and-sign | if n > 0 | n < 3 { print(x) }
    python-if-equals | if n = 1 { print(n) }
    python-closure-type | let g = { p in log(p / (1 - p)) }
    python-closure-type | let g = { p in p * p }
    python-list-kind | let k = [1, 2]; let y: [Double] = k
    python-list-kind | func g() -> [Float] { let k = [0]; return k }
    python-list-precision | let y: [Float] = a
    torch-truth-list | let k = [true]; let y: [Float] = k
    python-mixed-list | let y = [1, "a"]
    python-mixed-list | let k: [Any] = [1, "a"]; let y: [Double] = k
    python-tuple-kind | let k = (1, 2); let y: (Double, Double) = k
    torch-open-range | let y = t.slice(axis: 1, n...)
    python-print-end | print("a", end: "")
    python-tuple-label | let y = (w=x, v=x)
    python-tuple-label | func g() -> (w: Double, v: Double) { return (w=x, v=x) }
    python-any-all | let y = zip(a, b).all { $0 == $1 }
    python-any-all | let y = a.any { $0 > 0 }
    python-max | let y = max(a) + min(a)
    python-max | let y = max(abs(x))
    python-max | let y = max([a][0])
    python-list-times | let y = [0.0] * (n + 2)
    python-list-times | let y = [0] * x
    torch-axis | let y = softmax(t, dim: 1)
    python-truth | if !a { print(a) }
    python-nothing-given | func g() -> Double { print(1.0) }
    python-nothing-given | let k: () = print(x); func g() -> Double { return k }
    optional | let i = a.firstIndex(of: x); let y = a[i]
    optional | let i: Int = a.firstIndex(of: x)
    optional | let m = a.max(); let y = a.firstIndex(of: m)
    python-math | let y = math.pow(x, 2)
    """#

  /// Slips that are no Swift; `\n` begins a new line.
  static let parsed = #"""
    python-ternary | let y = x if x > 0 else 0
    python-for-colon | for i in range(n):\n    print(i)
    python-for-colon | for y in a:\n    print(y)
    python-if-colon | if x > 0:\n    print(x)
    python-if-colon | while x > 0:\n    print(x)
    python-elif | if x > 0 {\n  print(x)\n} elif x < 0 {\n  print(n)\n}
    python-elif | if x > 0 {\n  print(x)\n}\nelif x < 0 {\n  print(n)\n}
    python-if-colon | if x > 0 {\n  print(x)\n} else:\n  print(n)
    python-def | def g(y):\n    return y
    python-def | def g(y: Double) -> Double {\n  return y\n}
    python-func-colon | func g(x: Double) -> Double:\n    return x
    python-func-colon | func g(_ n: Int):\n    print(n)
    python-func-colon | func g() -> Int:  // seven\n    7
    python-func-colon | static func g(x: Double) -> Double:\n    return x
    python-wrapper | @timed\nfunc g() -> Int { 3 }
    python-wrapper | @wraps(print)\nfunc g() -> Int { 3 }
    python-class-colon | class G(Model):\n    pass
    python-class-colon | class G:\n    pass
    python-self-parameter | func g(self, y: Int) -> Int { y }
    python-init | def __init__(self, y):\n    self.y = y
    python-lambda | let g = lambda y: y * y
    python-lambda | let y = a.map(lambda z: z * z)
    python-slice | let y = a[:2]
    python-slice | let y = a[1:]
    python-slice | let y = a[1:2]
    python-slice | let y = a[:-1]
    python-slice | let y = a[::2]
    python-slice | let y = a[::-1]
    python-in | if x in a { print(x) }
    python-in | if x not in a { print(x) }
    python-in | if "a" in "abc" { print(x) }
    python-in | if x in [1, 2] { print(x) }
    python-and | if not ready { print(x) }
    python-and | let y = not ready
    python-and | if ready and x > 0 { print(x) }
    python-and | if ready or x > 0 { print(x) }
    python-is-none | if x is not None { print(x) }
    python-from-import | import numpy as np
    python-from-import | from math import sqrt
    python-tuple-return | return x, x
    python-swap | a, b = b, a
    python-comprehension | let y = [z * z for z in a]
    python-comprehension | let y = [z for z in a if z > 0]
    python-dictionary | let y = {"a": 1}
    python-quotes | let y = 'text'
    python-docstring | """Adds one."""
    python-docstring | '''Adds one.'''
    python-comment | # the first step
    python-comment | let y = x  # the first step
    python-raise | raise ValueError("x")
    python-except | try:\n    print(x)\nexcept ValueError:\n    print(n)
    python-with | with open("f.txt") as g:\n    print(g)
    python-del | del a[0]
    python-global | global total
    python-assert | assert x > 0
    python-assert | assert x > 0, "positive"
    python-walrus | let y = (z := 3)
    python-untyped-parameter | func g(y) -> Int { 3 }
    python-untyped-parameter | func g(y, z) { }
    python-untyped-parameter | func g(y=3) -> Int { 3 }
    python-f-string | let y = f"loss {x:.3f}"
    python-f-string | let y = f'loss {x}'
    python-raw-string | let y = r"\d"
    python-for-colon | for i in 0..<n\n    print(i)
    python-star-arguments | func g(*y) {}
    python-print | print x
    python-except | do { print(x) } except { print(n) }
    python-match | match x:\n    case 1: print(x)
    python-for-pairs | for i, y in a.enumerated() { print(i, y) }
    python-for-pairs | for i, y in enumerate(a):\n    print(i, y)
    python-new | let y = new Dense()
    python-is | if words is not a { print(x) }
    python-f-string | print(f"loss {x}")
    python-matrix-product | let y = t @ t
    python-generic | let y: List[int] = []
    torch-no-grad | with torch.no_grad():\n    print(x)
    torch-module | class G(nn.Module):\n    pass
    python-main | if __name__ == "__main__":\n    print(x)
    python-line-end | let y = x + \\n  x
    python-infinity | let y = float('inf')
    python-key | let y = sorted(a, key=lambda z: -z)
    python-generator | let y = sum(z * z for z in a)
    python-generator | let y = all(z > 0 for z in a)
    python-generator | let y = any(z > 0 for z in a)
    python-dictionary-comprehension | let y = {z: 1 for z in words}
    python-dictionary-comprehension | let y = {z for z in words}
    python-for-colon | for y in a: print(y)
    python-if-colon | if x > 0: print(x)
    python-if-colon | while x > 0: print(x)
    torch-slice | let y = t[:, 0]
    torch-shape-parts | rows, columns = t.shape
    torch-shape-parts | let rows, columns = t.shape
    python-comma | ready = x,
    python-docstring | r"""Adds one."""
    python-in | print("x" in s)
    python-range-step | for i in range(n - 1, 0, -1):\n    print(i)
    python-two-names | var y = var z = 0
    python-slice | let y = list(a)[1:]
    python-slice | let y = zip(a, b)[::2]
    python-is-value | if n is x { print(n) }
    torch-slice | let y = t[0, :]
    torch-slice | let y = t[:, 1:3]
    torch-slice | let y = t[..., 0]
    torch-slice | let y = t[None, :]
    python-floor | let y = (n // 2)
    python-floor | let y = max(n // 2, 1)
    python-point | let y = 1. + x
    python-point | let y = 1.
    python-annotation | y: List[int] = []
    python-is-value | if n is 0 { print(x) }
    python-is-value | let y = s is "a"
    python-annotation | y: int = 3
    python-annotation | y: [Double] = a
    python-annotation | y: Double
    python-dictionary | let y = {0: 3, 1: 2}
    python-dictionary | let y = {n: 3, x: 2}
    python-dictionary | print(from: {n: 1 / x, x: 2})
    python-tuple-return | return [], []
    python-tuple-return | if n > 3 { return a, b }
    python-if-brace | if n > 1\n  print(x)
    python-if-brace | while n > 1\n  print(x)
    python-swap | a[0], a[1] = a[1], a[0]
    python-matrix-product | let y = (t + t) @ t
    """#

  /// Slips that compile: what is said of them when a check fails, or by the way.
  static let silent = #"""
    python-remark | let y = n // 2
    python-remark | let y = a.reduce(0, +) // Double(n)
    python-hat | let y = n ^ 2
    python-lost-fraction | let y = Double(n / a.count)
    """#

  /// Slips of which the compiler warns.
  static let warned = #"""
    python-unused-loop | for i in 0..<n { print(x) }
    python-lost-text | "Adds one."
    python-lost-text | """\n  Adds one.\n  """
    unused-name | let y = 3
    """#

  /// Slips at which an answer stops; `a` is empty.
  static let stopping = #"""
    python-last | let y = [1, 2][-1 - a.count]
    torch-row | var t = Tensor.zeros([2, 2]); t[1] = Float(a.count)
    """#

  /// The entries and the slips of a list.
  static func cases(_ list: String) -> [(entry: String, code: String)] {
    list.split(separator: "\n").map { line in
      let parts = line.split(separator: " | ", maxSplits: 1)
      return (String(parts[0]), String(parts[1]).replacing(#"\n"#, with: "\n"))
    }
  }
}
