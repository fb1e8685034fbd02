import LessonDocument
import Testing

@Suite struct EndlessLoopTests {
  private func found(_ code: String) -> [String] {
    EndlessLoops.diagnostics(in: BlockCode(code)).map(\.description)
  }

  /// Bodies of a function with parameters `series`, `n`, `isReady`, `box` and `total`.
  static let endless: [(code: String, told: String)] = [
    ("while true { }", "never ends: nothing in it says `break` or `return`"),
    ("while true { print(n) }", "never ends: nothing in it says"),
    ("repeat { print(n) } while true", "never ends: nothing in it says"),
    ("while true { for k in series { if k > 0 { break } } }", "never ends"),
    ("while true { switch n { case 1: break; default: print(n) } }", "never ends"),
    ("while true { _ = series.map { k in return k } }", "never ends"),
    ("while true { inner: while n > 0 { break inner } }", "never ends"),
    ("while true { let k = try? f(n); print(k ?? 0) }", "never ends"),
    ("var i = 0\nwhile i < series.count { print(series[i]) }", "nothing in it changes `i`"),
    ("var i = 0\nwhile i < n { rows.append(f(i)) }", "nothing in it changes `i`"),
    ("var i = 0\nwhile i < n { i + 1 }", "nothing in it changes `i`"),
    ("var i = 0\nwhile i < n { let i = i + 1; print(i) }", "nothing in it changes `i`"),
    ("var (i, k) = (0, 1)\nwhile i < k { print(i) }", "nothing in it changes `i` or `k`"),
    ("while n > 0 { print(n) }", "nothing in it changes `n`"),
    ("var done = false\nwhile !done { print(n) }", "nothing in it changes `done`"),
    ("var x = 1.0\nwhile abs(x) > 0.5 { print(x * 0.5) }", "nothing in it changes `x`"),
    ("var i = 0\nvar k = 0\nrepeat { k += 1 } while i < 5", "nothing in it changes `i`"),
    ("for i in 1... { print(i) }", "`1...` has no last number"),
    ("let f2 = { (k: Int) in while k > 0 { } }", "nothing in it changes `k`"),
  ]

  @Test("A loop that evidently never ends is told", arguments: endless)
  func told(code: String, told: String) {
    let found = found(Self.function(code))
    #expect(found.count == 1 && found[0].contains(told), "\(code)\n\(found)")
    #expect(found.allSatisfy { $0.contains(": warning: this loop never ends") })
  }

  /// What may end, or is not known.
  static let ending: [String] = [
    "while true { if n > 0 { break } }", "while true { return }", "while true { throw E.e }",
    "while true { try g(n) }", "while true { fatalError() }", "while true { await g() }",
    "outer: while true { for k in series { if k > 0 { break outer } } }",
    "outer: for k in series { while true { continue outer } }",
    "while true { precondition(next() > 0) }",
    "var i = 0\nwhile i < n { i += 1 }", "var i = 0\nwhile i < n { i = i + 1 }",
    "var i = 0\nwhile i < n { step(&i) }", "var a = [1]\nwhile !a.isEmpty { a.removeLast() }",
    "var a = [1]\nwhile let x = a.popLast() { print(x) }",
    "var a = [1]\nwhile a.count > 0 { let x = a.removeFirst(); print(x) }",
    "var i = 0\nfunc step() { i += 1 }\nwhile i < n { step() }",
    "var i = 0\nlet step = { i += 1 }\nwhile i < n { step() }",
    "var (i, k) = (0, 1)\nwhile i < k { (i, k) = (k, i) }",
    "while next() > 0 { }", "while Double.random(in: 0..<1) > 0.5 { }",
    "while box.value > 0 { box.step() }", "while box.count > 0 { use(box) }",
    "while globalCount < 3 { step() }", "var isOn: Bool { next() > 0 }\nwhile isOn { }",
    "while total < 3 { step() }", "while false { }", "for i in 1... { if i > 3 { break } }",
    "for i in 1...n { print(i) }", "for i in series { print(i) }",
    "var text = \"\"\nwhile text.count < n { text += \"a\" }",
    "var grid = [[1]]\nwhile grid[0][0] < 3 { grid[0][0] += 1 }",
    "var p = P()\nwhile p.first < 3 { p.first += 1 }",
  ]

  @Test("A loop that may end is left alone", arguments: ending)
  func left(code: String) {
    #expect(found(Self.function(code)) == [], "\(code)")
  }

  @Test("The place is that of the loop's first word, and a loop within another has its own")
  func places() {
    let told = found("func f() {\n  while true {\n    repeat { } while true\n  }\n}\n")
    #expect(told.count == 2 && told[0].hasPrefix("2:3: ") && told[1].hasPrefix("3:5: "), "\(told)")
  }

  @Test("Code that does not parse, or on which the parser would never end, is no trouble")
  func broken() {
    #expect(found("func f( {\n while n > 0:\n  print(x)\n") == [])
    #expect(found(String(repeating: "[", count: 40)) == [])
  }

  private static func function(_ body: String) -> String {
    """
    func answer(
      _ series: [Int], n: Int, isReady: Bool, box: Box, total: inout Int
    ) throws {
    \(body)
    }
    """
  }
}
