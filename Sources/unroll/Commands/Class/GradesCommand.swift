import ArgumentParser
import Classroom
import Foundation
import LessonDocument

/// `unroll grades`: what becomes of grades.
struct GradesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grades",
    abstract: "Hand grades to the university's system, and answers to a tool that finds copies.",
    subcommands: [GradesExportCommand.self],
    defaultSubcommand: GradesExportCommand.self
  )
}

/// The systems whose exports are filled in.
enum LearningSystem: String, ExpressibleByArgument, CaseIterable {
  case canvas, moodle
}

/// `unroll grades export`: an export of the university's system, filled in.
struct GradesExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Fill the grades into an export of Canvas or Moodle.",
    discussion: """
      Export the gradebook from Canvas, or download the grading worksheet of an assignment from Moodle: what is filled in is that very file, so \
      ids, columns and headers in any language stay, and no assignment is made anew. Rows and columns that cannot be matched \
      are named; the exit status is 1 if a student with grades is among them. Students are found by canvas_id or \
      moodle_id in the roster, by their id, by e-mail, by name. What students read at once should be whole: while answers \
      wait for a person, or for a lesson's mended check, nothing is written. Examples:

        unroll grades export --lms canvas gradebook.csv --out import.csv
        unroll grades export --lms canvas gradebook.csv --incomplete     though answers wait for a person
        unroll grades export --lms moodle worksheet.csv --assignment week-2 --feedback-zip feedback.zip
        unroll grades export --similarity copies     folders for JPlag and MOSS
      """
  )

  @Argument(help: ArgumentHelp("The export of the system.", valueName: "file"))
  var export: String?

  @Option(help: ArgumentHelp("Which system it is of.", valueName: "canvas|moodle"))
  var lms: LearningSystem?

  @Option(
    help: ArgumentHelp("The file to write (default: NAME-filled.csv beside it).", valueName: "file")
  )
  var out: String?

  @Option(
    help: ArgumentHelp("The grades (default: grades/grades.csv in the course).", valueName: "file")
  )
  var grades: String?

  @Option(
    help: ArgumentHelp(
      "The students, as CSV (default: roster.csv in the course, if it is there).",
      valueName: "file"
    )
  )
  var roster: String?

  @Option(help: ArgumentHelp("The assignment that a worksheet of Moodle is of.", valueName: "name"))
  var assignment: String?

  @Option(
    name: .customLong("column"),
    help: ArgumentHelp(
      "What Canvas calls an assignment; may be said several times.",
      valueName: "assignment=title"
    )
  )
  var columns: [String] = []

  @Option(
    name: .customLong("grade-column"),
    help: ArgumentHelp(
      "Moodle's column of grades, if it is not told by itself.",
      valueName: "title"
    )
  )
  var gradeColumn: String?

  @Flag(help: "Export though answers wait to be graded, which count as nothing so far.")
  var incomplete = false

  @Flag(help: "Scores are the same share of the system's points where it has others.")
  var scale = false

  @Option(
    name: .customLong("feedback-zip"),
    help: ArgumentHelp("Write the archive of feedback pages for Moodle, too.", valueName: "file")
  )
  var feedbackZip: String?

  @Option(
    help: ArgumentHelp(
      "Write a folder a student, the starters apart, for JPlag or MOSS.",
      valueName: "dir"
    )
  )
  var similarity: String?

  @Option(
    help: ArgumentHelp(
      "The folder of all students (default: submitted in the course).",
      valueName: "folder"
    )
  )
  var submitted: String?

  func validate() throws {
    guard similarity != nil || lms != nil || export != nil else {
      throw ValidationError(
        "Say '--lms canvas FILE' or '--lms moodle FILE' with the system's own export, or '--similarity DIR'."
      )
    }
    if lms != nil, export == nil {
      throw ValidationError("Name the export of the system: it is that file that is filled in.")
    }
    if export != nil, lms == nil {
      throw ValidationError("Say of which system the export is: '--lms canvas' or '--lms moodle'.")
    }
    if feedbackZip != nil, lms != .moodle {
      throw ValidationError("'--feedback-zip' is for Moodle: say '--lms moodle FILE' with it.")
    }
    if let wrong = columns.first(where: { !$0.dropFirst().contains("=") }) {
      throw ValidationError("'--column' needs ASSIGNMENT=TITLE, not '\(wrong)'.")
    }
  }

  func run() async throws {
    let choice = CourseChoice()
    if let similarity { try writeSimilarity(similarity, choice) }
    guard let lms, let export else { return }
    let gradesPath = grades ?? choice.path("grades/grades.csv")
    let table = try GradeTable(at: gradesPath)
    let target = try ExportTarget(out ?? Self.filledName(export))
    let inputs = [export, gradesPath, self.roster ?? choice.path(Roster.fileName)]
    for path in [target.path, feedbackZip].compactMap(\.self) { try refuse(path, asOneOf: inputs) }
    try refuseIncomplete(table)
    let roster = try ClassFiles.roster(roster, choice)
    let filled =
      switch lms {
      case .canvas:
        try CanvasGradebook(at: export).filled(
          with: table,
          names: names,
          roster: roster,
          points: scale ? .scaled : .same
        )
      case .moodle: try moodle(export, table, roster, choice)
      }
    filled.notes.forEach { Note.say("note: \($0)") }
    filled.problems.forEach { Note.say("error: \($0)") }
    try ClassFile.replace(with: filled.table.text, at: target.path)
    let count = filled.count == 1 ? "1 score" : "\(filled.count) scores"
    StandardOutput.write(PlainText.lines("Wrote \(target.path) with \(count).") + "\n")
    if !filled.problems.isEmpty { throw ExitStatus.lessons.error }
  }

  private static func filledName(_ export: String) -> String {
    let url = URL(fileURLWithPath: export)
    let folder = (export as NSString).deletingLastPathComponent
    let name = "\(url.deletingPathExtension().lastPathComponent)-filled.csv"
    return folder.isEmpty ? name : "\(folder)/\(name)"
  }

  private var names: [String: String] {
    columns.reduce(into: [:]) { names, text in
      let parts = text.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { names[String(parts[0])] = String(parts[1]) }
    }
  }

  private func moodle(
    _ export: String,
    _ table: GradeTable,
    _ roster: Roster?,
    _ choice: CourseChoice
  ) throws -> FilledExport {
    let assignment = try assignment(of: table)
    let sheet = try MoodleWorksheet(at: export, gradeColumn: gradeColumn)
    let filled = sheet.filled(
      with: table,
      assignment: assignment,
      roster: roster,
      points: scale ? .scaled : .same
    )
    guard let feedbackZip else { return filled }
    let folder = Self.folder(of: table)
    let archive = try sheet.feedback(for: table, assignment: assignment, roster: roster) {
      student throws(ClassMistakes) in
      let path = folder.feedback(of: student.id)
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return ("feedback.html", [UInt8](try ClassFile.bytes(at: path)))
    }
    guard !archive.paths.isEmpty else { throw UseError.noFeedback(folder: folder.feedback) }
    let target = try ExportTarget(feedbackZip)
    try ClassFile.replace(with: archive.data(), at: target.path)
    let count = archive.paths.count == 1 ? "1 page" : "\(archive.paths.count) pages"
    StandardOutput.write(PlainText.lines("Wrote \(target.path) with \(count) of feedback.") + "\n")
    return filled
  }

  func assignment(of table: GradeTable) throws -> String {
    let all = table.assignments
    if let assignment {
      guard all.contains(assignment) else {
        throw UseError.noAssignment(assignment, known: all)
      }
      return assignment
    }
    guard all.count == 1 else { throw UseError.noAssignment(nil, known: all) }
    return all[0]
  }

  private func writeSimilarity(_ folder: String, _ choice: CourseChoice) throws {
    let course = try LessonReader().course(in: choice.lessons())
    let starters = course.lessons.flatMap { lesson in
      lesson.exercises.map {
        ("\($0.name).swift", AnswerTemplate(lesson: lesson, exercise: $0).text)
      }
    }
    let export = SimilarityExport(
      submitted: submitted ?? choice.path("submitted"),
      starters: Dictionary(starters, uniquingKeysWith: { first, _ in first })
    )
    let (students, answers) = try export.write(to: folder)
    StandardOutput.write(
      PlainText.lines(
        "Wrote \(folder): \(answers == 1 ? "1 answer" : "\(answers) answers") of "
          + "\(students == 1 ? "1 student" : "\(students) students"), and what they began from."
      ) + "\n"
    )
  }
}
