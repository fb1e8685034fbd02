import Foundation
public import LessonDocument

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The file that holds a lesson's record: `recorded/SLUG.json` beside the lesson.
public struct RecordFile: Sendable {
  /// The file's path.
  public let path: String
  private let folder: String
  private let slug: String

  /// The file of a lesson, which need not be there.
  public init(of lesson: Lesson) {
    let parent = lesson.file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    folder = (parent + ["recorded"]).joined(separator: "/")
    slug = lesson.slug
    path = "\(folder)/\(lesson.slug).json"
  }

  /// The text of the file; nil if it is not there.
  public func text() throws(RecordError) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    // Reading a pipe would wait for its writer.
    guard FileManager.default.isRegularFile(atPath: path) else {
      throw .unusable(path: path, reason: "it is no file: move it away")
    }
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw .unusable(path: path, reason: (error as NSError).localizedDescription)
    }
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
    for block in record.blocks {
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
    let lock = try lock()
    // Closing the folder gives up its lock.
    defer { close(lock) }
    let old = try text()
    let new = change(try record()).text
    guard new != old else { return false }
    do {
      try Data(new.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .unusable(path: path, reason: (error as NSError).localizedDescription)
    }
    return true
  }

  /// Locks the folder of the records, made if it is not there.
  private func lock() throws(RecordError) -> Int32 {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unusable(path: folder, reason: (error as NSError).localizedDescription)
    }
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unusable(path: folder, reason: String(cString: strerror(errno)))
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw .unusable(path: folder, reason: "cannot be locked: \(reason)")
      }
    }
    return descriptor
  }
}

extension LessonRecord {
  /// The record as its file holds it.
  public var text: String {
    guard let tree = try? JSONValue(encoding: self) else { return "" }
    return JSONText.text(of: tree)
  }
}
