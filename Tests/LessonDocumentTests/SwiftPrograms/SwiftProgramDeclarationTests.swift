import Testing

@testable import LessonDocument

@Suite struct SwiftProgramDeclarationTests {
  static let cases = [
    ProgramCase(
      "functions see variables before and after them and each other",
      [
        """
        func isEven(_ n: Int) -> Bool { n == 0 || isOdd(n - 1) }
        var calls = 0
        func isOdd(_ n: Int) -> Bool { calls += 1; return n != 0 && isEven(n - 1) }
        print(isEven(10), later())
        let offset = 3
        func later() -> Int { offset + 1 }
        """,
        """
        func isEven(_ text: String) -> Bool { isEven(text.count) }
        func count() { calls += 100 }
        count()
        print(isEven("ab"), calls)
        """,
      ],
      prints: "true 4\ntrue 106"
    ),
    ProgramCase(
      "types, protocols, extensions, generics and operators cross blocks",
      [
        """
        import Foundation
        infix operator <+>: Doubling
        precedencegroup Doubling {
          higherThan: AdditionPrecedence
          associativity: left }
        protocol Shape { associatedtype Unit; var area: Double { get } }
        extension Shape { var described: String { "area \\(area)" } }
        public struct Square<T: Numeric>: Shape, Equatable { typealias Unit = T; var side: T
          enum Kind: String, CaseIterable { case small, large }
          fileprivate let tag = "s"
          var area: Double { 4 } }
        fileprivate final class Counter { private(set) var n = 0; func up() { n += 1 } }
        private(set) var shared = Counter()
        actor Store { var v = 1; func add() -> Int { v += 1; return v } }
        indirect enum Tree { case leaf; case node(Tree, Int, Tree) }
        private extension Int { func tripled() -> Int { self * 3 } }
        """,
        """
        func <+> <T: Numeric>(a: T, b: T) -> T { a * 2 + b }
        struct Celsius: Codable, Hashable, CustomStringConvertible {
          var degrees: Double
          var description: String { "\\(degrees) °C" }
        }
        @resultBuilder enum Lines {
          static func buildBlock(_ parts: String...) -> String { parts.joined(separator: "/") }
          static func buildOptional(_ part: String?) -> String { part ?? "-" }
        }
        @Lines func page(_ all: Bool) -> String { "one"; if all { "two" }; "three" }
        @propertyWrapper struct Clamped { var wrappedValue: Int { didSet { wrappedValue = min(wrappedValue, 9) } } }
        struct Dial { @Clamped var level = 3 }
        """,
        """
        extension Square where T == Int { func grown() -> Square { Square(side: side <+> 1 <+> 1) } }
        extension Tree { var sum: Int { switch self { case .leaf: 0; case .node(let l, let v, let r): l.sum + v + r.sum } } }
        shared.up(); shared = Counter(); shared.up()
        var dial = Dial(); dial.level = 40
        print(Square(side: 2).grown().side, Square(side: 1).tag, shared.n, 5.tripled(), dial.level)
        print(Square<Int>.Kind.allCases.count, Square(side: 1).described, page(true), page(false))
        print(Tree.node(.node(.leaf, 2, .leaf), 3, .leaf).sum, Celsius(degrees: 3))
        print(String(decoding: try JSONEncoder().encode(Celsius(degrees: 1.5)), as: UTF8.self))
        print(await Store().add(), (Square(side: 1) as Any) is any Shape)
        """,
      ],
      prints: """
        11 s 1 15 9
        2 area 4.0 one/two/three one/-/three
        5 3.0 °C
        {"degrees":1.5}
        2 true
        """
    ),
    ProgramCase(
      "#if is split into its declarations and its statements",
      [
        """
        #if canImport(Foundation)
        import Foundation
        #endif
        #if os(Linux) || os(macOS)
        func system() -> String { "known" }
        let version = 7
        print("here")
          #if DEBUG && !DEBUG
          print("never"); let level = "bad"
          #elseif swift(>=5)
          let level = "good"
          #else
          let level = 1
          #endif
        guard let number = Int("3") else { fatalError() }
        #else
        func system() -> Int { undefined }
        #endif
        """,
        """
        print(system(), version, level, number, sqrt(16.0))
        #if os(Windows)
        1
        #else
        2
        #endif
        """,
      ],
      prints: "here\nknown 7 good 3 4.0\n=> 2"
    ),
    ProgramCase(
      "macros, attributes, availability and unusual names",
      [
        """
        import Foundation
        import Observation
        @Observable final class Model { var weight = 1.0 }
        @available(macOS 12, *) func recent() -> String { "recent" }
        @inline(__always) func `switch`(_ größe: Int) -> Int { größe }
        let `class` = 5, π = 3
        @MainActor func onMain() -> Int { 11 }
        @discardableResult func noted() -> Int { 12 }
        let model = Model()
        model.weight += 1
        let heavy = #Predicate<Int> { $0 > 3 }
        """,
        """
        noted()
        print(`class`, π, `switch`(4), recent(), model.weight, try heavy.evaluate(4))
        noted()
        """,
      ],
      prints: "5 3 4 recent 2.0 true\n=> 12"
    ),
    ProgramCase(
      "strings and comments are not changed by hoisting",
      [
        "let poem = \"\"\"\n    roses\n      red \\\n    and\n\n    blue\n    \"\"\"; let raw = #\"\\n \"x\"\"#\n"
          + "/// Documented. /* not a comment\nfunc text() -> String {\n  \"\"\"\n  a\n   b\n  \"\"\"\n}\n"
          + "/* block\n comment */ let after = 1 // trailing\n",
        "print(poem, raw, text(), after)",
      ],
      prints: "roses\n  red and\n\nblue \\n \"x\" a\n b 1"
    ),
    ProgramCase(
      "empty blocks, blocks of comments and a shebang run",
      ["", "// nothing\n", "#!/bin/swift\n1;"],
      prints: "=> 1"
    ),
  ]

  @Test(arguments: cases) func declarations(_ program: ProgramCase) throws {
    try program.check()
  }
}
