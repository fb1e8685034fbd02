import Testing

@testable import LessonDocument

@Suite struct SwiftProgramBindingTests {
  static let cases = [
    ProgramCase(
      "stored bindings are initialised in their place and shared with later blocks",
      [
        """
        func note(_ value: Int) -> Int { print("made", value); return value }
        print("begin")
        let a = note(1), b = note(a + 1)
        print("between")
        var (c, (d, _)) = (note(3), (note(4), note(5)))
        var total: Double = 0
        c += 10
        """,
        """
        func add(_ x: Double) { total += x }
        add(1.5); add(2)
        d *= 2
        print(a, b, c, d)
        total
        """,
      ],
      prints: """
        begin
        made 1
        made 2
        between
        made 3
        made 4
        made 5
        1 2 13 8
        => 3.5
        """
    ),
    ProgramCase(
      "throwing initialisers, guards and destructuring end the block or bind",
      [
        """
        struct Bad: Error {}
        func half(_ x: Int) throws -> Int { if x % 2 == 1 { throw Bad() }; return x / 2 }
        let h = try half(8)
        let (p, q) = (try half(2), "q")
        guard let n = Int("42"), n > 1, case .some(var m) = Optional(h) else { throw Bad() }
        m += n
        defer { print("deferred") }
        let k: Int = try half(m + 1)
        print("never", k)
        """,
        "print(h, p, q, n, m)",
        """
        guard let w = Int("x") else { print("no number"); return }
        print(w)
        """,
      ],
      prints: """
        deferred
        threw Bad() at line 10
        4 1 q 42 46
        no number
        """
    ),
    ProgramCase(
      "async initialisers, async let and awaits run in order",
      [
        """
        func slow(_ x: Int) async -> Int { await Task.yield(); return x }
        let one = await slow(1)
        async let two = slow(2), three = slow(3)
        let (x, y) = await (two, three)
        for await z in AsyncStream(Int.self, { $0.yield(7); $0.finish() }) { print(z) }
        await slow(one + x + y)
        """,
        "x * y",
      ],
      prints: """
        7
        => 6
        => 6
        """
    ),
    ProgramCase(
      "a variable may be declared first and assigned later",
      [
        """
        let size: Int
        if Bool.random() { size = 3 } else { size = 3 }
        var names: [String]
        names = []
        names.append("a")
        var later: Int?
        var first, second: Int
        (first, second) = (1, 2)
        func twice() -> Int { size * 2 }
        """,
        "names.append(\"b\"); print(size, names, later as Any, first, second, twice())",
      ],
      prints: "3 [\"a\", \"b\"] nil 1 2 6"
    ),
    ProgramCase(
      "observers, computed, lazy and unnamed bindings keep their meaning",
      [
        """
        func say(_ text: String) -> Int { print(text); return 1 }
        var watched = say("watched") { didSet { print("now", watched) } }
        var computed: Int { say("computed") + watched }
        lazy var late = say("late")
        let _ = say("unnamed")
        private let hidden = 5, _ = say("second")
        watched = 2
        """,
        "print(computed, late, hidden)",
      ],
      prints: """
        watched
        unnamed
        second
        now 2
        computed
        late
        3 1 5
        """
    ),
    ProgramCase(
      "variables with property wrappers are shared like others",
      [
        """
        @propertyWrapper struct Clamped<Value: Comparable> {
          var most: Value
          var wrappedValue: Value { didSet { wrappedValue = min(wrappedValue, most) } }
          init(wrappedValue: Value, to most: Value) {
            print("made")
            (self.most, self.wrappedValue) = (most, wrappedValue)
          }
        }
        print("begin")
        @Clamped(to: 9) var level = 3
        @Clamped(to: 1) private var rate: Double = 0.5
        level = 12
        func raise() { rate += 1 }
        """,
        "raise(); level -= 1\nprint(level, rate)",
      ],
      prints: """
        begin
        made
        made
        8 1.0
        """
    ),
    ProgramCase(
      "opaque types are annotated by a second compilation",
      [
        """
        protocol Shape { var sides: Int { get } }
        struct Square: Shape { let sides = 4 }
        func make() -> some Shape { Square() }
        let shape = make(); let other = [1, 2, 3]
        func makeThrowing() throws -> some Shape { Square() }
        let risky = try makeThrowing()
        let first = 1, second = [make(), make()]; let third = 3
        let (left, right) = (make(), [make()])
        guard let held = Optional(make()), let n = Int("3") else { fatalError() }
        """,
        "print(shape.sides, other.count, risky.sides, left.sides, right.count, second.count, third, held.sides, n)",
      ],
      prints: "4 3 4 4 1 2 3 4 3"
    ),
  ]

  @Test(arguments: cases) func bindings(_ program: ProgramCase) throws {
    try program.check()
  }
}
