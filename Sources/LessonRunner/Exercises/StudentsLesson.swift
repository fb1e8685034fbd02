import Foundation
public import LessonDocument

/// A lesson without solutions: a student's passing answers stand in for them, and blocks that need a
/// missing one wait for it.
enum StudentsLesson {
  /// What stands in for the answers that the lesson lacks; what is known of a student's answers from
  /// earlier runs is not run again.
  static func substitutions(
    _ lesson: Lesson,
    in live: LiveLesson
  ) async throws -> [Substitution] {
    let work = work(of: lesson)
    return substitutions(lesson, try await passing(lesson, in: live)) { exercise in
      // A file that cannot be read is told by the commands for exercises.
      (try? work.answer(to: exercise.name)) != nil
    }
  }

  /// What stands in for them where nobody's answers are to be had.
  static func substitutions(_ lesson: Lesson) -> [Substitution] {
    substitutions(lesson, [:]) { _ in false }
  }

  private static func substitutions(
    _ lesson: Lesson,
    _ answers: [String: ExerciseAnswer],
    isBegun: (Exercise) -> Bool
  ) -> [Substitution] {
    lesson.exercises.filter { lesson.blocks[$0.block].options.evaluate }.map { exercise in
      answers[exercise.name].map { .answer($0, exercise: exercise) }
        ?? .unanswered(OpenExercise(exercise: exercise, isBegun: isBegun(exercise)))
    }
  }

  /// The answers that pass, by the names of their exercises.
  ///
  /// Where what a student tries now does not pass, the answer that passed once stands in.
  ///
  /// - Parameter exercise: the exercise above which to look; nil looks in the whole lesson.
  static func passing(
    _ lesson: Lesson,
    above exercise: Exercise? = nil,
    in live: LiveLesson
  ) async throws -> [String: ExerciseAnswer] {
    let work = work(of: lesson)
    var answers: [String: ExerciseAnswer] = [:]
    let end = exercise?.block ?? lesson.blocks.count
    for exercise in lesson.exercises
    where exercise.block < end && lesson.blocks[exercise.block].options.evaluate {
      let texts = [try? work.answer(to: exercise.name), work.passedAnswer(to: exercise.name)]
      for text in texts.compactMap({ $0 }) where answers[exercise.name] == nil {
        let answer = ExerciseAnswer(text: text, file: "Work/\(exercise.name).swift")
        let verdict = try await ExerciseRun(
          lesson: lesson,
          exercise: exercise,
          answer: answer,
          standIns: answers,
          includesHidden: true
        ).verdict(in: live)
        if verdict.passed { answers[exercise.name] = answer }
      }
    }
    return answers
  }

  private static func work(of lesson: Lesson) -> StudentWork {
    let folder = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    return StudentWork(course: folder.deletingLastPathComponent().path)
  }
}

extension LiveLesson {
  /// The student's answers to exercises above one that stand in for them: in a lesson without solutions,
  /// those that pass; else none, for the lesson has its own.
  ///
  /// - Throws: ``RunnerError``, `CancellationError`.
  public func standIns(
    above exercise: Exercise,
    in lesson: Lesson
  ) async throws -> [String: ExerciseAnswer] {
    guard lesson.frontMatter.edition == .students else { return [:] }
    return try await StudentsLesson.passing(lesson, above: exercise, in: self)
  }
}
