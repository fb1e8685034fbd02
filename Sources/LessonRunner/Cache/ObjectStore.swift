import ContentDigest
import Foundation
import LessonDocument
import SystemFiles

/// Objects of blocks that were compiled before, under the digest of all that went into them.
struct ObjectStore: Sendable {
  /// The store's folder, or nil if nothing is kept.
  let folder: String?
  /// Whether kept objects are used.
  let reads: Bool
  let keeper: CacheKeeper

  private struct Record: Codable {
    var messages: [CompilerMessage]
    /// Why there is no object, where no message says it.
    var failure: DiagnosticCause?
    /// The object's digest; nil if there is no object.
    var object: String?
  }

  /// What came of compiling before, with the object put into a folder.
  func outcome(for key: String, into objects: String) -> CompileOutcome? {
    guard reads, let folder,
      let data = CheckedFile.read("\(folder)/\(key).json"),
      let record = try? JSONDecoder().decode(Record.self, from: data)
    else { return nil }
    KeptFile.use("\(folder)/\(key).json")
    guard let digest = record.object else {
      return CompileOutcome(
        messages: record.messages,
        failure: record.failure,
        isRefusal: true
      )
    }
    let source = "\(folder)/\(key).so"
    guard let kept = FileManager.default.contents(atPath: source),
      ContentDigest.hexadecimal(of: kept) == digest,
      (try? Self.copy(source, to: "\(objects)/\(key).so")) != nil
    else { return nil }
    return CompileOutcome(object: "\(key).so", messages: record.messages)
  }

  /// Keeps what came of compiling.
  ///
  /// A store that cannot be written keeps nothing; the lesson still runs.
  func keep(_ outcome: CompileOutcome, for key: String, from objects: String) {
    guard let folder else { return }
    let object = outcome.object.flatMap { FileManager.default.contents(atPath: "\(objects)/\($0)") }
    let record = Record(
      messages: outcome.messages,
      failure: outcome.failure,
      object: object.map { ContentDigest.hexadecimal(of: $0) }
    )
    do {
      if let object = outcome.object {
        try Self.copy("\(objects)/\(object)", to: "\(folder)/\(key).so")
      }
      let said = try JSONEncoder().encode(record)
      try CheckedFile.write(said, to: "\(folder)/\(key).json")
      keeper.wrote(said.count + (object?.count ?? 0))
    } catch {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(key).json")
    }
  }

  /// Copies a file, whole or not at all.
  private static func copy(_ source: String, to target: String) throws {
    let part = "\(target).\(UUID().uuidString)"
    do {
      try FileManager.default.copyItem(atPath: source, toPath: part)
      guard rename(part, target) == 0 else { throw SystemFailure(errno) }
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
  }
}
