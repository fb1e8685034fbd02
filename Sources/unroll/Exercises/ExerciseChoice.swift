import Foundation
import LessonDocument
import LessonRunner

/// The exercise that a person means, and the folder of answers beside the course.
struct ExerciseChoice {
  let lesson: Lesson
  let exercise: Exercise
  let work: StudentWork
  private let folder: LessonFolder

  /// - Parameter name: the exercise's name, or the path of its answer: `one-step`, `Work/one-step.swift`.
  init(_ name: String) throws {
    let choice = CourseChoice()
    folder = try choice.lessons()
    work = StudentWork(course: choice.folder)
    var wanted = name[...]
    if wanted.hasPrefix("\(work.folder)/") { wanted = wanted.dropFirst(work.folder.count + 1) }
    if wanted.hasSuffix(".swift") { wanted = wanted.dropLast(6) }
    guard let found = try Self.exercise(named: String(wanted), in: folder) else {
      // Only now are all lessons read, for their names.
      let lessons = try LessonReader().course(in: folder).lessons
      throw CourseError.noExercise(name: name, known: lessons.flatMap(\.exerciseNames))
    }
    (lesson, exercise) = found
  }

  /// Reads the lessons whose text has the name, until one of them has the exercise.
  private static func exercise(
    named name: String,
    in folder: LessonFolder
  ) throws -> (Lesson, Exercise)? {
    guard !name.isEmpty else { return nil }
    for entry in folder.entries {
      guard let text = try? String(contentsOfFile: entry.path, encoding: .utf8),
        text.contains(name), text.contains("exercise")
      else { continue }
      let lesson = try LessonReader().lesson(at: entry.path)
      if let exercise = lesson.exercises.first(where: { $0.name == name }) {
        return (lesson, exercise)
      }
    }
    return nil
  }

  /// What the course says that messages mean.
  ///
  /// A mistake in the file of that is the author's affair, not a student's.
  var taught: TaughtDiagnostics {
    (try? TaughtDiagnosticsReader.diagnostics(in: folder.path)) ?? TaughtDiagnostics()
  }

  /// Where the course teaches what a message means: `"Two units, in matrices", Lessons/02-….md:110`.
  func place(of section: TaughtDiagnostic.Section) -> String? {
    guard let entry = folder.entries.first(where: { $0.slug == section.lesson }),
      let lesson = try? LessonReader().lesson(at: entry.path),
      let (text, location) = lesson.heading(anchor: section.anchor)
    else { return nil }
    return "\"\(text)\", \(entry.path):\(location.line)"
  }

  /// The student's answer.
  func answer() throws -> ExerciseAnswer {
    guard let text = try work.answer(to: exercise.name) else {
      throw WorkError.notStarted(exercise.name)
    }
    return ExerciseAnswer(text: text, file: try work.path(of: exercise.name))
  }

  /// The run that judges an answer, above which the student's own passing answers stand in.
  func run(of answer: ExerciseAnswer, in live: LiveLesson) async throws -> ExerciseRun {
    ExerciseRun(
      lesson: lesson,
      exercise: exercise,
      answer: answer,
      standIns: try await live.standIns(above: exercise, in: lesson),
      includesHidden: true
    )
  }

  /// Writes what an editor needs to know the names of the lessons; without an installation it gets nothing.
  func supportEditor() throws {
    do {
      try EditorSupport(executable: Program.path).write(for: exercise, in: lesson, work: work)
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

extension Lesson {
  /// The names of its exercises, in code and in words.
  var exerciseNames: [String] {
    exercises.map(\.name) + writtenExercises.map(\.name)
  }
}

extension ExerciseAnswer {
  /// The digest of its code.
  var digest: String { StudentWork.digest(of: lines.map(\.text).joined(separator: "\n")) }
}
