/// Why a student's file cannot be read or written; each is a sentence with the fix.
public enum WorkError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A name that cannot be that of an exercise.
  case noName(String)
  /// There is no answer yet.
  case notStarted(String)
  /// The text that an answer began from is gone.
  case noOrigin(String)
  /// A link stands where a file or folder should.
  case link(String)
  /// The path leads to no plain file of text.
  case unreadable(path: String, reason: String)
  /// It cannot be written.
  case unwritable(path: String, reason: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .noName(let name):
      "'\(name)' cannot be the name of an exercise: `unroll exercise list` names them"
    case .notStarted(let name):
      "there is no answer to '\(name)' yet: begin with `unroll exercise start \(name)`"
    case .noOrigin(let name):
      """
      the starter that the answer to '\(name)' began from is not kept any more; \
      `unroll exercise reset \(name)` begins anew and keeps a backup
      """
    case .link(let path): "'\(path)' is a link: put the file or folder itself in its place"
    case .unreadable(let path, let reason): "'\(path)' cannot be read: \(reason)"
    case .unwritable(let path, let reason): "'\(path)' cannot be written: \(reason)"
    }
  }
}
