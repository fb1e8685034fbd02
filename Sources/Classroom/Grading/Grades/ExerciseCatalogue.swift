import ContentDigest
import LessonDocument
import LessonRunner

/// The exercises of a course, by name.
struct ExerciseCatalogue: Sendable {
  /// Those in code.
  private(set) var exercises: [String: (lesson: Lesson, exercise: Exercise)] = [:]
  /// The questions that are answered in words.
  private(set) var questions: [String: WrittenExercise] = [:]

  private var questionFiles: [String: String] = [:]

  init(_ lessons: [Lesson]) {
    for lesson in lessons {
      for exercise in lesson.exercises { exercises[exercise.name] = (lesson, exercise) }
      for question in lesson.writtenExercises {
        questions[question.name] = question
        questionFiles[question.name] = lesson.file
      }
    }
  }

  /// The names of all exercises, sorted.
  var names: [String] { (Array(exercises.keys) + questions.keys).sorted() }

  /// The file of the lesson in which an exercise stands.
  func file(of name: String) -> String? { exercises[name]?.lesson.file ?? questionFiles[name] }

  /// The digest of what each exercise is judged by: checks and points, or a rubric.
  var judgements: [String: String] {
    let code = exercises.mapValues { lesson, exercise in
      var digest = ContentDigest()
      digest.add("\(exercise.points)")
      for line in Self.checks(lesson, exercise).joined() { digest.add(line) }
      return String(digest.hexadecimal.prefix(16))
    }
    return code.merging(questions.mapValues(\.rubricDigest)) { first, _ in first }
  }

  /// What an exercise is worth, as its lesson says.
  func points(of name: String) -> Double {
    exercises[name]?.exercise.points ?? questions[name]?.points ?? 0
  }

  /// The exercises without which each is nothing.
  func foundations(of names: Set<String>) -> [String: [String]] {
    exercises.filter { names.contains($0.key) }.mapValues { lesson, exercise in
      ExerciseRun(
        lesson: lesson,
        exercise: exercise,
        answer: .solution(of: exercise, in: lesson),
        includesHidden: true
      ).foundations
    }
  }

  /// Whether an answer to an exercise of another edition of the course stands on the same ground here: what the lesson
  /// computes before it is the same, and what is asked.
  ///
  /// Then the checks count as they are here: a mended check grades everybody anew.
  func hasSameGround(_ name: String, as other: ExerciseCatalogue) -> Bool {
    guard let mine = exercises[name], let theirs = other.exercises[name] else { return false }
    return mine.exercise.provides == theirs.exercise.provides
      && mine.lesson.frontMatter.seed == theirs.lesson.frontMatter.seed
      && Self.ground(mine.lesson, mine.exercise) == Self.ground(theirs.lesson, theirs.exercise)
  }

  /// Whether an exercise is checked and worth the same there.
  func hasSameChecks(_ name: String, as other: ExerciseCatalogue) -> Bool {
    guard let mine = exercises[name], let theirs = other.exercises[name] else { return false }
    return mine.exercise.points == theirs.exercise.points
      && Self.checks(mine.lesson, mine.exercise) == Self.checks(theirs.lesson, theirs.exercise)
  }

  private static func checks(_ lesson: Lesson, _ exercise: Exercise) -> [[String]] {
    exercise.checks.map { lesson.blocks[$0].code.map(\.text) }
  }

  private static func ground(_ lesson: Lesson, _ exercise: Exercise) -> [[String]] {
    lesson.blocks.prefix(exercise.block).filter { block in
      switch block.role {
      case .example, .exercise: block.options.evaluate
      case .check, .wrong: false
      }
    }.map { $0.code.map(\.text) }
  }
}
