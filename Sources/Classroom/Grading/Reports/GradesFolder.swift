import Foundation
public import SystemFiles

/// The folder `grades`: a table, all results, a report for machines, and a page for each student.
public struct GradesFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// The folder at a path.
  public init(_ path: String) { self.path = path }

  /// Where what answers came to is kept.
  var answers: String { "\(path)/answers" }
  /// The table of grades, in nbgrader's columns.
  public var table: String { "\(path)/grades.csv" }
  private var results: String { "\(path)/results.json" }
  private var report: String { "\(path)/junit.xml" }
  /// The students' pages.
  public var feedback: String { "\(path)/feedback" }

  /// The path of a student's page.
  public func feedback(of student: String) -> String {
    "\(feedback)/\(FeedbackPage.fileName(of: student))"
  }

  /// The folder and those above it that are not there yet, the innermost first.
  public var missingFolders: [String] {
    var folders: [String] = []
    var folder = URL(fileURLWithPath: path).standardizedFileURL
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
      folders.append(folder.path)
      folder.deleteLastPathComponent()
    }
    return folders
  }

  /// Takes folders away again into which nothing was written.
  public static func removeEmpty(_ folders: [String]) {
    // Of a folder that holds something the system says no.
    for folder in folders where rmdir(folder) != 0 { return }
  }

  /// Makes the folder, and holds it for this process until the lock is given up.
  public func lock() throws(GradingError) -> HeldLock? {
    try GradesFile.makeFolder(path)
    switch HeldLock.ask(path) {
    case .held(let lock): return lock
    case .taken: throw .inUse(path: path)
    // Where the file system has no locks, nobody can be kept out.
    case .impossible: return nil
    }
  }

  /// The grades as they were written last; nil if there are none.
  public func last() throws(GradingError) -> ClassGrades? {
    guard FileManager.default.fileExists(atPath: results) else { return nil }
    guard let data = FileManager.default.contents(atPath: results),
      let grades = try? JSONDecoder().decode(ClassGrades.self, from: data)
    else {
      throw .table(
        path: results,
        row: nil,
        reason: "this is not what `unroll grade` writes: move it away, and grade again"
      )
    }
    return grades
  }

  /// Writes all files, each whole; the results come last, so that a run that is ended before tells its changes again.
  public func write(
    _ grades: ClassGrades,
    _ plan: ClassPlan,
    titles: [String: String]
  ) throws(GradingError) {
    try GradesFile.makeFolder(feedback)
    var pages: Set<String> = []
    for student in grades.students {
      let name = FeedbackPage.fileName(of: student.student)
      pages.insert(name)
      let page = FeedbackPage(student: student, plan: plan, titles: titles)
      try GradesFile.write(page.html, to: "\(feedback)/\(name)")
    }
    // A page of somebody who is no student any more would be handed out with the others.
    let old = (try? FileManager.default.contentsOfDirectory(atPath: feedback)) ?? []
    for name in old where name.hasSuffix(".html") && !pages.contains(name) {
      try? FileManager.default.removeItem(atPath: "\(feedback)/\(name)")
    }
    try GradesFile.write(GradesTable(grades).text, to: table)
    try GradesFile.write(GradesReport(grades).text, to: report)
    try GradesFile.write(json: grades, to: results)
  }
}
