import Foundation

extension StudentWork {
  /// The path of the id under which the student hands in.
  private var studentFile: String { "\(folder)/.unroll/student" }

  /// The id under which the student handed in last; nil if there is none yet.
  public var student: String? {
    guard let text = try? WorkFile.text(at: studentFile) else { return nil }
    let id = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return id.isEmpty ? nil : id
  }

  /// Keeps the id under which the student hands in.
  public func keep(student: String) throws(WorkError) {
    try makeFolders()
    try WorkFile.replace(with: student + "\n", at: studentFile)
  }

  /// The text that an answer began from; nil if it is not known.
  public func beginning(of name: String, type: String = "swift") -> String? {
    guard (try? path(of: name, type: type)) != nil else { return nil }
    return try? WorkFile.text(at: "\(folder)/.unroll/start/\(name).\(type)")
  }
}
