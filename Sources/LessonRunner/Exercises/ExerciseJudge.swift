import LessonDocument

/// Makes a verdict of what came of the blocks of an exercise.
struct ExerciseJudge: Sendable {
  let plan: ExecutionPlan
  let exercise: Exercise
  /// The indices of the check blocks that were to run.
  let checks: [Int]
  let answer: ExerciseAnswer
  private var lesson: Lesson { plan.lesson }

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
        result: check.result,
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
    let grave = problems.filter { if case .notRun = $0.cause { false } else { true } }
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
    // What a check finds is told as a check.
    let said = result.diagnostics.filter { if case .checkFailed = $0.cause { false } else { true } }
    guard checks.contains(index) else { return said.map(problem) }
    guard result.status == .compileError else { return said.map { problem($0, ofCheck: index) } }
    return said.filter { $0.severity == .error }.map { refusedCheck($0, index) }
  }

  /// A check that does not compile does so because of the answer: the solution is checked by its author.
  private func refusedCheck(_ diagnostic: Diagnostic, _ index: Int) -> AnswerProblem {
    let asked = exercise.provides.first
    guard isHidden(index) else {
      var refused = problem(diagnostic)
      refused.cause = .refusedCheck(diagnostic.cause, asked: asked)
      return refused
    }
    return problem(diagnostic.severity, at: declaration, .refusedCheck(nil, asked: asked))
  }

  /// What is said of a check: of one that a reader does not see, and of what ends a process or never comes to
  /// an end, the answer is the place, for the check called it.
  private func problem(_ diagnostic: Diagnostic, ofCheck index: Int) -> AnswerProblem {
    let isOfCode =
      switch diagnostic.cause {
      case .exit, .timeLimit, .memoryLimit, .stackOverflow: false
      default: !isHidden(index) && diagnostic.line != lesson.blocks[index].fence.line
      }
    let isInCheck = diagnostic.place.file == .lesson && isOf(index, diagnostic.place)
    guard diagnostic.cause.failure != nil, isInCheck, !isOfCode else { return problem(diagnostic) }
    return problem(diagnostic.severity, at: declaration, .inCheck(diagnostic.cause))
  }

  private func isOf(_ index: Int, _ place: SourcePlace) -> Bool {
    let block = lesson.blocks[index]
    let last = block.code.last?.location.line ?? block.fence.line
    return (block.fence.line...max(block.fence.line, last)).contains(place.line)
  }

  /// Where the answer declares what is asked, or where it begins.
  private var declaration: SourcePlace {
    let code = BlockCode(answer.lines)
    let own = BlockSyntaxReader.read(code).declarations
    let asked = exercise.provides.flatMap { BlockSyntaxReader.read(BlockCode($0)).declarations }
    let found =
      asked.lazy.compactMap { wanted in own.first { $0.name == wanted.name } }.first
      ?? own.first { $0.kind == .function || $0.kind == .type }
    let place = found.map { code.location(at: $0.offset) } ?? answer.lines.first?.location
    return SourcePlace(
      place ?? SourceLocation(line: 1, column: 1),
      in: answer.file == lesson.file ? .lesson : .file(answer.file)
    )
  }

  private func problem(_ diagnostic: Diagnostic) -> AnswerProblem {
    problem(diagnostic.severity, at: diagnostic.place, diagnostic.cause)
  }

  private func problem(
    _ severity: Diagnostic.Severity,
    at place: SourcePlace,
    _ cause: DiagnosticCause
  ) -> AnswerProblem {
    let file = if case .file(let path) = place.file { path } else { lesson.file }
    return AnswerProblem(
      severity: severity,
      file: file,
      line: place.line,
      column: place.column,
      cause: cause
    )
  }

  private func outputs(_ result: BlockResult) -> [BlockOutput] {
    result.outputs.filter { $0.check == nil }
  }

  private func isHidden(_ index: Int) -> Bool {
    if case .check(_, hidden: true) = lesson.blocks[index].role { true } else { false }
  }
}
