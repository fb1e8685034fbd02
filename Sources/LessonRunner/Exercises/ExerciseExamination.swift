import LessonDocument

/// Examines one exercise.
struct ExerciseExamination: Sendable {
  let lesson: Lesson
  let exercise: Exercise
  let live: LiveLesson

  func report(_ depth: Soundness.Depth) async throws -> SoundnessReport {
    // A lesson of the students holds neither solutions nor what is for instructors.
    guard lesson.frontMatter.edition == .instructor else { return try await starterReport() }
    var findings = writtenFindings()
    let solution = try await run(.solution(of: exercise, in: lesson))
    findings += solutionFindings(solution.verdict)
    var report = SoundnessReport(exercise: exercise.name, findings: findings)
    // Where the solution fails, what other answers do says nothing.
    guard solution.verdict.passed else { return report }
    report.findings += pointFindings(solution.verdict)
    report.findings += starterFindings(try await run(.starter(of: exercise, in: lesson)).verdict)
    for block in exercise.wrongAnswers {
      let verdict = try await run(.wrong(block, in: lesson)).verdict
      report.findings += wrongFindings(verdict, block)
    }
    for shift in 1..<max(1, depth.seeds) {
      report.findings += try await seedFindings(shift: UInt64(shift), of: depth.seeds)
    }
    if let budget = depth.mutantSeconds {
      report.mutants = try await tally(budget: budget, solution: solution.seconds)
    }
    report.findings.sort { $0.location < $1.location }
    return report
  }

  private func starterReport() async throws -> SoundnessReport {
    let verdict = try await run(.starter(of: exercise, in: lesson)).verdict
    // What needs the answer to another exercise says nothing of this one; where the starter passes, it may be a hidden
    // check that fails it.
    let isSilent = verdict.outcome == .notReached || verdict.passed
    let findings = isSilent ? [] : starterFindings(verdict)
    return SoundnessReport(exercise: exercise.name, findings: findings)
  }

  func run(
    _ answer: ExerciseAnswer,
    _ substitutions: [Substitution] = []
  ) async throws -> (verdict: ExerciseVerdict, seconds: Double) {
    try await ExerciseRun(
      lesson: lesson,
      exercise: exercise,
      answer: answer,
      includesHidden: true,
      substitutions: substitutions
    ).measuredVerdict(in: live)
  }

  private func finding(_ block: Int, _ message: String) -> SoundnessFinding {
    SoundnessFinding(file: lesson.file, location: lesson.blocks[block].fence, message: message)
  }

  // MARK: - What is written

  private func writtenFindings() -> [SoundnessFinding] {
    var missing: [String] = []
    if exercise.checks.isEmpty {
      missing.append("has no check: add a block with '//| check: \(exercise.name)'")
    } else if exercise.checks.allSatisfy(isHidden) {
      missing.append("has hidden checks only: add one that students see")
    }
    if exercise.hintCount == 0 {
      missing.append("has no hint: add a fence ```hint \(exercise.name)")
    }
    if exercise.wrongAnswers.isEmpty {
      missing.append(
        "has no wrong answer: add a block with '//| wrong: \(exercise.name)' that stands for a "
          + "misconception"
      )
    }
    if exercise.statement.isEmpty {
      missing.append("has no statement: write what is asked between its heading and the block")
    }
    return missing.map { finding(exercise.block, "the exercise '\(exercise.name)' \($0)") }
  }

  private func isHidden(_ index: Int) -> Bool {
    if case .check(_, hidden: true) = lesson.blocks[index].role { true } else { false }
  }

  // MARK: - The solution

  private func solutionFindings(_ verdict: ExerciseVerdict) -> [SoundnessFinding] {
    guard !verdict.passed else { return [] }
    let told = verdict.problems.filter { $0.severity == .error }.map {
      SoundnessFinding(
        file: $0.file,
        location: SourceLocation(line: $0.line, column: $0.column),
        message: "the solution of '\(exercise.name)' does not pass: \($0.message)"
      )
    }
    let failed = verdict.failures.map {
      finding(exercise.block, "the solution of '\(exercise.name)' does not pass: \($0)")
    }
    guard told.isEmpty, failed.isEmpty else { return told + failed }
    return [
      finding(
        exercise.block,
        "the solution of '\(exercise.name)' could not be checked: \(verdict.outcome.inWords)"
      )
    ]
  }

  private func pointFindings(_ verdict: ExerciseVerdict) -> [SoundnessFinding] {
    let sum = verdict.checks.reduce(0) { $0 + $1.possible }
    guard !verdict.checks.isEmpty, abs(sum - exercise.points) > 1e-9 else { return [] }
    return [
      finding(
        exercise.block,
        "the checks of '\(exercise.name)' are worth \(sum.inPoints) together, and the exercise "
          + "\(exercise.points.inPoints): change 'points' of one of them"
      )
    ]
  }

  // MARK: - The starter

  private func starterFindings(_ verdict: ExerciseVerdict) -> [SoundnessFinding] {
    let starter = "the starter of '\(exercise.name)'"
    if verdict.passed {
      let more = "take more of the answer out of it, or add a check"
      return [finding(exercise.block, "\(starter) passes every check: \(more)")]
    }
    let came = verdict.failure
    guard let said = exercise.starterFailure else {
      return came == .compileError ? [refusedStarter(verdict)] : []
    }
    guard came != said else { return [] }
    let comes = came.map { "ends in \($0.words)" } ?? "runs, and fails checks"
    return [
      finding(
        exercise.block,
        "\(starter) should end in \(said.words), as 'starter' says, but \(comes)"
      )
    ]
  }

  private func refusedStarter(_ verdict: ExerciseVerdict) -> SoundnessFinding {
    let problem = verdict.problems.first { $0.severity == .error }
    return SoundnessFinding(
      file: lesson.file,
      location: problem.map { SourceLocation(line: $0.line, column: $0.column) }
        ?? lesson.blocks[exercise.block].fence,
      message: "the starter of '\(exercise.name)' does not compile"
        + (problem.map { " (\($0.message))" } ?? "")
        + ": mend it, or say '//| starter: compile-error'"
    )
  }

  // MARK: - Wrong answers

  private func wrongFindings(_ verdict: ExerciseVerdict, _ block: Int) -> [SoundnessFinding] {
    let wanted = lesson.blocks[block].options.expectMessage ?? ""
    if verdict.passed {
      return [
        finding(
          block,
          "this wrong answer to '\(exercise.name)' passes every check: add one that fails with "
            + "'\(wanted)'"
        )
      ]
    }
    let said = verdict.failures + verdict.problems.map(\.message)
    guard !said.contains(where: { $0.contains(wanted) }) else { return [] }
    let came = said.first.map { "'\($0)'" } ?? verdict.outcome.inWords
    return [
      finding(
        block,
        "this wrong answer to '\(exercise.name)' must earn the message '\(wanted)', but earns \(came)"
      )
    ]
  }

  // MARK: - Other seeds

  private func seedFindings(shift: UInt64, of seeds: Int) async throws -> [SoundnessFinding] {
    let other = [Substitution.seeds(shift: shift, exercise: exercise)]
    let name = "under seed \(shift + 1) of \(seeds)"
    let solution = try await run(.solution(of: exercise, in: lesson), other).verdict
    var findings: [SoundnessFinding] = []
    if !solution.passed {
      let said = (solution.failures + solution.problems.map(\.message)).first
      findings.append(
        finding(
          exercise.block,
          "the solution of '\(exercise.name)' does not pass \(name): "
            + (said ?? solution.outcome.inWords)
        )
      )
    }
    for block in exercise.wrongAnswers
    where try await run(.wrong(block, in: lesson), other).verdict.passed {
      findings.append(
        finding(block, "this wrong answer to '\(exercise.name)' passes every check \(name)")
      )
    }
    return findings
  }
}
