public import Foundation

/// What a student hands in: the answers in `Work`, and who hands them in when.
public struct Handin: Sendable {
  /// The folder of the answers in the archive.
  static let folder = "Work"

  /// Who hands in, and when.
  public var note: HandinNote
  /// The answers by the names of their files.
  public var answers: [String: Data]

  /// What is handed in.
  public init(note: HandinNote, answers: [String: Data]) {
    (self.note, self.answers) = (note, answers)
  }

  /// The archive, whose bytes follow from what is handed in and its time alone.
  public func archive() throws -> Data {
    var builder = ZipBuilder()
    builder.add(try note.json, at: HandinNote.fileName)
    for (name, content) in answers { builder.add(content, at: "\(Self.folder)/\(name)") }
    return try builder.data()
  }

  /// The archive's usual name.
  public var fileName: String { "submission-\(note.student).zip" }
}
