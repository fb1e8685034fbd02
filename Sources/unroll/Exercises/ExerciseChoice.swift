import LessonDocument
import LessonRunner

/// The exercise that a person means, and the folder of answers beside the course.
struct ExerciseChoice {
  let lesson: Lesson
  let exercise: Exercise
  let work: StudentWork
  let course: Course

  /// - Parameter name: the exercise's name, or the path of its answer: `one-step`, `Work/one-step.swift`.
  init(_ name: String) throws {
    let choice = CourseChoice()
    course = try LessonReader().course(in: choice.lessons())
    work = StudentWork(course: choice.folder)
    var wanted = name[...]
    if wanted.hasPrefix("\(work.folder)/") { wanted = wanted.dropFirst(work.folder.count + 1) }
    if wanted.hasSuffix(".swift") { wanted = wanted.dropLast(6) }
    guard let found = course.exercise(named: String(wanted)) else {
      let known = course.lessons.flatMap { $0.exercises.map(\.name) }
      throw CourseError.noExercise(name: name, known: known)
    }
    (lesson, exercise) = found
  }

  /// The student's answer.
  func answer() throws -> ExerciseAnswer {
    guard let text = try work.answer(to: exercise.name) else {
      throw WorkError.notStarted(exercise.name)
    }
    return ExerciseAnswer(text: text, file: try work.path(of: exercise.name))
  }

  /// Writes what an editor needs to know the names of the lessons; without an installation it gets nothing.
  func supportEditor() throws {
    do {
      try EditorSupport(executable: Program.path).write(for: course, work: work)
    } catch let error as RunnerError {
      Note.warn("an editor will not know the names of the lesson: \(error)")
    }
  }

  /// Keeps what came of an answer.
  func keep(_ verdict: ExerciseVerdict, of answer: ExerciseAnswer) throws {
    var record = work.record(of: exercise.name)
    record.checkedAnswer = answer.digest
    record.outcome = verdict.outcome
    record.made = verdict.checks.count
    record.held = verdict.checks.count { $0.result.passed }
    record.earned = verdict.earned
    try work.keep(record, of: exercise.name)
  }
}

extension ExerciseAnswer {
  /// The digest of its code.
  var digest: String { StudentWork.digest(of: lines.map(\.text).joined(separator: "\n")) }
}
