import ContentDigest
import LessonDocument
import LessonRunner

/// One answer to be run: its exercise, and what stands in for the answers that it builds on.
struct GradingJob: Sendable {
  let lesson: Lesson
  let exercise: Exercise
  let answer: ExerciseAnswer
  /// The student's own answers to earlier exercises, by their names; empty takes the lesson's.
  let standIns: [String: ExerciseAnswer]
  /// Whether students are told what comes of it.
  let isOfStudent: Bool
  private let surroundings: String
  /// The digest of all that decides what the answer comes to.
  let key: String
  /// The digest of what the student was asked and has answered, the same on every machine.
  let question: String

  /// - Parameter surroundings: the digest of the lesson without its blocks, of data, engine and machine.
  init(
    lesson: Lesson,
    exercise: Exercise,
    text: String,
    standIns: [String: String],
    surroundings: String
  ) {
    self.init(
      lesson,
      exercise,
      // Named by its exercise, whatever the file was called: two answers of one text are one.
      ExerciseAnswer(text: text, file: "\(exercise.name).swift"),
      standIns: standIns.map { name, text in
        (name, ExerciseAnswer(text: text, file: "\(name).swift"))
      },
      surroundings,
      isOfStudent: true
    )
  }

  private init(
    _ lesson: Lesson,
    _ exercise: Exercise,
    _ answer: ExerciseAnswer,
    standIns: [(String, ExerciseAnswer)],
    _ surroundings: String,
    isOfStudent: Bool
  ) {
    (self.lesson, self.exercise, self.answer) = (lesson, exercise, answer)
    (self.surroundings, self.isOfStudent) = (surroundings, isOfStudent)
    self.standIns = Dictionary(standIns) { first, _ in first }
    var question = ContentDigest()
    question.add(isOfStudent ? "answer" : "solution")
    Self.add(lesson, exercise, to: &question)
    question.add(answer.lines.map(\.text).joined(separator: "\n"))
    for (name, answer) in self.standIns.sorted(by: { $0.key < $1.key }) {
      question.add(name)
      question.add(answer.lines.map(\.text).joined(separator: "\n"))
    }
    self.question = question.hexadecimal
    var digest = ContentDigest()
    digest.add("run 3")
    digest.add(surroundings)
    digest.add(self.question)
    key = digest.hexadecimal
  }

  /// Where an exercise stands: two releases of a lesson have two.
  struct Source: Hashable, Sendable {
    var file: String
    var exercise: String
  }

  /// Where its exercise stands.
  var source: Source { Source(file: lesson.file, exercise: exercise.name) }

  /// The run of the lesson's own solution, which shows whether the checks are right.
  var proof: GradingJob {
    GradingJob(
      lesson,
      exercise,
      .solution(of: exercise, in: lesson),
      standIns: [],
      surroundings,
      isOfStudent: false
    )
  }

  /// The run that judges it.
  var run: ExerciseRun {
    var run = ExerciseRun(
      lesson: lesson,
      exercise: exercise,
      answer: answer,
      standIns: standIns,
      includesHidden: true
    )
    run.concealsHidden = isOfStudent
    return run
  }

  /// The lesson's blocks as far as they can take part, and what its author says of the exercise.
  private static func add(_ lesson: Lesson, _ exercise: Exercise, to digest: inout ContentDigest) {
    let last = (exercise.checks + [exercise.block]).max() ?? 0
    for block in lesson.blocks where block.index <= last {
      let options = block.options
      digest.add("\(block.index) \(block.label) \(block.role)")
      digest.add("\(options.evaluate) \(options.sweep) \(options.local) \(options.timeout ?? -1)")
      digest.add("\(options.expect?.rawValue ?? "") \(options.expectMessage ?? "")")
      // A fault in a check is told at its line.
      digest.add(exercise.checks.contains(block.index) ? "\(block.fence.line)" : "")
      // The exercise's own block tells which others are needed.
      digest.add(block.code.map(\.text).joined(separator: "\n"))
    }
    digest.add("\(exercise.points)")
    for text in exercise.provides + ["forbid"] + exercise.forbids { digest.add(text) }
  }
}

extension ContentDigest {
  /// Adds a text, marked off from what comes before and after it.
  mutating func add(_ text: String) {
    update("\(text.utf8.count):".utf8)
    update(text.utf8)
  }
}
