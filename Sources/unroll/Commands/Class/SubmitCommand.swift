import ArgumentParser
import Classroom
import Foundation
import LessonDocument
import LessonRunner

/// `unroll submit`: a student's answers as one archive.
struct SubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Pack your answers into one archive to hand in, and say what is in it.",
    discussion: """
      The archive holds every answer that you have begun to change, your id, the release of the course and the time. \
      What passes is what unroll exercise check said last; nothing is run. Your id is asked once. Hand in as often as \
      you like: of each answer the latest counts.
      """
  )

  @Option(help: ArgumentHelp("Your id at your university, such as 007.", valueName: "id"))
  var student: String?

  @Option(
    help: ArgumentHelp(
      "The archive (default: submission-ID.zip in this folder).",
      valueName: "file"
    )
  )
  var out: String?

  func run() async throws {
    let choice = CourseChoice()
    let course = try LessonReader().course(in: choice.lessons())
    let work = StudentWork(course: choice.folder)
    let student = try self.student(work)
    let packing = try WorkPacking(course, work: work)
    guard !packing.answers.isEmpty else {
      throw UseError.nothingToSubmit(begun: packing.states.contains { $0.stage == .begun })
    }
    let release = ReleaseStamp.of(folder: choice.folder)?.release
    let note = HandinNote(student: student, release: release, time: Date())
    let handin = Handin(note: note, answers: packing.answers)
    let target = try ExportTarget(out ?? handin.fileName)
    try ClassFile.replace(with: handin.archive(), at: target.path)
    if self.student != nil { try work.keep(student: student) }
    let time = note.time.formatted(.iso8601)
    let count = packing.answers.count == 1 ? "1 answer" : "\(packing.answers.count) answers"
    var parts = [
      "Wrote \(target.path): \(count) of '\(student)', \(time)"
        + (release.map { ", release \($0)" } ?? "") + ".",
      "In it:\n" + ExerciseState.lines(packing.packed, margin: 2).joined(separator: "\n"),
    ]
    if !packing.missing.isEmpty {
      parts.append(
        "Not in it:\n" + ExerciseState.lines(packing.missing, margin: 2).joined(separator: "\n")
      )
    }
    parts.append(ExerciseState.summary(packing.states))
    StandardOutput.write(PlainText.lines(parts.joined(separator: "\n\n")) + "\n")
    packing.warnings.forEach(Note.warn)
    if release == nil {
      Note.warn("this course is no release, so the archive does not say of which it is")
    }
  }

  /// The student's id, as it is said or was said before.
  private func student(_ work: StudentWork) throws -> String {
    guard let id = student ?? work.student else { throw UseError.noStudent }
    if let fault = StudentID.fault(in: id) { throw UseError.badStudent(id, reason: fault) }
    return StudentID.normalised(id)
  }
}

/// The answers in `Work` that are handed in, and what is to be said of each.
private struct WorkPacking {
  var answers: [String: Data] = [:]
  var packed: [ExerciseState] = []
  var missing: [ExerciseState] = []
  var warnings: [String] = []
  var states: [ExerciseState] { packed + missing }

  init(_ course: Course, work: StudentWork) throws {
    try tellStrangers(course, work)
    for lesson in course.lessons {
      for exercise in lesson.exercises {
        let template = AnswerTemplate(lesson: lesson, exercise: exercise).text
        try add(exercise.name, "swift", template, work, ExerciseState(exercise, work: work))
      }
      for question in lesson.writtenExercises {
        let template = WrittenTemplate(lesson: lesson, question: question).text
        try add(
          question.name,
          WrittenTemplate.type,
          template,
          work,
          ExerciseState(question, work: work)
        )
      }
    }
  }

  /// Tells of files in `Work` that answer no exercise, for one may be misspelt.
  private mutating func tellStrangers(_ course: Course, _ work: StudentWork) throws {
    let known = course.lessons.flatMap(ClassFiles.answers)
    // What `unroll try` and `unroll tweak` write there is no answer.
    let others =
      ["try.swift"] + course.lessons.map { URL(fileURLWithPath: $0.file).lastPathComponent }
    for name in work.files where !known.contains(name) && !others.contains(name) {
      let near = Suggestion.nearest(to: name, among: known)
      warnings.append(
        "\(work.folder)/\(name) answers no exercise, and is not in the archive"
          + (near.map { ": did you mean \($0)? Rename it, and submit again" } ?? "")
      )
    }
  }

  private mutating func add(
    _ name: String,
    _ type: String,
    _ template: String,
    _ work: StudentWork,
    _ state: ExerciseState
  ) throws {
    let beginnings = [template, work.beginning(of: name, type: type) ?? template].map(Self.plain)
    guard let text = try work.answer(to: name, type: type), !beginnings.contains(Self.plain(text))
    else { return missing.append(state) }
    answers["\(name).\(type)"] = Data(text.utf8)
    packed.append(state)
    if !StudentWork.conflicts(in: text).isEmpty {
      warnings.append(
        "\(try work.path(of: name, type: type)) holds two versions between <<<<<<< and >>>>>>>: choose, and submit again"
      )
    }
  }

  /// A text without what an editor changes by itself.
  private static func plain(_ text: String) -> [String] {
    var lines = FileLines.lines(of: text).map {
      String($0.text.reversed().drop(while: \.isWhitespace))
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
