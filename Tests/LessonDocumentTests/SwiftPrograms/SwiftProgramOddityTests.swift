import Testing

@testable import LessonDocument

/// Less usual code, a block each.
@Suite struct SwiftProgramOddityTests {
  static let blocks: [(code: String, prints: String)] = [
    ("struct Bad: Error { var n = 0 }; struct Pair { var x = 1, y = 2 }", ""),
    (
      "let q1 = if Bool.random() { 1 } else { 1 }\nlet q2 = switch q1 { case 1: \"one\"; default: \"more\" }\nq2",
      "=> one"
    ),
    (
      "let t1 = try { () throws -> Int in 3 }(), t2 = 4, (t3, _) = try (5, 6)\nprint(t1, t2, t3)",
      "3 4 5"
    ),
    ("let e1 = if q1 == 2 { throw Bad() } else { 7 }\ne1", "=> 7"),
    ("var arr = [3, 1, 2]; arr.sort(); arr[0] = 9\narr.swapAt(0, 1)\narr", "=> [2, 9, 3]"),
    ("var grid = [[0.0]]; grid.removeAll(); grid.append([1]); grid[0][0] += 2; grid", "=> [[3.0]]"),
    (
      "let (u, v): (Int, Double) = (1, 2); let w: (a: Int, b: Int) = (a: 3, b: 4)\nprint(u, v, w.a)",
      "1 2.0 3"
    ),
    ("var f1: (Int) -> Int = { $0 + 1 }\nlet f2 = f1; f1 = { f2($0) * 2 }\nf1(1)", "=> 4"),
    (
      "func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) }\n(0..<8).map(fib)",
      "=> [0, 1, 1, 2, 3, 5, 8, 13]"
    ),
    ("func outer() -> Int { func inner() -> Int { e1 }; return inner() }; outer()", "=> 7"),
    (
      "class Node { var next: Node?; weak var back: Node?; deinit { print(\"gone\") } }\nvar node: Node? = Node()\nnode = nil",
      "gone"
    ),
    (
      "weak var nothing: Node? = nil\nunowned let held = { let n = Node(); keep.append(n); return n }()\nvar keep: [Node] = []\nprint(nothing == nil, held === keep[0])",
      "true true"
    ),
    ("let key = \\Pair.x; var pair = Pair(); pair[keyPath: key] = 5; pair", "=> Pair(x: 5, y: 2)"),
    (
      "enum Suit: String, CaseIterable, Comparable { case a, b; static func < (l: Self, r: Self) -> Bool { l.rawValue < r.rawValue } }\nSuit.allCases.max()!",
      "=> b"
    ),
    (
      "protocol P { init(); static var name: String { get } }\nextension P { static var name: String { \"\\(Self.self)\" } }\nstruct PI: P {}\nlet metas: [any P.Type] = [PI.self]\nmetas.map { $0.name }",
      "=> [\"PI\"]"
    ),
    (
      "func poly<each T>(_ x: repeat each T) -> Int { var n = 0; repeat (n += 1, _ = each x).0; return n }\npoly(1, \"a\", 2.0)",
      "=> 3"
    ),
    (
      "struct Owned: ~Copyable { var n = 1; consuming func end() -> Int { n } }\nfunc own() -> Int { let o = Owned(); return o.end() }\nown()",
      "=> 1"
    ),
    ("let owned = Owned(n: 6)\nprint(owned.n)", "6"),
    (
      "@dynamicMemberLookup struct Dyn { subscript(dynamicMember m: String) -> String { m } }\nDyn().hello",
      "=> hello"
    ),
    (
      "@dynamicCallable struct Call { func dynamicallyCall(withArguments a: [Int]) -> Int { a.count } }\nlet call = Call()\ncall(1, 2)",
      "=> 2"
    ),
    (
      "extension Pair: CustomStringConvertible { var description: String { \"<\\(x),\\(y)>\" } }\npair",
      "=> <5,2>"
    ),
    (
      "extension Array where Element == Int { subscript(safe i: Int) -> Int? { indices.contains(i) ? self[i] : nil } }\narr[safe: 9] as Any",
      "=> nil"
    ),
    ("prefix operator √\nprefix func √ (x: Double) -> Double { x.squareRoot() }\n√16", "=> 4.0"),
    ("postfix operator %%\npostfix func %% (x: Double) -> Double { x / 100 }\n50.0%%", "=> 0.5"),
    (
      "infix operator |>: AdditionPrecedence\nfunc |> <A, B>(a: A, f: (A) -> B) -> B { f(a) }\n[1, 2] |> { $0.reduce(0, +) } |> String.init",
      "=> 3"
    ),
    ("typealias Vec<T> = [T]; let vec: Vec<Int> = [1]; vec", "=> [1]"),
    (
      "let regex = /(\\d+)-(?<w>\\w+)/\nif let m = \"12-ab\".firstMatch(of: regex) { print(m.1, m.w) }",
      "12 ab"
    ),
    ("for case let x? in [1, nil, 3] where x > 1 { print(x) }", "3"),
    (
      "let big = 0xFF_FF, bin = 0b11, exp = 1e-3, hexf = 0x1p4; print(big, bin, exp, hexf)",
      "65535 3 0.001 16.0"
    ),
    (
      "var counter = 0 { willSet { print(\"to\", newValue) } }\ncounter += 1\ncounter", "to 1\n=> 1"
    ),
    (
      "var backing = 1; var half: Double { get { Double(backing) / 2 } set { backing = Int(newValue * 2) } }\nhalf = 4; backing",
      "=> 8"
    ),
    (
      "do { try { throw Bad(n: 3) }() } catch let b as Bad where b.n == 3 { print(\"bad\", b.n) } catch { print(error) }",
      "bad 3"
    ),
    (
      "func typed() throws(Bad) -> Int { throw Bad(n: 4) }\ndo throws(Bad) { _ = try typed() } catch { print(error.n) }",
      "4"
    ),
    (
      "let res = Result { try typed() }\nif case .failure(let err) = res { print((err as! Bad).n) }",
      "4"
    ),
    (
      "guard case (let g1, let g2)? = Optional((1, 2)), g1 < g2 else { throw Bad() }\ng1 + g2",
      "=> 3"
    ),
    (
      "guard var g3 = [1, 2].last else { return }\nfunc bump() { g3 += 1 }\nbump(); g3 += 1; bump()\ng3",
      "=> 5"
    ),
    (
      "guard let g4 = Optional(1) else { return }; guard let g5 = Optional(g4 + 1) else { return }\ng5",
      "=> 2"
    ),
    (
      "guard q1 == 1 else { fatalError() }\nguard #available(macOS 10, *) else { return }\nprint(\"on\")",
      "on"
    ),
    (
      "let sub: Substring = \"abc\".dropFirst(); let ch: Character = \"é\"\nprint(sub, ch, \"\\u{1F600}\".utf8.count)",
      "bc é 4"
    ),
    ("let c1: Int, c2: String\n(c1, c2) = (4, \"x\")\nprint(c1, c2)", "4 x"),
    (
      "let dict: [String: [Int]]\nif q1 == 1 { dict = [\"a\": [1]] } else { dict = [:] }\ndict[\"a\"]!",
      "=> [1]"
    ),
    (
      "var acc: [Int]\nacc = []\nfor i in 0..<3 { acc.append(i) }\nacc[1] = 7\nfunc push() { acc.append(9) }\npush(); acc",
      "=> [0, 7, 2, 9]"
    ),
    ("let lateAny: any P.Type\nlateAny = PI.self\nlateAny.name", "=> PI"),
    (
      "actor Bank { var sum = 0; func add(_ n: Int) { sum += n } }\nlet bank = Bank()\nawait withTaskGroup(of: Void.self) { g in for i in 1...3 { g.addTask { await bank.add(i) } } }\nawait bank.sum",
      "=> 6"
    ),
    (
      "let stream = AsyncStream { c in c.yield(1); c.yield(2); c.finish() }\nvar seen: [Int] = []\nfor await s in stream { seen.append(s) }\nseen",
      "=> [1, 2]"
    ),
    (
      "let task = Task { () -> Int in 5 }\nlet five = await task.value, six = five + 1\nsix", "=> 6"
    ),
    (
      "async let par = bank.sum\nlet parSum = await par + 1\nif await par == 6 { print(parSum) }",
      "7"
    ),
    ("// a comment\nprint(#function.prefix(6), #column)", "unroll 28"),
    ("let `default` = 1; let _x = 2; let π2 = 6.28\nprint(`default`, _x, π2)", "1 2 6.28"),
    ("/* nested /* comment */ */ let nc = 1 /* after */ ; /* x */ nc // end", "=> 1"),
    (
      "let m1 = \"\"\"\n  a \\(q1 == 1 ? \"\"\"\n    inner\n    \"\"\" : \"\")\n  \"\"\"\nm1",
      "=> a inner"
    ),
    ("let raw = ##\"a\"#b\\n\"##; raw", "=> a\"#b\\n"),
    (
      "let closure = { (a: Int, b: Int) -> Int in\n  let c = a + b\n  return c\n}\nclosure(1, 2)",
      "=> 3"
    ),
    ("[1, 2, 3].map {\n  $0 * 2\n} .filter {\n  $0 > 2\n}", "=> [4, 6]"),
    ("q1 == 1\n  ? \"yes\"\n  : \"no\"", "=> yes"),
    ("(1...3).forEach { print($0, terminator: \" \") }; print()", "1 2 3 "),
    ("Optional<Int>.none as Any", "=> nil"),
    ("arr[0] = 4; arr.count > 1 && true", "=> true"),
    (
      "struct Gen<T: Comparable> { var items: [T]; mutating func add(_ t: T) { items.append(t) } }\nvar gen = Gen(items: [1]); gen.add(2); gen.items",
      "=> [1, 2]"
    ),
    (
      "func variadic(_ xs: Int..., sep: String = \",\") -> String { xs.map(String.init).joined(separator: sep) }\nvariadic(1, 2, sep: \"-\")",
      "=> 1-2"
    ),
    ("func inc(_ x: inout Int) { x += 1 }\nvar io = 1; inc(&io); io", "=> 2"),
    ("@discardableResult func dr() -> Int { 8 }\ndr()\ndr()", "=> 8"),
    ("print(\"a\", terminator: \"\"); print(\"b\")", "ab"),
    (
      "struct Outer { struct Inner { static let v = 3; enum Deep { case z } } }\nextension Outer.Inner { var w: Int { Self.v + 1 } }\nprint(Outer.Inner().w, Outer.Inner.Deep.z)",
      "4 z"
    ),
    (
      "final class Base2 { static var shared = Base2(); lazy var lz = 5; subscript(i: Int) -> Int { get { i } set { lz = newValue } } }\nBase2.shared[1] = 9; Base2.shared.lz",
      "=> 9"
    ),
    ("let pi = Double.pi; pi > 3 ? Int(pi) : 0", "=> 3"),
    ("defer { print(\"d1\") }; do { defer { print(\"d2\") } }; 5", "d2\n=> 5\nd1"),
    ("let mirror = Mirror(reflecting: pair).children.count; mirror", "=> 2"),
    (
      "func sum(of xs: some Sequence<Int>) -> Int { xs.reduce(0, +) }; sum(of: Set([1, 2]))", "=> 3"
    ),
    ("let anyP: any Sequence<Int> = [1]; for x in anyP { print(x) }", "1"),
    (
      "import struct Foundation.Date\n@preconcurrency import Foundation\nDate(timeIntervalSince1970: 0) < Date(timeIntervalSince1970: 1)",
      "=> true"
    ),
    ("let fmt = String(format: \"%.2f\", 1.005 * 100); fmt", "=> 100.50"),
    ("@TaskLocal var depth = 0\n$depth.withValue(3) { print(depth) }", "3"),
    ("@main struct App { static func main() { print(\"main\") } }\nApp.main()", "main"),
    ("#if DEBUG\nlet mode = \"debug\"\n#else\nlet mode = \"other\"\n#endif\nmode", "=> other"),
    (
      "public let pub = 1; open class Open { public init() {} }; package func pack() -> Int { pub }\npack()",
      "=> 1"
    ),
    ("nonisolated(unsafe) var nu = 1; @MainActor func ma() {}; nu", "=> 1"),
    (
      "@available(macOS 10, *) let avail = 3, avail2 = try Int(\"4\") ?? { throw Bad() }()\navail + avail2",
      "=> 7"
    ),
    (
      "@inline(never) func slow() -> Int { 1 }; @usableFromInline internal let ufi = slow()\nufi",
      "=> 1"
    ),
    ("let unusedSoFar = 1", ""), ("private func hiddenFn() -> Int { 1 }", ""),
    ("hiddenFn() + unusedSoFar", "=> 2"),
    (
      "let x1 = 1, x2 = x1 + 1, x3: Double = Double(x2), x4 = [x1, x2].map { $0 + Int(x3) }\nx4",
      "=> [3, 4]"
    ),
    (
      "switch pair { case let p where p.x > 3: print(\"big\"); fallthrough\ncase _: print(\"any\") }",
      "big\nany"
    ),
    (
      "outer: while true { repeat { break outer } while true }\nlabel: do { break label }\nprint(\"out\")",
      "out"
    ),
    (
      "let opt: Int? = 5\nif let opt, opt > 3 { print(opt) }\nwhile let o = opt { print(o); break }",
      "5\n5"
    ),
    ("try? { throw Bad() }()\nprint(\"ok\")", "ok"),
    ("let z1 = try? Int(\"4\"), z2 = try! { () throws -> Int in 2 }()\nz2", "=> 2"),
  ]

  @Test(arguments: ProgramRunner.Optimisation.allCases)
  func lessUsualCodeRuns(_ optimisation: ProgramRunner.Optimisation) throws {
    let all = Self.blocks
    let codes = ProgramRunner.codes(all.map { "print(\"#\")\n" + $0.code })
    let outcome = try ProgramRunner(optimisation: optimisation).run(codes)
    for (block, messages) in zip(all, outcome.messages) {
      let errors = messages.filter { $0.severity == .error }.map(\.message)
      #expect(errors == [], "\(block.code)")
    }
    let printed = outcome.output.split(separator: "#\n", omittingEmptySubsequences: false)
      .dropFirst().map { $0.hasSuffix("\n") ? String($0.dropLast()) : String($0) }
    #expect(printed.count == all.count)
    for (block, text) in zip(all, printed) { #expect(text == block.prints, "\(block.code)") }
  }
}
