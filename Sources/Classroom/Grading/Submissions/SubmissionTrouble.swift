/// Why what was handed in as an answer cannot be graded; each is a sentence for the student.
public enum SubmissionTrouble: Error, Codable, Equatable, Sendable, CustomStringConvertible {
  /// Something that is no file has the answer's name.
  case noFile(name: String, what: String)
  /// The file is too large for an answer.
  case tooLarge(name: String, bytes: Int)
  /// A line is no UTF-8.
  case notText(name: String, line: Int)
  /// The file holds nothing but blanks.
  case empty(name: String)
  /// The system does not give the file.
  case unreadable(name: String, reason: String)
  /// Several files could be the answer.
  case several([String])
  /// The student's folder is none.
  case noFolder(what: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .noFile(let name, let what): "'\(name)' is \(what): hand in a file of text"
    case .tooLarge(let name, let bytes):
      "'\(name)' holds \(bytes) bytes, and an answer at most \(SubmittedFile.limit) (1 MiB): hand in code alone"
    case .notText(let name, let line):
      "'\(name)' is not UTF-8 text in line \(line): save it as UTF-8"
    case .empty(let name): "'\(name)' is empty: hand in the file that you have written"
    case .unreadable(let name, let reason): "'\(name)' cannot be read (\(reason)): hand it in again"
    case .several(let names):
      "\(names.map { "'\($0)'" }.joined(separator: " and ")) could be the answer: hand in one of them"
    case .noFolder(let what):
      "the folder of the student's answers is \(what): put a folder in its place"
    }
  }
}
