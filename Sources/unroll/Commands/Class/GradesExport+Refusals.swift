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

  /// What the grades were made of, as it is now; nil where nobody says what that was, or it is no longer there.
  func request(for table: GradeTable) throws -> (now: GradeRequest, then: GradingInputs)? {
    let folder = Self.folder(of: table)
    guard let then = try folder.last()?.inputs else { return nil }
    guard let now = try GradeRequest(of: then, in: folder) else {
      Note.say(
        "note: what '\(table.file)' was made of is not in its place, so that nobody knows whether it is still as it should be"
      )
      return nil
    }
    return (now, then)
  }

  /// The groups of the class.
  func groups(_ request: GradeRequest?, _ choice: CourseChoice) throws -> [StudentGroup] {
    if let request { return request.grading.plan.groups }
    guard let path = try ClassFiles.classFile(nil) else { return [] }
    let points = ClassFiles.points(of: try ClassFiles.lessons(of: choice))
    return try ClassFileReader.plan(at: path, exercises: points).groups
  }

  /// Refuses grades that a grading would change now, unless the person wants just these.
  func refuseStale(
    _ table: GradeTable,
    _ request: (now: GradeRequest, then: GradingInputs)?
  ) throws {
    guard let request else { return }
    let changes = request.now.inputs.changes(since: request.then)
    guard !changes.isEmpty else { return }
    try refuse(.stale(grades: table.file, changes))
  }

  private func refuse(_ error: UseError) throws {
    guard incomplete else { throw error }
    Note.warn(error.description)
  }

  /// Refuses grades of which some are still to be given, unless the person wants just that.
  ///
  /// - Parameter elsewhere: the keys of students of whom the export says nothing.
  func refuseIncomplete(_ table: GradeTable, without elsewhere: Set<String>) throws {
    guard let grades = try Self.folder(of: table).last() else { return }
    let assignments = lms == .moodle ? [try assignment(of: table)] : table.assignments
    let students = grades.students.filter { !elsewhere.contains(StudentID.key($0.student)) }
    let unknown = students.flatMap { student in
      student.assignments.filter {
        $0.isLateUnknown == true && assignments.contains($0.assignment)
      }.map { "\(student.student)/\($0.assignment)" }
    }
    if !unknown.isEmpty { try refuse(.unknownLateness(unknown)) }
    let open = students.flatMap { student in
      student.exercises.filter {
        ($0.state == .waiting || $0.state == .unjudged) && assignments.contains($0.assignment)
      }.map { (name: "\(student.student)/\($0.exercise)", isManual: $0.state == .waiting) }
    }
    guard !open.isEmpty else { return }
    try refuse(
      .incomplete(
        open.map { $0.name },
        waitsForPerson: open.contains { $0.isManual },
        waitsForLesson: open.contains { !$0.isManual }
      )
    )
  }
}
