import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
/// A small lesson with exercises, and its verdicts on answers.
enum SmallExercises {
  static let markdown = """
    # Numbers

    ```swift
    //| label: slow
    let unneeded: Int = { fatalError("this block is not needed") }()
    ```

    ```swift
    let factor = 2
    ```

    ## Double

    Write `doubled`.

    ```swift
    //| exercise: double
    //| points: 4
    //| provides: ["func doubled(_ x: Int) -> Int"]
    //| forbid: [stride]
    func doubled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      factor * x
      // END SOLUTION
    }
    ```

    ```swift
    //| check: double
    check("doubles 3", doubled(3), equals: 6)
    check("doubles 0", doubled(0), equals: 0)
    ```

    ```swift
    //| check: double
    //| hidden: true
    check("doubles -5", doubled(-5), equals: -10)
    let after = 1
    ```

    ```swift
    fatalError("after the exercise")
    ```
    """

  static func verdict(
    _ code: String,
    in markdown: String = markdown,
    includesHidden: Bool = true
  ) async throws -> ExerciseVerdict {
    let lesson = try RunningLessons.lesson(markdown)
    let run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: ExerciseAnswer(text: code, file: "Work/double.swift"),
      includesHidden: includesHidden
    )
    return try await RunningLessons.withLive { try await run.verdict(in: $0) }
  }
}

extension ExerciseVerdict {
  /// `+ title` or `- title: message`, a line each.
  var told: [String] {
    checks.map { check in
      check.result.passed
        ? "+ \(check.result.title)" : "- \(check.result.title): \(check.result.message)"
    }
  }
}

@Suite(.serialized) struct ExerciseRunTests {
  @Test("An answer that is right passes, and only what it needs runs")
  func right() async throws {
    let verdict = try await SmallExercises.verdict("func doubled(_ x: Int) -> Int { factor * x }")
    #expect(verdict.outcome == .passed)
    #expect(verdict.told == ["+ doubles 3", "+ doubles 0", "+ doubles -5"])
    #expect(verdict.checks.map(\.isHidden) == [false, false, true])
    #expect(verdict.earned == 4 && verdict.possible == 4)
    #expect(verdict.problems.isEmpty && verdict.outputs.isEmpty)
  }

  @Test("Checks that do not hold say why, and the others earn their share")
  func wrong() async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { print(\"hello\", x); return x * x }",
      includesHidden: false
    )
    #expect(verdict.outcome == .failed)
    #expect(verdict.told == ["- doubles 3: expected 6, received 9", "+ doubles 0"])
    #expect(verdict.earned == 2)
    #expect(verdict.outputs.map(\.text) == ["hello 3\n", "hello 0\n"])
  }

  @Test("What the compiler refuses is placed on the student's lines")
  func compileError() async throws {
    let verdict = try await SmallExercises.verdict(
      "// A comment\n\nfunc doubled(_ x: Int) -> Int {\n  factr * x\n}\n"
    )
    #expect(verdict.outcome == .refused)
    #expect(
      verdict.problems.map(\.description)
        == ["Work/double.swift:4:3: error: cannot find 'factr' in scope"]
    )
    #expect(verdict.earned == 0 && verdict.checks.isEmpty)
  }

  @Test("A crash is placed on the student's line, and checks before it count")
  func crash() async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int {\n  let a = [6]\n  return a[3 - x]\n}\n"
    )
    #expect(verdict.outcome == .faulted)
    #expect(verdict.told == ["+ doubles 3"])
    #expect(verdict.problems.first?.file == "Work/double.swift")
    #expect(verdict.problems.first?.line == 3)
    #expect(verdict.problems.first?.message.hasPrefix("Fatal error: Index out of range") == true)
    #expect(abs(verdict.earned - 4.0 / 3) < 1e-9)
  }

  @Test(
    "An answer cannot stand in for what it is checked with",
    arguments: [
      ("func check(_ t: String, _ v: Int, equals: Int) { check(t, true) }", "check"),
      ("func == (a: Int, b: Int) -> Bool { true }", "=="),
      ("extension Int { static func == (a: Int, b: Int) -> Bool { true } }", "=="),
    ]
  )
  func shadowing(forgery: String, name: String) async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { 0 }\n\(forgery)\n"
    )
    #expect(verdict.outcome == .refused)
    #expect(
      verdict.problems.map(\.message) == [
        "an answer may not declare '\(name)', with which it is checked: give it another name"
      ]
    )
    #expect(verdict.problems.first?.line == 2)
  }

  @Test("What ends a check's whole block is told at the student's file")
  func endedByTheAnswer() async throws {
    let verdict = try await SmallExercises.verdict(
      "import Foundation\nfunc doubled(_ x: Int) -> Int { exit(0) }\n"
    )
    #expect(verdict.outcome == .faulted)
    #expect(
      verdict.problems.map(\.description) == [
        "Work/double.swift:2:33: error: the block ended its process with exit(0) before its end (2 times)"
      ]
    )
  }

  @Test("An answer in which two versions of a line stand is refused where they begin")
  func conflict() async throws {
    let verdict = try await SmallExercises.verdict(
      """
      func doubled(_ x: Int) -> Int {
      <<<<<<< yours
        2 * x
      =======
        x + x
      >>>>>>> the revised lesson
      }
      """
    )
    #expect(verdict.outcome == .refused)
    #expect(
      verdict.problems.map(\.description) == [
        "Work/double.swift:2:1: error: two versions of these lines stand here: keep what is right, and "
          + "take out the lines with <<<<<<<, ======= and >>>>>>>"
      ]
    )
  }

  @Test("A note follows what it explains, though it stands above it")
  func notesFollow() async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { 1 }\nfunc doubled(_ x: Int) -> Int { 2 }\n"
    )
    #expect(
      verdict.problems.map(\.description) == [
        "Work/double.swift:2:6: error: invalid redeclaration of 'doubled'",
        "Work/double.swift:1:6: note: 'doubled' previously declared here",
      ]
    )
  }

  @Test("What cannot be read is told at its place, and nothing that follows from it")
  func unreadable() async throws {
    let many = String(repeating: "[", count: 20)
    for answer in ["func doubled(_ x: Int) -> Int { \(many)", "func doubled(_ x: Int) -> Int { ]"] {
      let verdict = try await SmallExercises.verdict(answer)
      #expect(verdict.outcome == .refused)
      #expect(verdict.problems.allSatisfy { $0.file == "Work/double.swift" }, "\(verdict.problems)")
      #expect(!verdict.problems.contains { $0.message.contains("check does not compile") })
    }
  }

  @Test("An answer that never ends keeps one waiting once, not at each check")
  func endless() async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int {\n  while true {}\n}\n",
      in: "---\ntimeout: 0.5\n---\n" + SmallExercises.markdown
    )
    #expect(verdict.outcome == .faulted)
    #expect(verdict.problems.map(\.line) == [2, 2])
    #expect(verdict.problems.last?.cause == .endless(.unconditional))
    let said = verdict.problems.first?.message ?? ""
    #expect(said.hasPrefix("time limit: the block ran longer than 0.5 s"))
    #expect(!said.hasSuffix("times)"))
  }

  @Test("A fault that several checks meet is told once, a hidden check's too")
  func oneFault() async throws {
    let markdown = SmallExercises.markdown.replacing("doubled(3)", with: "[doubled(3)][doubled(3)]")
      .replacing("doubled(-5)", with: "[doubled(-5)][doubled(-5)]")
    #expect(markdown.contains("[doubled(-5)]") && markdown.contains("[doubled(3)]"))
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { 9 }",
      in: markdown
    )
    #expect(verdict.outcome == .faulted)
    #expect(verdict.problems.count { $0.severity == .error } == 1, "\(verdict.problems)")
  }

  @Test("Checks in words of a comment or a string are none that were not made")
  func countsChecks() async throws {
    let markdown = SmallExercises.markdown.replacing(
      "check(\"doubles 3",
      with: "// check(all) and \"check(\"\n/* check(x) */ check(\"doubles 3"
    )
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { [6][3 - x] }",
      in: markdown
    )
    #expect(abs(verdict.earned - 4.0 / 3) < 1e-9)
  }

  @Test("No place lies behind the end of an answer")
  func possiblePlaces() async throws {
    for answer in ["", "\n", "func doubled(_ x: Int) -> Int {", "func doubled(\n\n\n", "\u{FEFF}"] {
      let verdict = try await SmallExercises.verdict(answer)
      let lines = ExerciseAnswer(text: answer, file: "").lines
      #expect(verdict.outcome == .refused)
      for problem in verdict.problems {
        let line = try #require(lines.first { $0.location.line == problem.line }, "\(problem)")
        #expect((1...line.text.utf8.count + 1).contains(problem.column), "\(problem)")
      }
    }
  }

  @Test("An answer is not right because its checks were never made")
  func checksNeverMade() async throws {
    let never = SmallExercises.markdown
      .replacing("check(\"doubles 3", with: "if factor > 2 { check(\"doubles 3")
      .replacing("equals: 0)\n", with: "equals: 0) }\n")
      .replacing("check(\"doubles -5", with: "if factor > 2 { check(\"doubles -5")
      .replacing("equals: -10)", with: "equals: -10) }")
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { 2 * x }",
      in: never
    )
    #expect(verdict.checks.map(\.result.passed) == [false, false, false])
    #expect(verdict.outcome == .failed)
    #expect(verdict.earned == 0)
  }

  @Test("Names that are forbidden or missing are refused before anything runs")
  func refusals() async throws {
    let verdict = try await SmallExercises.verdict(
      "// stride in a comment is fine\nfunc double(_ x: Int) -> Int {\n  stride(from: 0, to: x, by: 1).count\n}"
    )
    #expect(verdict.outcome == .refused)
    #expect(
      verdict.problems.map(\.description) == [
        "Work/double.swift:2:6: error: the answer must declare `func doubled(_ x: Int) -> Int`: rename "
          + "'double', if that is it",
        "Work/double.swift:3:3: error: 'stride' may not be used in this exercise: find a way without it",
      ]
    )
  }

  @Test("A name that the lesson has already is told with the student's line")
  func redeclared() async throws {
    let verdict = try await SmallExercises.verdict(
      "let factor = 3\nlet after = 2\nfunc doubled(_ x: Int) -> Int { 2 * x }"
    )
    #expect(verdict.outcome == .refused)
    #expect(
      verdict.problems.map(\.description) == [
        "Work/double.swift:1:5: error: the lesson's block on line 8 has the name 'factor' already: choose another name",
        "Work/double.swift:2:5: error: a hidden check has the name 'after' already: choose another name",
      ]
    )
  }

  @Test("What does not parse is told without the lesson")
  func unparsed() async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int {\n  if x > 0:\n    return 2 * x\n}",
      in: SmallExercises.markdown.replacing(
        "let factor = 2",
        with: "let factor: Int = [1][5]"
      )
    )
    #expect(verdict.outcome == .refused)
    let first = try #require(verdict.problems.first)
    #expect(first.line == 2 && first.file == "Work/double.swift")
  }

  @Test("What may not be used does not hide what does not parse on other lines")
  func unparsedBeside() async throws {
    let verdict = try await SmallExercises.verdict(
      "import numpy as np\nfunc doubled(_ x: Int) -> Int {\n  if x > 0:\n    return 2 * x\n}"
    )
    #expect(verdict.outcome == .refused)
    let first = try #require(verdict.problems.first)
    #expect(first.line == 1 && first.message.hasPrefix("'import numpy' may not be used"))
    #expect(verdict.problems.count { $0.line == 1 } == 1)
    #expect(verdict.problems.contains { $0.line == 3 && $0.message.contains("expected '{'") })
  }

  @Test("What runs and means something else is told where a check fails, and where checks stop")
  func misread() async throws {
    let failed = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int {\n  let y = x // 2\n  return y }"
    )
    #expect(
      failed.problems.map(\.description).filter { $0.contains("remark") } == [
        "Work/double.swift:2:13: warning: `//` begins a remark, so nothing is divided by `2` here"
      ]
    )
    #expect(failed.outcome == .failed && failed.stopped == nil)
    let passed = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int {\n  let y = x // 2\n  return 2 * y }"
    )
    #expect(passed.passed && !passed.problems.contains { $0.message.contains("remark") })
    let stopped = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { [2 * x][x < 0 ? 1 : 0] }"
    )
    #expect(stopped.outcome == .faulted && stopped.stopped?.contains("the check '") == true)
  }

  @Test("A lesson that fails before the exercise says so")
  func notReached() async throws {
    let verdict = try await SmallExercises.verdict(
      "func doubled(_ x: Int) -> Int { factor * x }",
      in: SmallExercises.markdown.replacing(
        "let factor = 2",
        with: "let factor: Int = [1][5]"
      )
    )
    #expect(verdict.outcome == .notReached)
    #expect(verdict.problems.contains { $0.message.contains("Index out of range") })
  }

  @Test("The whole vocabulary works where lessons run, and its points add up")
  func vocabulary() async throws {
    let markdown = """
      # V

      ## E

      ```swift
      //| exercise: e
      //| points: 10
      func gates(_ t: Int) -> [Double] {
        // BEGIN SOLUTION
        [0.5, Double(t)]
        // END SOLUTION
      }
      ```

      ```swift
      //| check: e
      check("shape", Tensor([gates(1).map(Float.init)]), hasShape: [1, 2], points: 1)
      check("prints", prints: "0.5") { print(gates(0)[0]) }
      check("part", credit: 0.5, "1 of 2", points: 4)
      var own = StepTrace()
      var reference = StepTrace()
      for t in 0..<4 {
        own.beginStep()
        own.record("input gate", gates(t)[0])
        own.record("forget gate", TensorOf<Double>([0, gates(t)[1]]))
        reference.beginStep()
        reference.record("input gate", 0.5)
        reference.record("forget gate", TensorOf<Double>([0, Double(t)]))
      }
      check("trace", own, follows: reference, lookAt: ["forget gate": "its bias"])
      check("seeds", ofSeeds: 5, below: 1.0) { generator in
        Tensor.uniform([1], in: 0...0.5, generator: &generator).item
      }
      let fast = adviseTime("A step", under: 100) { gates(3) }
      let slow = adviseTime("A step", under: 0) { gates(3) }
      ```
      """
    let verdict = try await SmallExercises.verdict(
      "func gates(_ t: Int) -> [Double] { [0.5, t == 2 ? 1.5 : Double(t)] }",
      in: markdown
    )
    #expect(
      verdict.told == [
        "+ shape", "+ prints", "- part: 1 of 2",
        "- trace: first differs at time step 3, forget gate: at [1]: expected 2.0 within 1e-05, received 1.5; before it all agree: steps 1 to 2, and input gate of this step; look at its bias",
        "+ seeds",
      ]
    )
    // Three checks share what the two others leave of 10 points.
    #expect(
      verdict.checks.map(\.possible).map { ($0 * 100).rounded() } == [100, 167, 400, 167, 167]
    )
    #expect(abs(verdict.earned - (1 + 2 + 2 * 5.0 / 3)) < 1e-9)
    #expect(verdict.outcome == .failed)
    #expect(verdict.advice.count == 1 && verdict.advice.first?.hasPrefix("A step took ") == true)
  }

  @Test("The lesson's own answers are told at the lesson's lines")
  func ownAnswers() async throws {
    let lesson = try RunningLessons.lesson(SmallExercises.markdown)
    let exercise = lesson.exercises[0]
    try await RunningLessons.withLive { live in
      for (answer, outcome) in [
        (ExerciseAnswer.solution(of: exercise, in: lesson), ExerciseVerdict.Outcome.passed),
        (.starter(of: exercise, in: lesson), .faulted),
      ] {
        let run = ExerciseRun(
          lesson: lesson,
          exercise: exercise,
          answer: answer,
          includesHidden: true
        )
        let verdict = try await run.verdict(in: live)
        #expect(verdict.outcome == outcome)
        #expect(verdict.problems.allSatisfy { $0.file == "lesson.md" })
      }
    }
  }
}
#endif
