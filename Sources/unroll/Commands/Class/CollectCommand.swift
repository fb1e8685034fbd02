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
      course, or --roster) only its students are taken. What is wrong with one file or hand-in is told, and \
      touches no other; the exit status is 1 then, and 2 if nothing could be read.

      An archive of a student holds the answers of all weeks, and Canvas marks it late for one assignment: --assignment says \
      which, so that its answers alone are taken and marked. Where class.yml takes lateness by that mark ('by: lms') and has \
      several assignments, a download needs it. Examples:

        unroll collect ~/Downloads/submissions.zip late/*.zip
        unroll collect ~/Downloads/submissions.zip --assignment week-2
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

  @Option(
    help: ArgumentHelp(
      "The assignment of class.yml that a download is of: its answers alone are taken.",
      valueName: "name"
    )
  )
  var assignment: String?

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("What is graded and how (default: class.yml, if there).", valueName: "file")
  )
  var classFile: String?

  func run() async throws {
    let choice = CourseChoice()
    let lessons = try ClassFiles.lessons(of: choice)
    var collector = Collector(
      into: into ?? choice.path("submitted"),
      roster: try ClassFiles.roster(roster, choice),
      exercises: lessons.flatMap(ClassFiles.answers),
      student: student
    )
    let plan = try ClassFiles.classFile(classFile).map {
      try ClassFileReader.plan(at: $0, exercises: ClassFiles.points(of: lessons))
    }
    if let plan { collector.timeZone = plan.timeZone }
    (collector.marks, collector.countsMarks) = try marks(plan, lessons)
    if let remark = plan?.timeZoneRemark { Note.say("note: \(remark)") }
    let report = try collector.collect(files)
    StandardOutput.write(report.lines.map { PlainText.lines($0) + "\n" }.joined())
    report.notes.forEach { Note.say("note: \($0)") }
    report.refusals.forEach { Note.say("error: \($0)") }
    if !report.refusals.isEmpty { throw ExitStatus.lessons.error }
  }

  /// Of which answers the marks of lateness are, and whether grades hang on them.
  private func marks(_ plan: ClassPlan?, _ lessons: [Lesson]) throws -> (LateMarks, Bool) {
    let assignments = (plan ?? .everything(of: lessons)).assignments
    let counts = assignments.contains { $0.late.by == .system }
    if let assignment {
      guard let chosen = assignments.first(where: { $0.name == assignment }) else {
        throw UseError.unknownAssignment(
          assignment,
          option: "--assignment",
          known: assignments.map(\.name)
        )
      }
      let names = Set(chosen.exercises.map(\.name))
      let files = lessons.flatMap(ClassFiles.answers).filter {
        names.contains(($0 as NSString).deletingPathExtension)
      }
      return (.of(assignment: assignment, files: Set(files)), chosen.late.by == .system)
    }
    // Without class.yml nothing is ever late.
    guard plan != nil, assignments.count > 1 else { return (.ofAll, counts) }
    return (.untold(assignments: assignments.map(\.name)), counts)
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

  /// The lessons; none where there is no course.
  static func lessons(of choice: CourseChoice) throws -> [Lesson] {
    guard let folder = try? choice.lessons() else { return [] }
    return try LessonReader().course(in: folder).lessons
  }

  /// The names of all answers' files.
  static func answers(of lesson: Lesson) -> [String] {
    lesson.exercises.map { "\($0.name).swift" }
      + lesson.writtenExercises.map { "\($0.name).\(WrittenTemplate.type)" }
  }

  /// What the exercises are worth, by name, as the lessons say.
  static func points(of lessons: [Lesson]) -> [String: Double] {
    Dictionary(
      lessons.flatMap { lesson in
        lesson.exercises.map { ($0.name, $0.points) }
          + lesson.writtenExercises.map { ($0.name, $0.points) }
      }
    ) { first, _ in first }
  }

  /// The `class.yml` that is named, or that of this folder, if it has one.
  static func classFile(_ named: String?) throws -> String? {
    if let named {
      guard FileManager.default.fileExists(atPath: named) else {
        throw GradingError.table(
          path: named,
          row: nil,
          reason: "there is no such file: name the class.yml"
        )
      }
      return named
    }
    return FileManager.default.fileExists(atPath: "class.yml") ? "class.yml" : nil
  }
}
