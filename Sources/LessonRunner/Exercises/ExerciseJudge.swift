import LessonDocument

/// Makes a verdict of what came of the blocks of an exercise.
struct ExerciseJudge: Sendable {
  let lesson: Lesson
  let exercise: Exercise
  /// The indices of the check blocks that were to run.
  let checks: [Int]
  let files: AnswerFiles
  /// The file and the first line of the answer.
  let start: (file: String, line: Int)

  func verdict(_ results: [Int: BlockResult]) -> ExerciseVerdict {
    let blocks = [exercise.block] + checks
    let made = checks.flatMap { index in
      (results[index]?.checks ?? []).map { (result: $0, isHidden: isHidden(index)) }
    }
    let problems = told(
      earlierProblems(results) + blocks.flatMap { self.problems(of: $0, results[$0]) }
    )
    let worth = worth(of: made.map(\.result), unmade: unmade(results))
    let verdicts = zip(made, worth).map { check, worth in
      CheckVerdict(
        result: spoken(check.result),
        earned: worth * check.result.credit,
        possible: worth,
        isHidden: check.isHidden
      )
    }
    let shown = blocks.filter { !isHidden($0) }.compactMap { results[$0] }
    let earned = verdicts.reduce(0) { $0 + $1.earned }
    return ExerciseVerdict(
      exercise: exercise.name,
      outcome: outcome(results, made.map(\.result)),
      checks: verdicts,
      problems: problems,
      outputs: shown.flatMap(outputs),
      advice: blocks.flatMap { results[$0]?.advice ?? [] },
      earned: whole(earned),
      possible: exercise.points
    )
  }

  private func outcome(
    _ results: [Int: BlockResult],
    _ made: [CheckResult]
  ) -> ExerciseVerdict.Outcome {
    let all = ([exercise.block] + checks).map { results[$0]?.status ?? .notRun }
    switch all[0] {
    case .notRun, .notEvaluated: return .notReached
    case .compileError: return .refused
    case .crashed, .threw, .timedOut: return .faulted
    default: break
    }
    let faults: Set<BlockStatus> = [.crashed, .threw, .timedOut]
    if all.contains(where: faults.contains) { return .faulted }
    if all.contains(.compileError) { return .refused }
    let isWhole = all.dropFirst().allSatisfy { $0 == .ok || $0 == .expectedFailure }
    // Checks that are written and never made have found nothing right.
    let isChecked = checks.isEmpty || !made.isEmpty
    return isWhole && isChecked && made.allSatisfy(\.passed) ? .passed : .failed
  }

  // MARK: - Points

  /// The points that were earned, all of them if only rounding keeps the sum from it.
  private func whole(_ earned: Double) -> Double {
    earned >= exercise.points * (1 - 1e-9) ? exercise.points : earned
  }

  /// What each check is worth: what it says, and an equal share of the rest.
  private func worth(of checks: [CheckResult], unmade: Int) -> [Double] {
    let stated = checks.compactMap(\.points).reduce(0, +)
    let sharing = checks.count { $0.points == nil } + unmade
    let share = sharing == 0 ? 0 : max(0, exercise.points - stated) / Double(sharing)
    return checks.map { $0.points ?? share }
  }

  /// How many checks were not made because their block did not run to its end.
  private func unmade(_ results: [Int: BlockResult]) -> Int {
    checks.reduce(0) { count, index in
      let result = results[index]
      guard result?.status != .ok else { return count }
      let made = result?.checks?.count ?? 0
      let written = lesson.blocks[index].code.count {
        $0.text.contains(/(^|[^\w.])check\(/)
      }
      return count + max(0, written - made)
    }
  }

  // MARK: - Problems

  /// That a check did not run is told only if nothing else is, from which it follows.
  private func told(_ problems: [AnswerProblem]) -> [AnswerProblem] {
    let grave = problems.filter { !$0.message.hasPrefix("not run: ") }
    return grave.contains { $0.severity == .error } ? grave : problems
  }

  /// Why the exercise was not reached.
  private func earlierProblems(_ results: [Int: BlockResult]) -> [AnswerProblem] {
    guard results[exercise.block]?.status == .notRun else { return [] }
    return lesson.blocks.prefix(exercise.block).flatMap { block in
      results[block.index].map { result in
        result.isAsExpected || result.status == .notRun
          ? [] : result.diagnostics.filter { $0.severity == .error }.map(problem)
      } ?? []
    }
  }

  private func problems(of index: Int, _ result: BlockResult?) -> [AnswerProblem] {
    guard let result else { return [] }
    let titles = Set((result.checks ?? []).filter { !$0.passed }.map(Self.failure))
    let said = result.diagnostics.filter { !titles.contains($0.message) }
    guard result.status == .compileError, checks.contains(index) else { return said.map(problem) }
    return said.filter { $0.severity == .error }.map { refusedCheck($0, index) }
  }

  /// A check that does not compile does so because of the answer: the solution is checked by its author.
  private func refusedCheck(_ diagnostic: Diagnostic, _ index: Int) -> AnswerProblem {
    var problem = problem(diagnostic)
    let asked = exercise.provides.first.map { "; it must fit `\($0)`" } ?? ""
    guard !isHidden(index) else {
      problem.line = lesson.blocks[exercise.block].fence.line
      problem.column = 1
      problem.message = "a hidden check does not compile with this answer\(asked)"
      return problem
    }
    problem.message = "this check does not compile with this answer: \(problem.message)\(asked)"
    return problem
  }

  private func problem(_ diagnostic: Diagnostic) -> AnswerProblem {
    var place = files.place(diagnostic.line)
    var message = files.text(diagnostic.message)
    // What is said of a whole block is said of the whole answer, which runs in it or is called by it.
    let isOfCheck = checks.contains { place == (lesson.file, firstLine(of: $0)) }
    if isOfCheck || place == (lesson.file, lesson.blocks[exercise.block].fence.line) {
      place = start
    }
    if isOfCheck { message += " (a check called the answer)" }
    return AnswerProblem(
      severity: diagnostic.severity,
      file: place.file,
      line: place.line,
      column: diagnostic.column,
      message: message
    )
  }

  /// The line to which a fault of a whole block is given.
  private func firstLine(of index: Int) -> Int {
    let block = lesson.blocks[index]
    return block.code.first?.location.line ?? block.fence.line
  }

  /// What a failed check adds to its block's diagnostics; it is told as a check instead.
  private static func failure(_ check: CheckResult) -> String {
    "check failed: \(check.title)" + (check.message.isEmpty ? "" : ": \(check.message)")
  }

  private func spoken(_ check: CheckResult) -> CheckResult {
    var check = check
    check.message = files.text(check.message)
    return check
  }

  private func outputs(_ result: BlockResult) -> [BlockOutput] {
    let marks = Set((result.checks ?? []).map { "\($0.passed ? "✓" : "✗") \($0.title)" })
    return result.outputs.filter { $0.kind != .value || !marks.contains($0.text) }.map { output in
      var output = output
      output.text = files.text(output.text)
      return output
    }
  }

  private func isHidden(_ index: Int) -> Bool {
    if case .check(_, hidden: true) = lesson.blocks[index].role { true } else { false }
  }
}
