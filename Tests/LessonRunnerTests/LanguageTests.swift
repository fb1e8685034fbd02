import LessonDocument
import Testing

/// Each kind of Swift that a block may hold, run for real: blocks, and what the last one prints.
@Suite(.serialized) struct LanguageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var blocks: [String]
    var shown: String
    var testDescription: String { name }

    init(_ name: String, _ blocks: String..., shows shown: String) {
      self.name = name
      self.blocks = blocks
      self.shown = shown
    }
  }

  static let cases: [Case] = [
    Case(
      "declarations are hoisted",
      "print(twice(4))\nfunc twice(_ n: Int) -> Int { 2 * n }",
      shows: "8"
    ),
    Case(
      "initialisers run in place",
      "print(\"a\")\nlet x: Int = { print(\"b\"); return 1 }()\nprint(\"c\", x)",
      shows: "a\nb\nc 1"
    ),
    Case(
      "throwing initialisers",
      "struct E: Error {}\nfunc f(_ ok: Bool) throws -> Int { if ok { return 5 }; throw E() }\nlet v = try f(true)\nlet w = try? f(false)",
      "print(v, w as Any)",
      shows: "5 nil"
    ),
    Case(
      "destructuring",
      "let (a, (b, c)) = (1, (2, 3))\nvar (d, _) = (4, 5)\nd += 1",
      "print(a, b, c, d)",
      shows: "1 2 3 5"
    ),
    Case(
      "defer runs at the end of the block",
      "defer { print(\"last\") }\nprint(\"first\")",
      shows: "first\nlast"
    ),
    Case(
      "if let and guard let",
      "let text: String? = \"7\"\nguard let sure = text else { fatalError() }\nif let n = Int(sure) { print(n + 1) }",
      "print(sure)",
      shows: "7"
    ),
    Case(
      "closures and captured variables",
      "var total = 0\nlet add: (Int) -> Void = { total += $0 }",
      "add(2)\nadd(3)\ntotal",
      shows: "5"
    ),
    Case(
      "generics",
      "struct Box<T> { var value: T }\nfunc same<T: Equatable>(_ a: T, _ b: T) -> Bool { a == b }",
      "print(Box(value: 2).value, same(\"a\", \"a\"))",
      shows: "2 true"
    ),
    Case(
      "operators",
      "infix operator <+>: AdditionPrecedence\nfunc <+> (a: [Int], b: [Int]) -> [Int] { a + b }",
      "[1] <+> [2]",
      shows: "[1, 2]"
    ),
    Case(
      "protocols and extensions",
      "protocol Named { var name: String { get } }\nextension Int: Named { var name: String { \"i\\(self)\" } }",
      "func say(_ n: some Named) -> String { n.name }\nsay(3)",
      shows: "i3"
    ),
    Case(
      "conformances are found at run time",
      "protocol P {}\nstruct S: P {}",
      "let any: Any = S()\nany is any P",
      shows: "true"
    ),
    Case("imports carry on", "import Foundation", "String(format: \"%.2f\", 1.0)", shows: "1.00"),
    Case(
      "private names are seen later",
      "private let hidden = 3\nfileprivate func f() -> Int { hidden }",
      "f()",
      shows: "3"
    ),
    Case(
      "conditional compilation",
      "#if os(Linux) || os(macOS)\nlet system = 1\n#else\nlet system = 2\n#endif",
      "system",
      shows: "1"
    ),
    Case(
      "a constant assigned later",
      "let late: Int\nif Bool(true) { late = 4 } else { late = 5 }",
      "late",
      shows: "4"
    ),
    Case(
      "opaque types",
      "protocol Shape { var area: Int { get } }\nstruct Square: Shape { var area = 4 }\nfunc make() -> some Shape { Square() }\nlet shape = make()",
      "shape.area",
      shows: "4"
    ),
    Case(
      "await",
      "func later(_ n: Int) async -> Int { try? await Task.sleep(for: .milliseconds(5)); return n }\nlet got = await later(3)",
      "got",
      shows: "3"
    ),
    Case(
      "async let and groups",
      "func one(_ n: Int) async -> Int { n }\nasync let a = one(1)\nasync let b = one(2)\nprint(await a + b)\nlet sum = await withTaskGroup(of: Int.self) { group in\n  for n in 1...4 { group.addTask { n } }\n  return await group.reduce(0, +)\n}",
      "sum",
      shows: "10"
    ),
    Case(
      "actors and the main actor",
      "actor Counter { var n = 0; func up() -> Int { n += 1; return n } }\n@MainActor func main() -> Int { 7 }\nlet counter = Counter()\nprint(await counter.up(), await main())",
      "await counter.up()",
      shows: "2"
    ),
    Case(
      "regex literals",
      "let match = \"ab-12\".firstMatch(of: /(\\d+)/)\nmatch.map { String($0.1) } ?? \"none\"",
      shows: "12"
    ),
    Case(
      "macros of the toolchain",
      "import Observation\n@Observable final class Model { var n = 1 }\nlet model = Model()\nmodel.n = 2",
      "model.n",
      shows: "2"
    ),
    Case(
      "property observers and lazy variables",
      "var seen: [Int] = []\nvar watched = 1 { didSet { seen.append(oldValue) } }\nlazy var slow = 5\nwatched = 2\nwatched = 3\nprint(slow)",
      "seen",
      shows: "[1, 2]"
    ),
    Case(
      "property wrappers",
      "@propertyWrapper struct Twice { var wrappedValue: Int { didSet { wrappedValue *= 2 } } }\nstruct Holder { @Twice var n = 1 }\nvar holder = Holder()\nholder.n = 4",
      "holder.n",
      shows: "8"
    ),
    Case(
      "result builders",
      "@resultBuilder enum Lines { static func buildBlock(_ parts: String...) -> String { parts.joined(separator: \"/\") } }\nfunc build(@Lines _ body: () -> String) -> String { body() }",
      "build { \"a\"; \"b\" }",
      shows: "a/b"
    ),
    Case(
      "overloads across blocks",
      "func f(_ n: Int) -> String { \"int\" }",
      "func f(_ n: String) -> String { \"string\" }",
      "print(f(1), f(\"\"))",
      shows: "int string"
    ),
    Case(
      "multi-line strings keep their indentation",
      "let text = \"\"\"\n  a\n    b\n  \"\"\"",
      "text",
      shows: "a\n  b"
    ),
    Case(
      "local blocks keep their names",
      "let x = 1",
      "//| local: true\nlet x = 2\nstruct T { var n = 3 }\nprint(x, T().n)",
      "x",
      shows: "1"
    ),
    Case(
      "variables are changed by later blocks",
      "var count = 1\nfunc bump() { count += 1 }",
      "bump()\ncount *= 10",
      "count",
      shows: "20"
    ),
    Case(
      "switch, loops and labels",
      "var found = 0\nouter: for a in 1...5 { for b in 1...5 { switch a * b { case 6: found = a; break outer; default: continue } } }",
      "found",
      shows: "2"
    ),
    Case(
      "do and catch",
      "enum E: Error { case x(Int) }\ndo { throw E.x(3) } catch E.x(let n) { print(n) } catch { print(\"no\") }",
      shows: "3"
    ),
    Case("an assignment is not shown", "var y = 1", "y = 2", shows: ""),
    Case(
      "names of types are those of the lesson",
      "struct Point { var x = 1 }",
      "[Point()]",
      shows: "[Point(x: 1)]"
    ),
    Case("the engine is there", "let t = Tensor([1, 2, 3])\nprint(t.sum().item)", shows: "6.0"),
    Case(
      "every NaN reads nan",
      "let z = Double(\"0\")!\nprint(z / z, -(z / z), [-(z / z)])",
      shows: "nan nan [nan]"
    ),
  ]

  @Test(arguments: cases)
  func runs(_ example: Case) async throws {
    let results = try await RunningLessons.results(blocks: example.blocks)
    for block in results.blocks {
      #expect(block.status == .ok, "\(block.label): \(block.said)")
    }
    #expect(results.blocks.last?.shown == example.shown)
  }

  @Test func aSecondDeclarationNamesBothLines() async throws {
    let results = try await RunningLessons.results(blocks: ["let rate = 1", "let rate = 2", "rate"])
    #expect(results.blocks.map(\.status) == [.ok, .compileError, .notRun])
    let message = try #require(results.blocks[1].diagnostics.first)
    #expect(message.line == 8)
    #expect(message.message.contains("'rate'") && message.message.contains("line 4"))
  }

  @Test func whatIsTooHardToTypeCheckIsToldInItsOwnBlock() async throws {
    let wave = "(0..<600).map { sin(Double($0) / 20) * 1.0 + 0.2 * cos(Double($0) / 7) - 0.1 }"
    let hard = "show(lineChart([\"a\": \(wave), \"b\": \(wave)], x: \"x\", y: \"y\"))"
    let results = try await RunningLessons.results(blocks: ["let ok = 1", hard])
    let message = try #require(results.blocks[1].diagnostics.first)
    #expect(message.message.contains("unable to type-check"))
    #expect(message.line == 8)
  }

  @Test func columnsAreRightInsideListsAndQuotes() async throws {
    let results = try await RunningLessons.results(
      "# T\n\n- item\n\n  ```swift\n  let wrong: Int = \"x\"\n  ```\n\n> ```swift\n> let bad: Int = \"y\"\n> ```\n"
    )
    #expect(results.blocks[0].diagnostics.first.map { [$0.line, $0.column] } == [6, 20])
    #expect(results.blocks[1].diagnostics.first.map { [$0.line, $0.column] } == [10, 18])
  }
}
