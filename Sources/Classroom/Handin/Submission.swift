public import Foundation

/// What is known of the answers in `submitted/STUDENT`, beside them in `submission.json`.
///
/// Each answer has its own time: one that a later submission holds unchanged was handed in when it first came.
public struct Submission: Codable, Equatable, Sendable {
  /// The file's name.
  public static let fileName = "submission.json"

  /// What is known of one answer.
  public struct Answer: Codable, Equatable, Sendable {
    /// When it was handed in; nil if nobody knows.
    public var time: Date?
    /// The release that the student worked in, if any is known.
    public var release: String?
    /// Whether the university's system calls it late; nil if no mark of it has come.
    public var late: Bool?
    /// The archive from which it comes, and the path there.
    public var source: String
    /// The SHA-256 of its bytes.
    public var sha256: String

    /// What is known of an answer.
    public init(time: Date?, release: String?, late: Bool?, source: String, sha256: String) {
      (self.time, self.release, self.late) = (time, release, late)
      (self.source, self.sha256) = (source, sha256)
    }
  }

  /// The student's id.
  public var student: String
  /// The answers by the names of their files, such as `one-step.swift`.
  public var answers: [String: Answer]

  /// What is known of a student's answers.
  public init(student: String, answers: [String: Answer] = [:]) {
    (self.student, self.answers) = (student, answers)
  }

  /// Reads what is known of the answers in a student's folder; nil if nothing is noted there.
  public static func of(folder: String) throws(ClassMistakes) -> Submission? {
    let path = "\(folder)/\(fileName)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let data = try ClassFile.bytes(at: path, limit: 1 << 20, followsLinks: false)
    do {
      return try ClassJSON.decoder.decode(Submission.self, from: data)
    } catch {
      throw ClassMistakes(
        path,
        "the file is damaged: take it away and run 'unroll collect' with the archives again"
      )
    }
  }

  /// The file's content.
  var json: Data { get throws { try ClassJSON.data(of: self) } }
}
