import Testing

/// Each kind of Swift that a block may hold, run for real.
@Suite(.serialized) struct LanguageTests {
  static let cases = [
    check(
      "declarations are hoisted",
      """
      ```swift
      print(twice(4))
      func twice(_ n: Int) -> Int { 2 * n }
      ```
      """,
      """
      block-1: ok
        | 8
      """
    ),
    check(
      "initialisers run in place",
      """
      ```swift
      print("a")
      let x: Int = { print("b"); return 1 }()
      print("c", x)
      ```
      """,
      """
      block-1: ok
        | a
        | b
        | c 1
      """
    ),
    check(
      "throwing initialisers",
      """
      ```swift
      struct E: Error {}
      func f(_ ok: Bool) throws -> Int { if ok { return 5 }; throw E() }
      let v = try f(true)
      let w = try? f(false)
      ```

      ```swift
      print(v, w as Any)
      ```
      """,
      """
      block-1: ok
      block-2: ok
        | 5 nil
      """
    ),
    check(
      "destructuring",
      """
      ```swift
      let (a, (b, c)) = (1, (2, 3))
      var (d, _) = (4, 5)
      d += 1
      ```

      ```swift
      print(a, b, c, d)
      ```
      """,
      """
      block-1: ok
      block-2: ok
        | 1 2 3 5
      """
    ),
    check(
      "defer runs at the end of the block",
      """
      ```swift
      defer { print("last") }
      print("first")
      ```
      """,
      """
      block-1: ok
        | first
        | last
      """
    ),
    check(
      "if let and guard let",
      """
      ```swift
      let text: String? = "7"
      guard let sure = text else { fatalError() }
      if let n = Int(sure) { print(n + 1) }
      ```

      ```swift
      print(sure)
      ```
      """,
      """
      block-1: ok
        | 8
      block-2: ok
        | 7
      """
    ),
    check(
      "closures and captured variables",
      """
      ```swift
      var total = 0
      let add: (Int) -> Void = { total += $0 }
      ```

      ```swift
      add(2)
      add(3)
      total
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 5
      """
    ),
    check(
      "generics",
      """
      ```swift
      struct Box<T> { var value: T }
      func same<T: Equatable>(_ a: T, _ b: T) -> Bool { a == b }
      ```

      ```swift
      print(Box(value: 2).value, same("a", "a"))
      ```
      """,
      """
      block-1: ok
      block-2: ok
        | 2 true
      """
    ),
    check(
      "operators",
      """
      ```swift
      infix operator <+>: AdditionPrecedence
      func <+> (a: [Int], b: [Int]) -> [Int] { a + b }
      ```

      ```swift
      [1] <+> [2]
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = [1, 2]
      """
    ),
    check(
      "protocols and extensions",
      #"""
      ```swift
      protocol Named { var name: String { get } }
      extension Int: Named { var name: String { "i\(self)" } }
      ```

      ```swift
      func say(_ n: some Named) -> String { n.name }
      say(3)
      ```
      """#,
      """
      block-1: ok
      block-2: ok
        = i3
      """
    ),
    check(
      "conformances are found at run time",
      """
      ```swift
      protocol P {}
      struct S: P {}
      ```

      ```swift
      let any: Any = S()
      any is any P
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = true
      """
    ),
    check(
      "imports carry on",
      """
      ```swift
      import Foundation
      ```

      ```swift
      String(format: "%.2f", 1.0)
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 1.00
      """
    ),
    check(
      "private names are seen later",
      """
      ```swift
      private let hidden = 3
      fileprivate func f() -> Int { hidden }
      ```

      ```swift
      f()
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 3
      """
    ),
    check(
      "conditional compilation",
      """
      ```swift
      #if os(Linux) || os(macOS)
      let system = 1
      #else
      let system = 2
      #endif
      ```

      ```swift
      system
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 1
      """
    ),
    check(
      "a constant assigned later",
      """
      ```swift
      let late: Int
      if Bool(true) { late = 4 } else { late = 5 }
      ```

      ```swift
      late
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 4
      """
    ),
    check(
      "opaque types",
      """
      ```swift
      protocol Shape { var area: Int { get } }
      struct Square: Shape { var area = 4 }
      func make() -> some Shape { Square() }
      let shape = make()
      ```

      ```swift
      shape.area
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 4
      """
    ),
    check(
      "await",
      """
      ```swift
      func later(_ n: Int) async -> Int { try? await Task.sleep(for: .milliseconds(5)); return n }
      let got = await later(3)
      ```

      ```swift
      got
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 3
      """
    ),
    check(
      "async let and groups",
      """
      ```swift
      func one(_ n: Int) async -> Int { n }
      async let a = one(1)
      async let b = one(2)
      print(await a + b)
      let sum = await withTaskGroup(of: Int.self) { group in
        for n in 1...4 { group.addTask { n } }
        return await group.reduce(0, +)
      }
      ```

      ```swift
      sum
      ```
      """,
      """
      block-1: ok
        | 3
      block-2: ok
        = 10
      """
    ),
    check(
      "actors and the main actor",
      """
      ```swift
      actor Counter { var n = 0; func up() -> Int { n += 1; return n } }
      @MainActor func main() -> Int { 7 }
      let counter = Counter()
      print(await counter.up(), await main())
      ```

      ```swift
      await counter.up()
      ```
      """,
      """
      block-1: ok
        | 1 7
      block-2: ok
        = 2
      """
    ),
    check(
      "regex literals",
      #"""
      ```swift
      let match = "ab-12".firstMatch(of: /(\d+)/)
      match.map { String($0.1) } ?? "none"
      ```
      """#,
      """
      block-1: ok
        = 12
      """
    ),
    check(
      "macros of the toolchain",
      """
      ```swift
      import Observation
      @Observable final class Model { var n = 1 }
      let model = Model()
      model.n = 2
      ```

      ```swift
      model.n
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 2
      """
    ),
    check(
      "property observers and lazy variables",
      """
      ```swift
      var seen: [Int] = []
      var watched = 1 { didSet { seen.append(oldValue) } }
      lazy var slow = 5
      watched = 2
      watched = 3
      print(slow)
      ```

      ```swift
      seen
      ```
      """,
      """
      block-1: ok
        | 5
      block-2: ok
        = [1, 2]
      """
    ),
    check(
      "property wrappers",
      """
      ```swift
      @propertyWrapper struct Twice { var wrappedValue: Int { didSet { wrappedValue *= 2 } } }
      struct Holder { @Twice var n = 1 }
      var holder = Holder()
      holder.n = 4
      ```

      ```swift
      holder.n
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 8
      """
    ),
    check(
      "result builders",
      """
      ```swift
      @resultBuilder enum Lines { static func buildBlock(_ parts: String...) -> String { parts.joined(separator: "/") } }
      func build(@Lines _ body: () -> String) -> String { body() }
      ```

      ```swift
      build { "a"; "b" }
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = a/b
      """
    ),
    check(
      "overloads across blocks",
      """
      ```swift
      func f(_ n: Int) -> String { "int" }
      ```

      ```swift
      func f(_ n: String) -> String { "string" }
      ```

      ```swift
      print(f(1), f(""))
      ```
      """,
      """
      block-1: ok
      block-2: ok
      block-3: ok
        | int string
      """
    ),
    check(
      "multi-line strings keep their indentation",
      #"""
      ```swift
      let text = """
        a
          b
        """
      ```

      ```swift
      text
      ```
      """#,
      """
      block-1: ok
      block-2: ok
        = a
        =   b
      """
    ),
    check(
      "local blocks keep their names",
      """
      ```swift
      let x = 1
      ```

      ```swift
      //| local: true
      let x = 2
      struct T { var n = 3 }
      print(x, T().n)
      ```

      ```swift
      x
      ```
      """,
      """
      block-1: ok
      block-2: ok
        | 2 3
      block-3: ok
        = 1
      """
    ),
    check(
      "variables are changed by later blocks",
      """
      ```swift
      var count = 1
      func bump() { count += 1 }
      ```

      ```swift
      bump()
      count *= 10
      ```

      ```swift
      count
      ```
      """,
      """
      block-1: ok
      block-2: ok
      block-3: ok
        = 20
      """
    ),
    check(
      "switch, loops and labels",
      """
      ```swift
      var found = 0
      outer: for a in 1...5 { for b in 1...5 { switch a * b { case 6: found = a; break outer; default: continue } } }
      ```

      ```swift
      found
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = 2
      """
    ),
    check(
      "do and catch",
      """
      ```swift
      enum E: Error { case x(Int) }
      do { throw E.x(3) } catch E.x(let n) { print(n) } catch { print("no") }
      ```
      """,
      """
      block-1: ok
        | 3
      """
    ),
    check(
      "an assignment is not shown",
      """
      ```swift
      var y = 1
      ```

      ```swift
      y = 2
      ```
      """,
      """
      block-1: ok
      block-2: ok
      """
    ),
    check(
      "names of types are those of the lesson",
      """
      ```swift
      struct Point { var x = 1 }
      ```

      ```swift
      [Point()]
      ```
      """,
      """
      block-1: ok
      block-2: ok
        = [Point(x: 1)]
      """
    ),
    check(
      "the engine is there",
      """
      ```swift
      let t = Tensor([1, 2, 3])
      print(t.sum().item)
      ```
      """,
      """
      block-1: ok
        | 6.0
      """
    ),
    check(
      "every NaN reads nan",
      """
      ```swift
      let z = Double("0")!
      print(z / z, -(z / z), [-(z / z)])
      ```
      """,
      """
      block-1: ok
        | nan nan [nan]
      """
    ),
    check(
      "a second declaration names both lines",
      """
      ```swift
      let rate = 1
      ```

      ```swift
      let rate = 2
      ```

      ```swift
      rate
      ```
      """,
      """
      block-1: ok
      block-2: compile-error
        8:5: error: 'rate' is declared on line 4 already (block block-1); a name is declared once a lesson: rename one or mark a block `//| local: true`
      block-3: not-run
        11:1: note: not run: it needs block 'block-2' (line 7), which was refused by the compiler
      fails
      """
    ),
    check(
      "what is too hard to type-check is told in its own block",
      """
      ```swift
      let ok = 1
      ```

      ```swift
      show(lineChart(["a": (0..<600).map { sin(Double($0) / 20) * 1.0 + 0.2 * cos(Double($0) / 7) - 0.1 }, "b": (0..<600).map { sin(Double($0) / 20) * 1.0 + 0.2 * cos(Double($0) / 7) - 0.1 }], x: "x", y: "y"))
      ```
      """,
      """
      block-1: ok
      block-2: compile-error
        8:1: error: the compiler is unable to type-check this expression in reasonable time; try breaking up the expression into distinct sub-expressions
      fails
      """
    ),
    check(
      "columns are right inside lists and quotes",
      """
      - item

        ```swift
        let wrong: Int = "x"
        ```

      > ```swift
      > let bad: Int = "y"
      > ```
      """,
      """
      block-1: compile-error
        6:20: error: cannot convert value of type 'String' to specified type 'Int'
      block-2: compile-error
        10:18: error: cannot convert value of type 'String' to specified type 'Int'
      fails
      """
    ),
  ]

  @Test(arguments: cases) func runs(_ lesson: RunCase) async throws { try await lesson.holds() }
}
