import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
@Suite(.serialized) struct SoundnessTests {
  /// A lesson with one exercise, parts of which can be other than they should be.
  private func markdown(
    solution: String = "2 * x",
    starter: String? = nil,
    options: String = "",
    check: String = "check(\"doubles 3\", doubled(3), equals: 6)",
    wrong: String = "func doubled(_ x: Int) -> Int { x * x }",
    message: String = "expected 6, received 9",
    hint: String = "```hint double\nTwo of them.\n```"
  ) -> String {
    let start = starter.map { "\n// BEGIN STARTER\n\($0)\n// END STARTER" } ?? ""
    return """
      # Numbers

      Write `doubled`.

      ```swift
      //| exercise: double
      //| points: 2\(options.isEmpty ? "" : "\n" + options)
      func doubled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      \(solution)
      // END SOLUTION\(start)
      }
      ```

      \(hint)

      ```swift
      //| check: double
      \(check)
      ```

      ```swift
      //| wrong: double
      //| expect-message: \(message)
      \(wrong)
      ```
      """
  }

  private func report(
    _ markdown: String,
    _ depth: Soundness.Depth = Soundness.Depth()
  ) async throws -> SoundnessReport {
    let lesson = try RunningLessons.lesson(markdown)
    let runner = try await RunningLessons.runner()
    return try await Soundness(of: lesson, runner: runner, depth: depth).reports()[0]
  }

  private func findings(_ markdown: String) async throws -> [String] {
    try await report(markdown).findings.map(\.description)
  }

  @Test("An exercise that keeps its promises is sound")
  func sound() async throws {
    #expect(try await findings(markdown()) == [])
  }

  @Test("A solution that fails is told with what the check says")
  func solution() async throws {
    #expect(
      try await findings(markdown(solution: "3 * x")) == [
        "lesson.md:5:1: error: the solution of 'double' does not pass: doubles 3: expected 6, received 9"
      ]
    )
    #expect(
      try await findings(markdown(solution: "  2 * y")) == [
        "lesson.md:10:7: error: the solution of 'double' does not pass: cannot find 'y' in scope"
      ]
    )
  }

  @Test("A starter must fail, and compile unless it is said not to")
  func starter() async throws {
    #expect(
      try await findings(markdown(starter: "x + x")) == [
        "lesson.md:5:1: error: the starter of 'double' passes every check: take more of the answer out "
          + "of it, or add a check"
      ]
    )
    #expect(
      try await findings(markdown(starter: "y")) == [
        "lesson.md:13:1: error: the starter of 'double' does not compile (cannot find 'y' in scope): "
          + "mend it, or say '//| starter: compile-error'"
      ]
    )
    #expect(try await findings(markdown(starter: "y", options: "//| starter: compile-error")) == [])
    #expect(
      try await findings(markdown(starter: "x", options: "//| starter: compile-error")) == [
        "lesson.md:5:1: error: the starter of 'double' should end in a compile error, as 'starter' says, "
          + "but runs, and fails checks"
      ]
    )
    #expect(try await findings(markdown(options: "//| starter: crash")) == [])
  }

  @Test("A wrong answer must fail, with the message that it is to earn")
  func wrong() async throws {
    #expect(
      try await findings(markdown(wrong: "func doubled(_ x: Int) -> Int { x + x }")) == [
        "lesson.md:24:1: error: this wrong answer to 'double' passes every check: add one that fails "
          + "with 'expected 6, received 9'"
      ]
    )
    #expect(
      try await findings(markdown(message: "a square")) == [
        "lesson.md:24:1: error: this wrong answer to 'double' must earn the message 'a square', but "
          + "earns 'doubles 3: expected 6, received 9'"
      ]
    )
  }

  @Test("Hints are there and points add up")
  func written() async throws {
    #expect(
      try await findings(markdown(hint: "")) == [
        "lesson.md:5:1: error: the exercise 'double' has no hint: add a fence ```hint double"
      ]
    )
    let check = "check(\"doubles 3\", doubled(3), equals: 6, points: 3)"
    #expect(
      try await findings(markdown(check: check)) == [
        "lesson.md:5:1: error: the checks of 'double' are worth 3 points together, and the exercise "
          + "2 points: change 'points' of one of them"
      ]
    )
  }

  @Test("A solution that is right only by luck is found under other seeds")
  func seeds() async throws {
    let check = """
      var source = RandomGenerator(seed: 5)
      let first = source.integer(below: 1_000)
      check("doubles 3", doubled(3) + first - first, equals: 6)
      check("lucky", first, equals: \(try await drawn()))
      """
    let found = try await report(markdown(check: check), Soundness.Depth(seeds: 3)).findings
    #expect(
      found.map(\.description.prefixBeforeNumbers) == [
        "lesson.md:5:1: error: the solution of 'double' does not pass under seed 2 of 3: lucky",
        "lesson.md:5:1: error: the solution of 'double' does not pass under seed 3 of 3: lucky",
      ]
    )
  }

  private func drawn() async throws -> String {
    let block = try await RunningLessons.last(
      "var source = RandomGenerator(seed: 5)\nprint(source.integer(below: 1_000))"
    )
    return block.shown
  }

  @Test("Mutants that pass every check are listed with their place; a loop without end is killed")
  func mutants() async throws {
    let solution = "var y = x + 0\nwhile y < x + x { y += 1 }\nreturn y"
    let report = try await report(markdown(solution: solution), Soundness.Depth(mutantSeconds: 600))
    let tally = try #require(report.mutants)
    #expect(report.findings == [])
    #expect(tally.made == tally.killed + tally.survivors.count)
    #expect(tally.killed > 3 && tally.left == 0)
    let told = tally.survivors.map { "\($0.location.line):\($0.location.column) \($0.change)" }
    #expect(
      told == [
        "10:11 `+` became `-`", "10:11 the term `0` was left out", "10:13 `0` became `1`",
      ]
    )
  }

  @Test("Mutants for which the budget has no room are counted")
  func budget() async throws {
    let report = try await report(markdown(), Soundness.Depth(mutantSeconds: 1e-9))
    let tally = try #require(report.mutants)
    #expect(tally.made + tally.refused == 1 && tally.left == 1)
  }
}

extension String {
  /// What stands before the second colon of a message, as what follows depends on drawn numbers.
  fileprivate var prefixBeforeNumbers: String {
    components(separatedBy: ": expected")[0]
  }
}
#endif
