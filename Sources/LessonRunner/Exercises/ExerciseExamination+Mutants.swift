import LessonDocument

extension ExerciseExamination {
  /// Runs mutants of the solution until the budget is used up.
  func tally(budget: Double, solution: Double) async throws -> MutantTally {
    var tally = MutantTally()
    let mutants = AnswerMutant.mutants(of: lesson.blocks[exercise.block].code)
    // A mutant that never ends would use the budget up.
    let hurry = Substitution.timeLimit(max(3, 4 * solution).rounded(.up), exercise: exercise)
    for (number, mutant) in mutants.enumerated() {
      guard tally.seconds < budget else {
        tally.left = mutants.count - number
        break
      }
      let answer = ExerciseAnswer(lines: mutant.lines, file: lesson.file)
      let (verdict, seconds) = try await run(answer, [hurry])
      tally.seconds += seconds
      if verdict.outcome == .refused {
        tally.refused += 1
        continue
      }
      tally.made += 1
      if verdict.passed {
        tally.survivors.append(.init(location: mutant.location, change: mutant.change))
      } else {
        tally.killed += 1
      }
    }
    return tally
  }
}
