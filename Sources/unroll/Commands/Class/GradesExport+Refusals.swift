import Classroom
import Foundation

/// What is not exported: grades that are not whole, and over what is read.
extension GradesExportCommand {
  /// The folder of grades that the table stands in.
  static func folder(of table: GradeTable) -> GradesFolder {
    GradesFolder(URL(fileURLWithPath: table.file).deletingLastPathComponent().path)
  }

  /// An export that is written over cannot be filled in again.
  func refuse(_ path: String, asOneOf inputs: [String]) throws {
    let real = { (path: String) in URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    for input in inputs where real(input) == real(path) {
      throw UseError.overwritesInput(path)
    }
  }

  /// Refuses grades of which some are still to be given, unless the person wants just that.
  func refuseIncomplete(_ table: GradeTable) throws {
    guard let grades = try? Self.folder(of: table).last() else { return }
    let assignments = lms == .moodle ? [try assignment(of: table)] : table.assignments
    let open = grades.students.flatMap { student in
      student.exercises.filter {
        ($0.state == .waiting || $0.state == .unjudged) && assignments.contains($0.assignment)
      }.map { (name: "\(student.student)/\($0.exercise)", isManual: $0.state == .waiting) }
    }
    guard !open.isEmpty else { return }
    let error = UseError.incomplete(
      open.map { $0.name },
      waitsForPerson: open.contains { $0.isManual },
      waitsForLesson: open.contains { !$0.isManual }
    )
    guard incomplete else { throw error }
    Note.warn(error.description)
  }
}
