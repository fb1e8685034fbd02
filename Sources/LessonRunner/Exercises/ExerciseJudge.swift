import LessonDocument

/// Makes a verdict of what came of the blocks of an exercise.
struct ExerciseJudge: Sendable {
  let plan: ExecutionPlan
  let exercise: Exercise
  /// The indices of the check blocks that were to run.
  let checks: [Int]
  let answer: ExerciseAnswer
  /// Whether faults in hidden checks are told without what the answer could write into them: what it was asked.
  let concealsHidden: Bool
  private var lesson: Lesson { plan.lesson }

  func verdict(_ results: [Int: BlockResult]) -> ExerciseVerdict {
    let blocks = [exercise.block] + checks
    let written = writtenChecks(results)
    // What a check says of an answer that was refused follows from that.
    let isRefused = results[exercise.block]?.status == .compileError
    let speaking = isRefused ? [exercise.block] : blocks
    let found = speaking.map { ($0, self.problems(of: $0, results[$0])) }
    // Who ends a process, or leaves something behind, does not want to be judged.
    let isEvaded = found.contains {
      $0.1.contains { $0.severity == .error && $0.cause.isEvasion }
    }
    let outcome = outcome(results, written)
    let problems = told(
      earlierProblems(results) + found.flatMap { concealed($0.1, of: $0.0) }
        + (outcome == .failed || outcome == .faulted ? misreadings : [])
        + (blocks.contains { results[$0]?.status == .timedOut } ? endlessLoops : [])
    )
    let verdicts = verdicts(on: written, isEvaded: isEvaded)
    let shown = blocks.filter { !isHidden($0) }.compactMap { results[$0] }
    let earned = verdicts.reduce(0) { $0 + $1.earned }
    return ExerciseVerdict(
      exercise: exercise.name,
      outcome: outcome,
      checks: verdicts,
      problems: problems,
      stopped: stopped(results),
      outputs: shown.flatMap(outputs),
      // A hidden check's advice has a title, which tells what it asks.
      advice: shown.flatMap { $0.advice ?? [] },
      saved: shown.contains { $0.saved != nil } ? shown.flatMap { $0.saved ?? [] } : nil,
      earned: whole(earned),
      possible: exercise.points
    )
  }

  private func outcome(
    _ results: [Int: BlockResult],
    _ written: [JudgedCheck]
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
    // Checks that nobody has written find nothing right.
    let isChecked = checks.isEmpty || !written.isEmpty
    return isWhole && isChecked && written.allSatisfy { $0.credit == 1 } ? .passed : .failed
  }

  // MARK: - Checks and points

  /// The checks as the lesson has them; what came of each does not change how many there are, nor what they
  /// are worth.
  private func writtenChecks(_ results: [Int: BlockResult]) -> [JudgedCheck] {
    checks.flatMap { index in
      let made = Dictionary(grouping: results[index]?.checks ?? []) { $0.number }
      return BlockSyntaxReader.read(BlockCode(lesson.blocks[index].code)).checks.enumerated().map {
        number,
        check in
        JudgedCheck(
          written: check,
          made: made[number] ?? [],
          isHidden: isHidden(index),
          isOver: results[index]?.status == .ok
        )
      }
    }
  }

  /// What each check earned; one that was made several times shares its points among them, and earns none if
  /// it did not hold once.
  private func verdicts(on checks: [JudgedCheck], isEvaded: Bool) -> [CheckVerdict] {
    zip(checks, worth(of: checks.map(\.written))).flatMap { check, worth in
      check.told.map { result in
        let possible = worth / Double(check.told.count)
        return CheckVerdict(
          result: result,
          earned: isEvaded ? 0 : possible * check.credit,
          possible: possible,
          isHidden: check.isHidden
        )
      }
    }
  }

  /// The points that were earned, all of them if only rounding keeps the sum from it.
  private func whole(_ earned: Double) -> Double {
    earned >= exercise.points * (1 - 1e-9) ? exercise.points : earned
  }

  /// What each check is worth: what it says, and an equal share of the rest.
  private func worth(of checks: [WrittenCheck]) -> [Double] {
    let stated = checks.compactMap(\.points).reduce(0, +)
    let sharing = checks.count { $0.points == nil }
    let share = sharing == 0 ? 0 : max(0, exercise.points - stated) / Double(sharing)
    return checks.map { $0.points ?? share }
  }

  // MARK: - Problems

  /// Each message once; that a check did not run is told only if nothing else is, from which it follows.
  private func told(_ problems: [Diagnostic]) -> [Diagnostic] {
    // What a sweep declares is its author's affair.
    let own = problems.filter { if case .declaredInSweep = $0.cause { false } else { true } }
    let grave = own.filter { if case .notRun = $0.cause { false } else { true } }
    let told = (grave.contains { $0.severity == .error } ? grave : own).rootFaults
    return EndedNames(BlockCode(answer.lines)).told(told, in: .file(answer.file)).merged
  }

  /// What of the answer runs and may mean something else than was meant.
  private var misreadings: [Diagnostic] {
    MisreadCode.diagnostics(in: BlockCode(answer.lines)).map(answer.placed)
  }

  /// Loops of the answer that never end, told where it ran too long.
  private var endlessLoops: [Diagnostic] { answer.endlessLoops }

  /// Before which check, or after which that may be made again, a block of checks stopped.
  private func stopped(_ results: [Int: BlockResult]) -> String? {
    let faults: Set<BlockStatus> = [.crashed, .threw, .timedOut]
    let stopping = checks.first { index in
      results[index].map { faults.contains($0.status) } ?? false
    }
    guard let index = stopping, !(concealsHidden && isHidden(index)) else { return nil }
    let written = BlockSyntaxReader.read(BlockCode(lesson.blocks[index].code)).checks
    let last = results[index]?.checks?.compactMap(\.number).max() ?? -1
    if written.indices.contains(last), written[last].mayRepeat {
      return written[last].title.map { "after the check '\($0)'" }
    }
    guard written.indices.contains(last + 1) else { return nil }
    return written[last + 1].title.map { "before the check '\($0)'" }
  }

  /// Why the exercise was not reached.
  private func earlierProblems(_ results: [Int: BlockResult]) -> [Diagnostic] {
    guard results[exercise.block]?.status == .notRun else { return [] }
    return lesson.blocks.prefix(exercise.block).flatMap { block in
      results[block.index].map { result in
        result.isAsExpected || result.status == .notRun
          ? [] : result.diagnostics.filter { $0.severity == .error }.map(problem)
      } ?? []
    }
  }

  private func problems(of index: Int, _ result: BlockResult?) -> [Diagnostic] {
    guard let result else { return [] }
    // What a check finds is told as a check.
    let said = result.diagnostics.filter { if case .checkFailed = $0.cause { false } else { true } }
    guard checks.contains(index) else {
      return said.map { found in
        let place = found.cause == .leftBehind(.threads) ? threadStart : nil
        return problem(found.severity, at: place ?? found.place, found.cause)
      }
    }
    guard result.status == .compileError else { return said.map { problem($0, ofCheck: index) } }
    return said.filter { $0.severity == .error }.map { refusedCheck($0, index) }
  }

  /// What students are told of the faults of a block that they do not see.
  private func concealed(_ problems: [Diagnostic], of index: Int) -> [Diagnostic] {
    guard concealsHidden, checks.contains(index), isHidden(index) else { return problems }
    return problems.filter { $0.severity == .error }.map { fault in
      if case .refusedCheck = fault.cause { return fault }
      if case .notRun = fault.cause { return fault }
      return problem(.error, at: declaration, .hiddenFault)
    }
  }

  /// A check that does not compile does so because of the answer: the solution is checked by its author.
  private func refusedCheck(_ diagnostic: Diagnostic, _ index: Int) -> Diagnostic {
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
  private func problem(_ diagnostic: Diagnostic, ofCheck index: Int) -> Diagnostic {
    if case .foreignCheck = diagnostic.cause {
      return problem(diagnostic.severity, at: declaration, diagnostic.cause)
    }
    let isOfCode =
      switch diagnostic.cause {
      case .exit, .sentSignal, .timeLimit, .memoryLimit, .stackOverflow, .broken, .leftBehind: false
      default: !isHidden(index) && diagnostic.line != lesson.blocks[index].fence.line
      }
    let isInCheck = diagnostic.place.file == .lesson && isOf(index, diagnostic.place)
    guard diagnostic.cause.failure != nil, isInCheck, !isOfCode else { return problem(diagnostic) }
    let place =
      switch diagnostic.cause {
      case .leftBehind(.threads): threadStart ?? declaration
      case .timeLimit: endlessLoops.first?.place ?? declaration
      default: declaration
      }
    return problem(diagnostic.severity, at: place, .inCheck(diagnostic.cause))
  }

  private func isOf(_ index: Int, _ place: SourcePlace) -> Bool {
    let block = lesson.blocks[index]
    let last = block.code.last?.location.line ?? block.fence.line
    return (block.fence.line...max(block.fence.line, last)).contains(place.line)
  }

  /// Where the answer first names what starts threads.
  private var threadStart: SourcePlace? {
    let code = BlockCode(answer.lines)
    let place = AnswerGuard.threadStart(in: code).map { code.location(at: $0) }
    return place.map { SourcePlace($0, in: .file(answer.file)) }
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

  private func problem(_ diagnostic: Diagnostic) -> Diagnostic {
    problem(diagnostic.severity, at: diagnostic.place, diagnostic.cause)
  }

  /// The place within the answer: what the compiler finds behind its end is told at its end.
  private func possible(_ place: SourcePlace) -> SourcePlace {
    guard place.file == .file(answer.file), answer.file != lesson.file else { return place }
    let last = answer.lines.last { $0.location.line <= place.line } ?? answer.lines.first
    guard let last else { return SourcePlace(file: place.file, line: 1, column: 1) }
    let isThere = last.location.line == place.line
    let end = last.text.utf8.count + 1
    return SourcePlace(
      file: place.file,
      line: last.location.line,
      column: isThere ? min(max(1, place.column), end) : end
    )
  }

  private func problem(
    _ severity: Diagnostic.Severity,
    at place: SourcePlace,
    _ cause: DiagnosticCause
  ) -> Diagnostic {
    var place = place
    if case .file = place.file {} else { place.file = .file(lesson.file) }
    return Diagnostic(severity: severity, place: possible(place), cause: cause)
  }

  private func outputs(_ result: BlockResult) -> [BlockOutput] {
    result.outputs.filter { $0.check == nil }
  }

  private func isHidden(_ index: Int) -> Bool {
    if case .check(_, hidden: true) = lesson.blocks[index].role { true } else { false }
  }
}

/// A check of the lesson, and what came of it.
private struct JudgedCheck {
  let written: WrittenCheck
  /// What was found, each time that it was made.
  let made: [CheckResult]
  let isHidden: Bool
  /// Whether its block ran to its end.
  let isOver: Bool

  /// The share of its points that was earned: the smallest that was found.
  var credit: Double {
    guard let least = made.map(\.sureCredit).min() else { return 0 }
    return least
  }

  /// What there is to tell of it; of a block that did not run to its end, its fault is told.
  var told: [CheckResult] {
    guard made.isEmpty, isOver else { return made }
    return [
      CheckResult(
        title: written.title ?? "a check",
        passed: false,
        message: "the check was not made, for what the answer gave led past it",
        credit: 0
      )
    ]
  }
}

extension [Diagnostic] {
  /// The problems without faults that were told before: of the checks that call an answer, each may meet the
  /// same.
  fileprivate var rootFaults: [Diagnostic] {
    var seen: [DiagnosticCause] = []
    return grouped.filter { group in
      guard case .inCheck(let cause) = group[0].cause else {
        seen.append(group[0].cause)
        return true
      }
      guard !seen.contains(cause) else { return false }
      seen.append(cause)
      return true
    }.flatMap { $0 }
  }
}

extension CheckResult {
  /// The credit as far as it is a share: what is no number, or comes of a check that does not hold, is not all of
  /// it.
  fileprivate var sureCredit: Double {
    guard credit > 0 else { return 0 }
    return passed ? 1 : min(credit, 1 - 1e-9)
  }
}
