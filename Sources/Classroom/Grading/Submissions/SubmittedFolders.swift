import Foundation
import LessonDocument
import SystemFiles

/// A folder with a folder of answers for each student: `submitted/STUDENT/EXERCISE.swift`.
public struct SubmittedFolders: Sendable {
  /// The folder's path.
  public let path: String
  /// The folders in it, in the order of their names.
  let students: [SubmittedStudent]
  /// Names in it that are no folder of a student's, each a sentence.
  public let strangers: [String]

  /// The students who have handed something in.
  public var names: [String] { students.map(\.name) }

  /// The releases that students worked in, as far as it is noted.
  public var releases: [String] { releaseUses.keys.sorted() }

  /// Who has worked in each release, and handed in which files from it.
  public var releaseUses: [String: [(student: String, file: String)]] {
    var uses: [String: [(student: String, file: String)]] = [:]
    for student in students {
      for (file, answer) in student.notedAnswers.sorted(by: { $0.key < $1.key }) {
        if let release = answer.release { uses[release, default: []].append((student.name, file)) }
      }
    }
    return uses
  }

  /// Reads the names in a folder.
  ///
  /// - Throws: ``GradingError`` if it is none, or if two of its folders spell one name in two ways.
  public init(_ path: String) throws(GradingError) {
    self.path = path
    var students: [SubmittedStudent] = []
    var strangers: [String] = []
    var spellings: [String: [String]] = [:]
    for entry in try Self.entries(of: path) {
      guard let name = entry.name else {
        strangers.append(
          "'\(path)/\(entry.shown)' is left out, since its name is no UTF-8 text: rename it"
        )
        continue
      }
      switch entry.kind {
      case .folder:
        students.append(SubmittedStudent(name: name, path: "\(path)/\(name)"))
      case .link, .device, .pipe:
        let what = entry.kind.inWords ?? ""
        students.append(
          SubmittedStudent(name: name, path: "\(path)/\(name)", trouble: .noFolder(what: what))
        )
      case .file:
        strangers.append("'\(path)/\(entry.shown)' is left out, since it is no student's folder")
        continue
      }
      spellings[Self.folded(name), default: []].append(name)
    }
    let twins = spellings.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    guard twins.isEmpty else { throw .twins(folder: path, twins.map { $0.map(ShownName.text) }) }
    (self.students, self.strangers) = (students, strangers)
  }

  private static func entries(of path: String) throws(GradingError) -> [FolderListing.Entry] {
    do {
      // The folder itself may be reached by a link of one's own.
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      return try FolderListing.entries(of: real)
    } catch {
      throw .noSubmissions(path: path, reason: error.description)
    }
  }

  /// A name by which all its spellings are one.
  static func folded(_ name: String) -> String { StudentID.key(name) }
}

/// What one student has handed in.
struct SubmittedStudent: Sendable {
  /// The folder's name as it is spelled on disk.
  let name: String
  let path: String
  var trouble: SubmissionTrouble?

  /// What is noted of the student's answers, also in folders of assignments.
  var notedAnswers: [String: Submission.Answer] {
    let own = files()
    var noted = NotedSubmission(in: own, of: name).submission?.answers ?? [:]
    for entry in own.entries where entry.kind == .folder {
      guard let folder = entry.name else { continue }
      let part = SubmittedStudent(name: name, path: "\(path)/\(folder)").files()
      for (file, answer) in NotedSubmission(in: part, of: name).submission?.answers ?? [:] {
        noted["\(folder)/\(file)"] = answer
      }
    }
    return noted
  }

  /// The student's files, read once for all exercises.
  func files() -> SubmittedFiles {
    guard trouble == nil else { return SubmittedFiles(path: path, entries: []) }
    let entries = (try? FolderListing.entries(of: path)) ?? []
    return SubmittedFiles(path: path, entries: entries)
  }
}
