import ContentDigest
import Foundation
import LessonDocument

/// Objects of blocks that were compiled before, under the digest of all that went into them.
struct ObjectStore: Sendable {
  /// The store's folder, or nil if nothing is kept.
  let folder: String?
  /// Whether kept objects are used.
  let reads: Bool

  private struct Record: Codable {
    var messages: [CompilerMessage]
    /// The object's digest; nil if there is no object.
    var object: String?
  }

  /// What came of compiling before, with the object put into a folder.
  func outcome(for key: String, into objects: String) -> CompileOutcome? {
    guard reads, let folder,
      let data = CheckedFile.read("\(folder)/\(key).json"),
      let record = try? JSONDecoder().decode(Record.self, from: data)
    else { return nil }
    guard let digest = record.object else { return CompileOutcome(messages: record.messages) }
    do {
      let kept = FileManager.default.contents(atPath: "\(folder)/\(key).so")
      guard let kept, ContentDigest.hexadecimal(of: kept) == digest else { return nil }
      let target = "\(objects)/\(key).so"
      if !FileManager.default.fileExists(atPath: target) {
        try FileManager.default.copyItem(atPath: "\(folder)/\(key).so", toPath: target)
      }
      return CompileOutcome(object: "\(key).so", messages: record.messages)
    } catch {
      return nil
    }
  }

  /// Keeps what came of compiling.
  ///
  /// A store that cannot be written keeps nothing; the lesson still runs.
  func keep(_ outcome: CompileOutcome, for key: String, from objects: String) {
    guard let folder else { return }
    let object = outcome.object.flatMap { FileManager.default.contents(atPath: "\(objects)/\($0)") }
    let record = Record(
      messages: outcome.messages,
      object: object.map { ContentDigest.hexadecimal(of: $0) }
    )
    do {
      if let object = outcome.object {
        let part = "\(folder)/\(key).so.\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: "\(objects)/\(object)", toPath: part)
        try Self.rename(part, to: "\(folder)/\(key).so")
      }
      try CheckedFile.write(JSONEncoder().encode(record), to: "\(folder)/\(key).json")
    } catch {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(key).json")
    }
  }

  private static func rename(_ source: String, to target: String) throws {
    guard Foundation.rename(source, target) == 0 else {
      throw RunnerError.files(reason: "\(target) cannot be written")
    }
  }
}
