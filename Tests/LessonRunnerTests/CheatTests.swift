import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
/// An answer that solves nothing, and what is said of it.
struct Cheat: Sendable, CustomTestStringConvertible {
  var name: String
  /// What stands beside, before or in place of the function that is asked for.
  var code: String
  /// A part of a problem, or of the title and message of a check that does not hold.
  var says: String
  var testDescription: String { name }

  /// - Parameter body: of the function, which stands after the code if it is given.
  init(_ name: String, _ code: String = "", body: String? = nil, says: String) {
    self.name = name
    self.code = body.map { "\(code)\nfunc doubled(_ x: Double) -> Double { \($0) }\n" } ?? code
    self.says = says
  }

  private static func reaching(_ what: String) -> String {
    "'\(what)' may not be used in an answer"
  }
  private static func declaring(_ name: String) -> String { "an answer may not declare '\(name)'" }
  private static let unsafe = "an answer may not use what Swift cannot check for memory safety"
  private static let form = "the answer declares 'doubled' in another form"

  /// Cheats that are refused before anything of them is compiled.
  static let refused = [
    Cheat(
      "members of other types for everybody",
      """
      extension Array where Element == Double {
        public func map(_ f: (Double) -> Double) -> [Double] { [2, 4, 6] }
      }
      """,
      body: "0",
      says: reaching("public")
    ),
    Cheat(
      "members of other types, deeper",
      "extension Array { struct Deep { internal var count: Int { 3 } }; package var sum: Int { 1 } }",
      body: "0",
      says: reaching("internal")
    ),
    Cheat(
      "pages of memory taken away",
      body: "madvise(nil, 1 << 30, 4); return 0",
      says: reaching("madvise")
    ),
    Cheat(
      "the runtime's receiver",
      body: """
        let old = RuntimeHost.current!.receive
        RuntimeHost.current!.receive = { event in
          if case .check(var report) = event { report.credit = 1; old(.check(report)) } else { old(event) }
        }
        return 0
        """,
      says: reaching("RuntimeHost")
    ),
    Cheat(
      "a number type of its own",
      """
      struct Double: Equatable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
        init(floatLiteral v: Float) {}
        init(integerLiteral v: Int) {}
        static func == (a: Double, b: Double) -> Bool { true }
      }
      """,
      body: "x",
      says: declaring("Double")
    ),
    Cheat(
      "another name for a number",
      "typealias Double = Bool",
      body: "x",
      says: declaring("Double")
    ),
    Cheat(
      "a type within a type",
      "enum Box { struct Double {} }",
      body: "0",
      says: declaring("Double")
    ),
    Cheat(
      "a type of a parameter's name",
      "func doubled<Double: ExpressibleByFloatLiteral>(_ x: Double) -> Double { 0 }",
      says: declaring("Double")
    ),
    Cheat(
      "what literals are",
      "typealias IntegerLiteralType = Bool",
      body: "0",
      says: declaring("IntegerLiteralType")
    ),
    Cheat(
      "whatever the check likes",
      "func doubled<R: ExpressibleByFloatLiteral>(_ x: Double) -> R { 0 }",
      says: form
    ),
    Cheat(
      "something that equals",
      "func doubled(_ x: Double) -> some Equatable & ExpressibleByFloatLiteral { x }",
      says: form
    ),
    Cheat(
      "the runtime by its symbol",
      #"@_silgen_name("$s13LessonRuntime") func f()"#,
      body: "0",
      says: reaching("@_silgen_name")
    ),
    Cheat(
      "a symbol of the checks",
      #"@_cdecl("unroll_block_3") public func f() {}"#,
      body: "0",
      says: reaching("@_cdecl")
    ),
    Cheat(
      "a symbol outside",
      #"@_extern(c, "dlopen") func f()"#,
      body: "0",
      says: reaching("@_extern")
    ),
    Cheat(
      "a section of the object",
      #"@section(".init_array") @used let x: Int = 7"#,
      body: "0",
      says: reaching("@section")
    ),
    Cheat(
      "another's body",
      "@_dynamicReplacement(for: f) func g() {}",
      body: "0",
      says: reaching("@_dynamicReplacement")
    ),
    Cheat(
      "the runtime's inner parts",
      "@testable import LessonRuntime",
      body: "0",
      says: reaching("@testable")
    ),
    Cheat(
      "the runtime for some",
      "@_spi(Host) import LessonRuntime",
      body: "0",
      says: reaching("@_spi")
    ),
    Cheat("the host's module", "import LessonHost", body: "0", says: reaching("import LessonHost")),
    Cheat(
      "the compiler's own module",
      "import SwiftShims",
      body: "0",
      says: reaching("import SwiftShims")
    ),
    Cheat(
      "a word that silences",
      body: "unsafe unsafeBitCast(x, to: Double.self)",
      says: reaching("unsafe")
    ),
    Cheat(
      "a reference that nobody counts",
      "class A {}\nstruct B { unowned(unsafe) var a: A }",
      body: "0",
      says: reaching("unsafe")
    ),
    Cheat(
      "a macro from outside",
      #"@freestanding(expression) macro m() -> Int = #externalMacro(module: "A", type: "B")"#,
      body: "0",
      says: reaching("macro")
    ),
    Cheat(
      "another program",
      "import Foundation",
      body: "Process().processIdentifier == 1 ? 1 : 0",
      says: reaching("Process")
    ),
    Cheat(
      "another library",
      "import Foundation",
      body: #"Foundation.Bundle(path: "/lesson/x")!.load() ? 1 : 0"#,
      says: reaching("Bundle")
    ),
    Cheat(
      "memory as a text",
      "import Foundation",
      body: #"Double(String(format: "%s", Int(x)).count)"#,
      says: reaching("format:")
    ),
    Cheat(
      "a number as an object",
      "import Foundation",
      body: #"Double(String(format: "%@", Int(x)).count)"#,
      says: reaching("format:")
    ),
    Cheat(
      "a format from elsewhere",
      "import Foundation\nlet f = \"%s\"",
      body: "Double(String(format: f, 1).count)",
      says: reaching("format:")
    ),
    Cheat(
      "a format by its name",
      "import Foundation\nlet f = String.init(format:arguments:)",
      body: "0",
      says: reaching("format:")
    ),
    Cheat(
      "a format without a word of it",
      "import Foundation\nfunc use<A>(_ f: (String, [A]) -> String) -> String { f(\"%s\", [4096 as! A]) }",
      body: "Double(use(String.init).count)",
      says: "'init' may not be used in an answer"
    ),
    Cheat(
      "a format by its type",
      "import Foundation",
      body:
        "let f: (String, [any CVarArg]) -> String = String.init; return Double(f(\"%s\", [4096]).count)",
      says: reaching("CVarArg")
    ),
    Cheat(
      "a format added",
      "import Foundation",
      body: #"Double("".appendingFormat("%s", 4096).count)"#,
      says: reaching("appendingFormat")
    ),
    Cheat(
      "a format by another name of the type",
      "import Foundation\ntypealias Line = String\nstruct Page { struct Line { init(format: String, _ n: Int) {} } }",
      body: #"Double(Line(format: "%s", 4096).count)"#,
      says: reaching("format:")
    ),
    Cheat(
      "what nobody counts, by its own name",
      "final class A {}\nnonisolated(unsafe) unowned(unsafe) var a: A = A()",
      body: "0",
      says: reaching("unsafe")
    ),
    Cheat(
      "an error type that a check would meet",
      "enum Result { case double }",
      body: "0",
      says: declaring("Result")
    ),
    Cheat(
      "a member of all lists under a number's name",
      "extension Array { enum Result {} }",
      body: "0",
      says: declaring("Result")
    ),
    Cheat(
      "another function of the same name, for everybody",
      "#if os(Linux)\npublic func abs(_ x: Double) -> Double { 0 }\n#endif",
      body: "0",
      says: declaring("abs")
    ),
    Cheat(
      "names of the runner",
      "func unroll_sealed(_ n: Int, _ t: String) -> String { t }",
      body: "0",
      says: reaching("unroll_sealed")
    ),
    Cheat(
      "a check of its own name",
      "func check(_ t: String, _ c: Bool) {}",
      body: "0",
      says: declaring("check")
    ),
    Cheat(
      "equality",
      "func == (a: Double, b: Double) -> Bool { true }",
      body: "0",
      says: declaring("==")
    ),
    Cheat(
      "the size of a number",
      "func abs(_ x: Double) -> Double { 0 }",
      body: "0",
      says: declaring("abs")
    ),
    Cheat(
      "what binds first",
      "infix operator ==: AdditionPrecedence",
      body: "0",
      says: declaring("==")
    ),
    Cheat(
      "how additions bind",
      "precedencegroup AdditionPrecedence {}",
      body: "0",
      says: declaring("AdditionPrecedence")
    ),
    Cheat(
      "a list that is any number",
      "extension Array: @retroactive ExpressibleByIntegerLiteral { public init(integerLiteral v: Int) { self = [] } }",
      body: "0",
      says: "an answer may not make 'Array' conform to a protocol"
    ),
    Cheat(
      "nothing at all",
      "",
      says: "the answer must declare `func doubled(_ x: Double) -> Double`"
    ),
  ]

  /// Cheats that the compiler refuses, for it cannot check them.
  static let uncheckable = [
    Cheat(
      "a symbol by its name",
      "import Foundation",
      body: #"dlsym(nil, "x") == nil ? 0 : 1"#,
      says: unsafe
    ),
    Cheat(
      "any place in memory",
      body: "UnsafeMutablePointer<Double>(bitPattern: 4096)!.pointee = x; return 0",
      says: unsafe
    ),
    Cheat("a type for another", body: "Double(unsafeBitCast(x, to: Int.self))", says: unsafe),
    Cheat("the memory of a list", body: "[x].withUnsafeBufferPointer { $0[7] }", says: unsafe),
    Cheat("an address in a text", "import Foundation", body: "Double(strlen(\"a\"))", says: unsafe),
  ]

  private static let everyDescriptor = "for d in Int32(3)..<256 {"
  private static let wire = """
    import Foundation
    func bytes(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) } }
    func text(_ text: String) -> [UInt8] { [6] + bytes(UInt64(text.utf8.count)) + Array(text.utf8) }
    func map(_ fields: [(String, [UInt8])]) -> [UInt8] {
      [8] + bytes(UInt64(fields.count)) + fields.flatMap { text($0.0) + $0.1 }
    }
    func frame(_ n: UInt64, _ body: [UInt8]) -> [UInt8] {
      [0x52, 0x55, 0x4e, 0x4c] + bytes(n).prefix(4) + bytes(UInt64(body.count << 1 | 1)).prefix(4) + body
    }
    func number(_ n: UInt64) -> [UInt8] { [3] + bytes(n) }
    let seal = map([("first", number(0)), ("second", number(0))])
    let returned = map([("returned", map([("processorSeconds", [5] + bytes(0)), ("seal", seal), ("threads", number(0))]))])
    """

  /// Cheats that run, and earn nothing.
  static let running = [
    Cheat(
      "a check of its own",
      body: #"check("bonus", true, points: 100); return 0"#,
      says: "doubles 3"
    ),
    Cheat(
      "a check worth all there is",
      body: #"check("bonus", true, points: .infinity); return 0"#,
      says: "points is inf"
    ),
    Cheat(
      "the lesson's checks, many times",
      body: #"for _ in 0..<50 { check("doubles 3", true) }; return 0"#,
      says: "doubles 3"
    ),
    Cheat(
      "checks while its own block runs",
      "check(\"doubles 3\", true)\ncheck(\"hidden\", true)",
      body: "0",
      says: "doubles 3"
    ),
    Cheat(
      "a mark that it guesses",
      body: #"check("\u{2}0 0 0\u{3}doubles 3", true); return 0"#,
      says: "doubles 3"
    ),
    Cheat(
      "the end after the first check",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { exit(0) }; return 6",
      says: "the block ended its process with exit(0)"
    ),
    Cheat(
      "the end without a word",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { _exit(0) }; return 6",
      says: "the block ended its process with exit(0)"
    ),
    Cheat(
      "killing itself after the first check",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { kill(getpid(), SIGKILL) }; return 6",
      says: "SIGKILL"
    ),
    Cheat(
      "an abort after the first check",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { abort() }; return 6",
      says: "SIGABRT, a signal that was sent"
    ),
    Cheat(
      "an abort that looks like a fault",
      "import Foundation\nvar calls = 0",
      body: #"""
        calls += 1
        if calls > 1 { FileHandle.standardError.write(Data("Fatal error: no\n".utf8)); abort() }
        return 6
        """#,
      says: "SIGABRT, a signal that was sent"
    ),
    Cheat(
      "a trap that is sent",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { raise(SIGTRAP) }; return 6",
      says: "SIGTRAP, a signal that was sent"
    ),
    Cheat(
      "a fault of memory that is sent",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { kill(getpid(), SIGSEGV) }; return 6",
      says: "SIGSEGV, a signal that was sent"
    ),
    Cheat(
      "a trap for its own thread",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { pthread_kill(pthread_self(), 5) }; return 6",
      says: "SIGTRAP, a signal that was sent"
    ),
    Cheat(
      "an abort with the handler taken away",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { signal(SIGABRT, SIG_DFL); abort() }; return 6",
      says: "SIGABRT, a signal that was sent"
    ),
    Cheat(
      "an alarm",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { alarm(1); while true { pause() } }; return 6",
      says: "a signal that was sent"
    ),
    Cheat(
      "the end of its own thread",
      "import Foundation\nvar calls = 0",
      body: "calls += 1; if calls > 1 { Thread.exit() }; return 6",
      says: "the block"
    ),
    Cheat(
      "a queue that goes on",
      "import Foundation",
      body: "DispatchQueue.global().async { while true { pause() } }; return 2 * x",
      says: "write a task group (withTaskGroup)"
    ),
    Cheat(
      "what comes after the end",
      "import Foundation\nvar calls = 0",
      body: #"calls += 1; if calls == 1 { atexit { print("passed") } }; return 0"#,
      says: "doubles 3"
    ),
    Cheat(
      "signals",
      "import Foundation",
      body: "signal(SIGUSR1) { _ in }; return 2 * x",
      says: "signals are handled in another way"
    ),
    Cheat(
      "deaf ears",
      "import Foundation",
      body: "signal(SIGTERM, SIG_IGN); return 2 * x",
      says: "signals are handled in another way"
    ),
    Cheat(
      "a thread that stays",
      "import Foundation",
      body: "Thread { while true { pause() } }.start(); return 2 * x",
      says: "threads go on after the answer"
    ),
    Cheat(
      "noise on every descriptor",
      "import Foundation",
      body:
        "\(everyDescriptor) try? FileHandle(fileDescriptor: d).write(contentsOf: Data([7, 7, 7])) }; return 6",
      says: "the block"
    ),
    Cheat(
      "the host's own words",
      wire,
      body:
        "\(everyDescriptor) try? FileHandle(fileDescriptor: d).write(contentsOf: Data(frame(9, returned))) }; return 6",
      says: "the block wrote into the channel of its host"
    ),
    Cheat(
      "closed descriptors",
      "import Foundation",
      body: "\(everyDescriptor) close(d) }; return 6",
      says: "the block closed the channel"
    ),
    Cheat(
      "the memory of the checks",
      "import Foundation",
      body: """
        guard let m = FileHandle(forUpdatingAtPath: "/proc/self/mem") else { return 0 }
        for page in 0..<64 {
          if (try? m.seek(toOffset: 0x5555_5555_4000 + 4096 * UInt64(page))) != nil { return 2 * x }
        }
        return 0
        """,
      says: "doubles 3"
    ),
    Cheat("an endless loop", body: "while x == x {}; return 0", says: "time limit"),
    Cheat("a crash", body: "fatalError(\"no\")", says: "Fatal error: no"),
    Cheat("no number", body: ".nan", says: "expected"),
  ]
}

@Suite(.serialized) struct CheatTests {
  /// The lesson of which all cheats would like the points.
  static let markdown = """
    ---
    timeout: 5
    ---

    # X

    ```swift
    //| label: setup
    let factor = 2.0
    ```

    ## Exercise: double

    Write `doubled`.

    ```swift
    //| exercise: double
    //| points: 4
    //| provides: ["func doubled(_ x: Double) -> Double"]
    func doubled(_ x: Double) -> Double {
      // BEGIN SOLUTION
      factor * x
      // END SOLUTION
    }
    ```

    ```swift
    //| check: double
    check("doubles 3", doubled(3) == 6)
    check("doubles 4", doubled(4), equals: 8)
    check("list", [1, 2, 3].map(doubled), equals: [2, 4, 6])
    ```

    ```swift
    //| check: double
    //| hidden: true
    check("hidden", abs(doubled(7.5) - 15.0) < 1e-9)
    ```
    """

  private func judge(_ cheat: Cheat, in live: LiveLesson) async throws {
    let lesson = try RunningLessons.lesson(Self.markdown)
    let run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: ExerciseAnswer(text: cheat.code, file: "Work/double.swift"),
      includesHidden: true
    )
    let verdict = try await run.verdict(in: live)
    #expect(!verdict.passed && verdict.earned == 0, "\(cheat.name): \(verdict)")
    let failed = verdict.checks.filter { !$0.result.passed }.map {
      "\($0.result.title): \($0.result.message)"
    }
    let said = verdict.problems.map(\.message) + failed
    #expect(said.contains { $0.contains(cheat.says) }, "\(cheat.name): \(said)")
    // What is not passed cannot stand in the lesson's file, nor be told as if it were.
    #expect(verdict.checks.count <= 4, "\(cheat.name)")
  }

  @Test(
    "What a hidden check asks is not told by how an answer ends in it",
    arguments: [
      "if x == 7.5 { fatalError(\"ASKED \\(x)\") }", "check(\"ASKED \\(x)\", false)",
      "if x == 7.5 { exit(Int32(x * 10)) }", "if x == 7.5 { kill(getpid(), 5) }",
      "let none: Int? = nil\n  if x == 7.5 { print(none!) }",
    ]
  )
  func conceals(line: String) async throws {
    let code =
      "import Foundation\nfunc doubled(_ x: Double) -> Double {\n  \(line)\n  return 2 * x\n}\n"
    let lesson = try RunningLessons.lesson(Self.markdown)
    var run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: ExerciseAnswer(text: code, file: "Work/double.swift"),
      includesHidden: true
    )
    run.concealsHidden = true
    try await RunningLessons.withLive { live in
      let verdict = try await run.verdict(in: live)
      let ofHidden = verdict.problems.filter { $0.cause == .hiddenFault }
      // Checks of its own end nothing, and are not told of at all.
      #expect(ofHidden.count == (line.hasPrefix("check") ? 0 : 1), "\(verdict.problems)")
      let said = verdict.problems.map(\.description).joined()
      #expect(!said.contains("7.5") && !said.contains("75") && !said.contains("SIGTRAP"), "\(said)")
      #expect(ofHidden.allSatisfy { $0.line == 2 })
    }
  }

  @Test("There are many cheats, and no two of one name")
  func count() {
    let names = (Cheat.refused + Cheat.uncheckable + Cheat.running).map(\.name)
    #expect(names.count >= 50 && Set(names).count == names.count)
  }

  @Test("An answer that reaches behind the language is refused, with the reason")
  func refused() async throws {
    try await RunningLessons.withLive { live in
      for cheat in Cheat.refused { try await judge(cheat, in: live) }
    }
  }

  @Test("What the compiler cannot check for memory safety is refused")
  func uncheckable() async throws {
    try await RunningLessons.withLive { live in
      for cheat in Cheat.uncheckable { try await judge(cheat, in: live) }
    }
  }

  @Test(
    "Whatever an answer does while it is checked, it earns nothing that it has not solved",
    .whereSandboxed
  )
  func running() async throws {
    try await RunningLessons.withLive { live in
      for cheat in Cheat.running { try await judge(cheat, in: live) }
      // What the others did is nobody else's affair.
      let lesson = try RunningLessons.lesson(Self.markdown)
      let right = ExerciseRun(
        lesson: lesson,
        exercise: lesson.exercises[0],
        answer: ExerciseAnswer(
          text: """
            import Foundation
            func half(_ x: Double) -> Double { Double(String(format: "%.3f", x / 2)) ?? 0 }
            let twice = half(8)
            func doubled(_ x: Double) -> Double { check("my own", twice == 4); return 4 * half(x) }
            """,
          file: "Work/double.swift"
        ),
        includesHidden: true
      )
      let verdict = try await right.verdict(in: live)
      #expect(verdict.passed && verdict.earned == 4, "\(verdict)")
      #expect(
        verdict.problems.map(\.message).allSatisfy {
          $0.hasPrefix("the check 'my own' does not count")
        }
      )
      #expect(verdict.checks.map(\.earned) == [1, 1, 1, 1])
    }
  }

  @Test("Objects of answers and checks lie where no block can read them", .whereSandboxed)
  func hiddenObjects() async throws {
    let lesson = try RunningLessons.lesson(Self.markdown)
    let run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: ExerciseAnswer(
        text: """
          import Foundation
          let places = ["/unroll/objects", "/lesson", "/tmp"]
          func seen() -> [Int] {
            places.map { ((try? FileManager.default.subpathsOfDirectory(atPath: $0)) ?? []).count }
          }
          print(seen())
          func doubled(_ x: Double) -> Double { print(seen()); return factor * x }
          """,
        file: "Work/double.swift"
      ),
      includesHidden: true
    )
    let verdict = try await RunningLessons.withLive { try await run.verdict(in: $0) }
    // The lesson's own block is there, and neither the answer nor a check.
    let lines = Set(verdict.outputs.flatMap { $0.text.split(separator: "\n") })
    #expect(verdict.passed && lines == ["[1, 0, 0]"], "\(verdict)")
  }

  /// An exercise whose check is given.
  private func verdict(_ check: String, answer: String) async throws -> ExerciseVerdict {
    let markdown = """
      # T

      ## One

      ```swift
      //| exercise: one
      //| points: 6
      func one() -> Double {
        // BEGIN SOLUTION
        1
        // END SOLUTION
      }
      ```

      ```swift
      //| check: one
      \(check)
      ```
      """
    return try await SmallExercises.verdict("func one() -> Double { \(answer) }", in: markdown)
  }

  @Test(
    "Points are the written checks', however often each is made",
    arguments: [
      // Ten tenths are all of it.
      (
        "var credit = 0.0\nfor _ in 1...10 { credit += one() / 10 }\ncheck(\"tenths\", credit: credit)",
        "1", 6.0, true
      ),
      ("check(\"tenths\", credit: (1.0 / 49) * 49 * one())", "1", 6, true),
      ("check(\"half\", credit: one())", "0.5", 3, false),
      ("check(\"nan\", credit: one())", ".nan", 0, false),
      ("check(\"nan\", one(), equals: .nan)", ".nan", 0, false),
      ("check(\"much\", credit: one())", "7", 6, true),
      // One of two is not made.
      ("check(\"a\", true)\nif one() == 1 { check(\"b\", true) }", "2", 3, false),
      // One is made twice and holds once; the other holds.
      (
        "for n in 1...2 { check(\"is \\(n)\", one() == Double(n)) }\ncheck(\"a\", true)", "1", 3,
        false
      ),
      (
        "for _ in 0..<Int(one()) { check(\"never\", false) }\ncheck(\"a\", true, points: 2)", "0",
        2, false
      ),
      (
        "for _ in 1...3 { check(\"each\", one() == 1) }\ncheck(\"a\", one() == 1, points: 2)", "1",
        6, true
      ),
    ]
  )
  func points(check: String, answer: String, earned: Double, passes: Bool) async throws {
    let verdict = try await verdict(check, answer: answer)
    #expect(abs(verdict.earned - earned) < 1e-9 && verdict.passed == passes, "\(verdict)")
    #expect(abs(verdict.checks.map(\.possible).reduce(0, +) - 6) < 1e-9)
  }
}
#endif
