import ArgumentParser
import Classroom
import Foundation
import LessonDocument

/// `unroll collect`: what students handed in, a folder a student.
struct CollectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Unpack what students handed in into submitted/STUDENT.",
    discussion: """
      Takes archives of unroll submit, the bulk downloads of Canvas and Moodle, which hold such archives or plain answers, and \
      single answers. Of each answer the latest counts, and one that comes again unchanged keeps its earlier time; \
      submission.json beside the answers says when each came and whether it was late. With a roster (roster.csv in the \
      course, or --roster) only its students are taken. What is wrong with one hand-in is told, and \
      touches nobody else's; the exit status is 1 then. Example:

        unroll collect ~/Downloads/submissions.zip late/*.zip
      """
  )

  @Argument(help: ArgumentHelp("Archives, or single answers.", valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The folder of all students (default: submitted in the course).",
      valueName: "folder"
    )
  )
  var into: String?

  @Option(
    help: ArgumentHelp(
      "The students, as CSV (default: roster.csv in the course, if it is there).",
      valueName: "file"
    )
  )
  var roster: String?

  @Option(
    help: ArgumentHelp("Whose the answers are where the archive does not say.", valueName: "id")
  )
  var student: String?

  func run() async throws {
    let choice = CourseChoice()
    let collector = Collector(
      into: into ?? choice.path("submitted"),
      roster: try ClassFiles.roster(roster, choice),
      exercises: try ClassFiles.answers(of: choice),
      student: student
    )
    let report = try collector.collect(files)
    StandardOutput.write(report.lines.map { PlainText.lines($0) + "\n" }.joined())
    report.notes.forEach { Note.say("note: \($0)") }
    report.refusals.forEach { Note.say("error: \($0)") }
    if !report.refusals.isEmpty { throw ExitStatus.lessons.error }
  }
}

/// The files of a class beside a course.
enum ClassFiles {
  /// The roster that is named, or the course's, if it has one.
  static func roster(_ path: String?, _ choice: CourseChoice) throws -> Roster? {
    if let path { return try Roster(at: path) }
    let usual = choice.path(Roster.fileName)
    return FileManager.default.fileExists(atPath: usual) ? try Roster(at: usual) : nil
  }

  /// The names of all answers' files; none where there is no course.
  static func answers(of choice: CourseChoice) throws -> [String] {
    guard let folder = try? choice.lessons() else { return [] }
    return try LessonReader().course(in: folder).lessons.flatMap { lesson in
      lesson.exercises.map { "\($0.name).swift" }
        + lesson.writtenExercises.map { "\($0.name).\(WrittenTemplate.type)" }
    }
  }
}
