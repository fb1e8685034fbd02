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
      are named. Students are found by canvas_id or \
      moodle_id in the roster, by their id, by e-mail, by name. What students read at once should be whole: while answers \
      wait for a person or for a lesson's mended check, a grading would change them now, or a score finds no place, nothing is written and the exit status \
      is not 0; --incomplete exports all others. A table of one group of class.yml, or of the roster's column 'group', needs \
      no rows of the others. Grades that Moodle has locked stay, and are named. Examples:

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

  @Option(
    help: ArgumentHelp(
      "The assignment that a worksheet of Moodle is of; for Canvas, the only one to fill in.",
      valueName: "name"
    )
  )
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

  @Flag(
    help: "Export what there is, though grades are not whole or not new, or scores find no place."
  )
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
    if !columns.isEmpty, lms != .canvas {
      throw ValidationError(
        "'--column' is for Canvas: name the assignment of a worksheet of Moodle with '--assignment'."
      )
    }
    if gradeColumn != nil, lms != .moodle {
      throw ValidationError(
        "'--grade-column' is for Moodle: say '--column ASSIGNMENT=TITLE' for Canvas."
      )
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
    let names = try names(for: table)
    let request = try request(for: table)
    try refuseStale(table, request)
    let groups = try groups(request?.now, choice)
    let roster = try ClassFiles.roster(roster, choice)
    let filled: FilledExport
    var pages: ZipBuilder?
    switch lms {
    case .canvas:
      filled = try CanvasGradebook(at: export).filled(
        with: assignment == nil ? table : table.of([try assignment(of: table)]),
        names: names,
        roster: roster,
        points: scale ? .scaled : .same,
        groups: groups
      )
    case .moodle: (filled, pages) = try moodle(export, table, roster, groups)
    }
    try refuseIncomplete(table, without: filled.elsewhere)
    filled.notes.forEach { Note.say("note: \($0)") }
    filled.warnings.forEach(Note.warn)
    for problem in filled.problems { Note.say("\(incomplete ? "warning" : "error"): \(problem)") }
    guard filled.problems.isEmpty || incomplete else {
      Note.say(
        "error: \(target.path) is not written, nor anything else: mend what is named, or export what there is with --incomplete"
      )
      throw ExitStatus.lessons.error
    }
    try write(filled, to: target, pages)
  }

  /// Writes the export, and the pages of feedback beside it, as one.
  private func write(
    _ filled: FilledExport,
    to target: ExportTarget,
    _ pages: ZipBuilder?
  ) throws {
    var files = [(data: Data(filled.table.text.utf8), path: target.path)]
    let count = filled.count == 1 ? "1 score" : "\(filled.count) scores"
    var lines = ["Wrote \(target.path) with \(count)."]
    if let pages, let feedbackZip {
      let path = try ExportTarget(feedbackZip).path
      files.append((try pages.data(), path))
      let count = pages.paths.count == 1 ? "1 page" : "\(pages.paths.count) pages"
      lines.append("Wrote \(path) with \(count) of feedback.")
    }
    try ClassFile.replace(with: files)
    StandardOutput.write(PlainText.lines(lines.joined(separator: "\n")) + "\n")
  }

  private static func filledName(_ export: String) -> String {
    let url = URL(fileURLWithPath: export)
    let folder = (export as NSString).deletingLastPathComponent
    let name = "\(url.deletingPathExtension().lastPathComponent)-filled.csv"
    return folder.isEmpty ? name : "\(folder)/\(name)"
  }

  /// What Canvas calls assignments, by their names.
  private func names(for table: GradeTable) throws -> [String: String] {
    try columns.reduce(into: [:]) { names, text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return }
      guard table.assignments.contains(parts[0]) else {
        throw UseError.unknownAssignment(parts[0], option: "--column", known: table.assignments)
      }
      if let first = names.updateValue(parts[1], forKey: parts[0]) {
        throw UseError.columnTwice(parts[0], titles: [first, parts[1]])
      }
    }
  }

  private func moodle(
    _ export: String,
    _ table: GradeTable,
    _ roster: Roster?,
    _ groups: [StudentGroup]
  ) throws -> (FilledExport, ZipBuilder?) {
    let assignment = try assignment(of: table)
    let sheet = try MoodleWorksheet(at: export, gradeColumn: gradeColumn)
    let filled = sheet.filled(
      with: table,
      assignment: assignment,
      roster: roster,
      points: scale ? .scaled : .same,
      groups: groups
    )
    guard feedbackZip != nil else { return (filled, nil) }
    let folder = Self.folder(of: table)
    let archive = try sheet.feedback(for: table, assignment: assignment, roster: roster) {
      student throws(ClassMistakes) in
      let path = folder.feedback(of: student.id)
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return ("feedback.html", [UInt8](try ClassFile.bytes(at: path)))
    }
    guard !archive.paths.isEmpty else { throw UseError.noFeedback(folder: folder.feedback) }
    return (filled, archive)
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
