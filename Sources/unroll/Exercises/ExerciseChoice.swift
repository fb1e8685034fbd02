import Foundation
import LessonDocument
import LessonRunner

/// The exercise that a person means, and the folder of answers beside the course.
struct ExerciseChoice {
  let lesson: Lesson
  let exercise: Exercise
  let work: StudentWork
  let folder: LessonFolder

  /// - Parameter name: the exercise's name, or the path of its answer: `one-step`, `Work/one-step.swift`.
  init(_ name: String) throws {
    let choice = CourseChoice()
    folder = try choice.lessons()
    work = StudentWork(course: choice.folder)
    var wanted = name[...]
    if wanted.hasPrefix("\(work.folder)/") { wanted = wanted.dropFirst(work.folder.count + 1) }
    if wanted.hasSuffix(".swift") { wanted = wanted.dropLast(6) }
    guard let found = try Self.exercise(named: String(wanted), in: folder) else {
      // Only now are all lessons read that can be, for their names.
      let lessons = LessonReader().readableCourse(in: folder).lessons
      if let lesson = lessons.first(where: { $0.answers(to: String(wanted)) }) {
        throw UseError.lessonForExercise(lesson.fullName, exercises: lesson.exerciseNames)
      }
      throw CourseError.noExercise(name: name, known: lessons.flatMap(\.exerciseNames))
    }
    (lesson, exercise) = found
  }

  /// Reads the lessons whose text has the name, until one of them has the exercise.
  private static func exercise(
    named name: String,
    in folder: LessonFolder
  ) throws -> (Lesson, Exercise)? {
    try folder.firstLesson(having: "exercise", named: name) { lesson in
      lesson.exercises.first { $0.name == name }
    }
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
    try Self.supportEditor([exercise], in: lesson, work: work)
  }

  /// The same for several exercises of a lesson.
  static func supportEditor(
    _ exercises: [Exercise],
    in lesson: Lesson,
    work: StudentWork
  ) throws {
    do {
      let support = try EditorSupport(executable: Program.path)
      for exercise in exercises { try support.write(for: exercise, in: lesson, work: work) }
    } catch let error as RunnerError {
      Note.warn("an editor will not know the names of the lesson: \(error)")
    }
  }

  /// Whether an answer passed before, since the exercise was begun.
  var hasPassed: Bool { work.record(of: exercise.name).passedAnswer != nil }

  /// Keeps what came of an answer; what passed once stays passed.
  func keep(_ verdict: ExerciseVerdict, of answer: ExerciseAnswer) throws {
    var record = work.record(of: exercise.name)
    record.checkedAnswer = answer.digest
    record.outcome = verdict.outcome
    record.made = verdict.checks.count
    record.held = verdict.checks.count { $0.result.passed }
    record.earned = verdict.earned
    if verdict.passed {
      record.passedAnswer = answer.digest
      try work.keep(passed: answer.text, of: exercise.name)
    }
    try work.keep(record, of: exercise.name)
  }

  /// What a student who has passed may do next, as a command.
  var next: String {
    let states = ExerciseState.states(of: lesson, work: work)
    let after = states.drop { $0.name != exercise.name }.dropFirst()
    let open = (after + states).first {
      $0.name != exercise.name && $0.stage != .passed && $0.stage != .written
    }
    if let open {
      return "Next: unroll exercise \(open.stage == .untouched ? "start" : "check") \(open.name)"
    }
    let later = folder.entries.drop { $0.slug != lesson.slug }.dropFirst().first
    return later.map { "Next: unroll run \($0.number)" }
      ?? "You have done all exercises of the last lesson: unroll exercise list shows the others."
  }
}

extension LessonFolder {
  /// Reads the lessons whose text has a name, until something of that name is found in one of them.
  ///
  /// - Parameter kind: the word before the name, as in `//| exercise: double`.
  /// - Throws: the mistakes of the lesson that has it, if it cannot be read; those of others hide nothing.
  func firstLesson<Found>(
    having kind: String,
    named name: String,
    _ find: (Lesson) -> Found?
  ) throws(LessonErrors) -> (Lesson, Found)? {
    guard !name.isEmpty else { return nil }
    var unsound: LessonErrors?
    for entry in entries {
      guard let text = try? String(contentsOfFile: entry.path, encoding: .utf8),
        text.contains(name), text.contains(kind)
      else { continue }
      do {
        let lesson = try LessonReader().lesson(at: entry.path)
        if let found = find(lesson) { return (lesson, found) }
      } catch  where Self.declares(kind, name, in: text) {
        unsound = unsound ?? error
      } catch {}
    }
    if let unsound { throw unsound }
    return nil
  }

  /// Whether a line says of what kind a name is.
  private static func declares(_ kind: String, _ name: String, in text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      let words = line.split { $0.isWhitespace || ":|`".contains($0) }
      return words.count >= 2 && words.suffix(2).elementsEqual([Substring(kind), Substring(name)])
    }
  }
}

extension Lesson {
  /// Whether a name is this lesson's: a number, a slug, both, or the file's name.
  func answers(to name: String) -> Bool {
    [slug, number, fullName, "\(fullName).md"].contains(name)
  }

  /// The names of its exercises, in code and in words.
  var exerciseNames: [String] {
    exercises.map(\.name) + writtenExercises.map(\.name)
  }
}

extension ExerciseAnswer {
  fileprivate var text: String { lines.map { $0.text + "\n" }.joined() }

  /// The digest of its code.
  var digest: String { StudentWork.digest(of: lines.map(\.text).joined(separator: "\n")) }
}
