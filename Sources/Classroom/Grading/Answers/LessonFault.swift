import LessonDocument
import LessonRunner

/// A fault of a lesson, and not of an answer: its own solution does not pass its checks, or what they are worth does not
/// add up to the exercise's points.
struct LessonFault: Sendable {
  /// Where it stands, what it is and what to do.
  let description: String

  /// Nil if the solution passes, and earns what the exercise is worth.
  ///
  /// - Parameter proof: the run of the solution.
  init?(_ grade: AnswerGrade, of proof: GradingJob) {
    let worth = grade.checks.reduce(0) { $0 + $1.possible }
    let addsUp = grade.checks.isEmpty || abs(worth - grade.possible) < 1e-6
    guard grade.outcome != .passed || !addsUp else { return nil }
    let (lesson, exercise) = (proof.lesson, proof.exercise)
    let advice =
      "mend it, and grade again; no answer to '\(exercise.name)' has a verdict until then"
    let failed = grade.checks.first { !$0.passed }
    if grade.outcome == .passed {
      let place = exercise.checks.first ?? exercise.block
      description =
        "\(lesson.file):\(lesson.blocks[place].fence.line): the checks of '\(exercise.name)' are worth "
        + "\(worth.pointsText) points in all, and the exercise \(grade.possible.pointsText): change 'points' of one of "
        + "them; \(advice)"
    } else if let problem = grade.problems.first(where: { $0.severity == .error }) {
      description =
        "\(lesson.file):\(problem.line):\(problem.column): the lesson's own solution of "
        + "'\(exercise.name)' cannot be judged: \(problem.message); \(advice)"
    } else if let failed {
      let message = failed.message.isEmpty ? "" : " (\(failed.message))"
      description =
        "\(lesson.file):\(Self.line(of: failed.title, exercise, lesson)): the check '\(failed.title)' does not "
        + "hold for the lesson's own solution of '\(exercise.name)'\(message): \(advice)"
    } else {
      description =
        "\(lesson.file):\(lesson.blocks[exercise.block].fence.line): no check of '\(exercise.name)' is made: \(advice)"
    }
  }

  /// The line of a check; where its title is computed, that of the first check block.
  private static func line(of title: String, _ exercise: Exercise, _ lesson: Lesson) -> Int {
    for index in exercise.checks {
      let code = BlockCode(lesson.blocks[index].code)
      let written = BlockSyntaxReader.read(code).checks.first { $0.title == title }
      if let written { return code.location(at: written.offset).line }
    }
    return lesson.blocks[exercise.checks.first ?? exercise.block].fence.line
  }
}
