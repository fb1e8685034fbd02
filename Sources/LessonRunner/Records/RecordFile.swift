import Foundation
public import LessonDocument
import SystemFiles

/// The file that holds a lesson's record: `recorded/SLUG.json` beside the lesson.
public struct RecordFile: Sendable {
  /// The file's path.
  public let path: String
  private let folder: String
  private let slug: String

  /// The file of a lesson, which need not be there.
  public init(of lesson: Lesson) {
    let parent = lesson.file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    self.init(of: lesson, in: (parent + ["recorded"]).joined(separator: "/"))
  }

  /// The file of a lesson in another folder.
  init(of lesson: Lesson, in folder: String) {
    self.folder = folder
    slug = lesson.slug
    path = "\(folder)/\(lesson.slug).json"
  }

  /// Bytes of the largest file that is read.
  private static let limit = 256 << 20

  /// The text of the file; nil if it is not there.
  public func text() throws(RecordError) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    // Reading a pipe would wait for its writer.
    guard FileManager.default.isRegularFile(atPath: path) else {
      throw .unusable(path: path, reason: "it is no file: move it away")
    }
    guard let bytes = RegularFile.contents(path, limit: Self.limit, followsLinks: true),
      let text = String(data: bytes, encoding: .utf8)
    else {
      throw .unusable(
        path: path,
        reason: "it cannot be read as text of at most 256 MiB: let it be read, or move it away"
      )
    }
    return text
  }

  /// The record; nil if there is none yet.
  public func record() throws(RecordError) -> LessonRecord? {
    guard let text = try text() else { return nil }
    let record: LessonRecord
    do {
      let tree = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      record = try tree.decoded(as: LessonRecord.self)
    } catch {
      throw .damaged(path: path, slug: slug)
    }
    let explored = (record.explorations ?? []).flatMap { $0.points.flatMap(\.blocks) }
    for block in record.blocks + explored {
      for output in block.outputs {
        guard let flaw = output.chart?.flaw ?? output.table?.flaw else { continue }
        throw .undrawable(path: path, slug: slug, block: block.block, reason: flaw)
      }
    }
    return record
  }

  /// Replaces the record, whole or not at all; whoever wants to replace it at the same time waits.
  ///
  /// - Parameter change: the new record from what is recorded now.
  /// - Returns: whether the file has changed.
  @discardableResult
  public func update(_ change: (LessonRecord?) -> LessonRecord) throws(RecordError) -> Bool {
    try refuseLinks()
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    let old = try text()
    let new = try text(of: change(try record()))
    guard new != old else { return false }
    do {
      try WholeFile(path).replace(with: Data(new.utf8))
    } catch {
      throw .unusable(path: path, reason: error.description)
    }
    return true
  }

  /// The text of a record as the file holds it.
  public func text(of record: LessonRecord) throws(RecordError) -> String {
    do {
      return try record.text
    } catch {
      throw .unusable(path: path, reason: "the record cannot be put in JSON: \(error)")
    }
  }

  /// What a course brings along must not lead the writer elsewhere.
  private func refuseLinks() throws(RecordError) {
    for place in [folder, path]
    where (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil {
      throw .unusable(
        path: place,
        reason: "it is a link: put the file or folder itself in its place"
      )
    }
  }

  /// Locks the folder of the records, made if it is not there.
  ///
  /// Where the file system has no locks nobody waits for anybody; a record is whole in any case.
  private func lock() throws(RecordError) -> HeldLock? {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unusable(path: folder, reason: SystemFailure.reason(of: error))
    }
    return HeldLock.ask(folder, waits: true).lock
  }
}

extension LessonRecord {
  /// The record as its file holds it.
  var text: String {
    get throws { JSONText.text(of: try JSONValue(encoding: self)) }
  }
}
