import Foundation
import LessonRunner

/// A folder with files, watched in a time that passes as the test lets it.
final class WatchedFolder: Sendable {
  let url: URL
  private let inbox: Inbox
  private let time: SteppedTime
  private let reading: Task<Void, Never>

  /// What was told so far.
  actor Inbox {
    var changes: [FileChanges.Change] = []
    func add(_ change: FileChanges.Change) { changes.append(change) }
  }

  init(_ files: [String: String], ignoring ignored: String? = nil) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-changes-\(UUID().uuidString)")
    self.url = url
    for (name, text) in files { try Self.write(text, to: url.appendingPathComponent(name)) }
    let ignored = ignored.map { [url.appendingPathComponent($0)] } ?? []
    let time = SteppedTime()
    self.time = time
    let changes = FileChanges(in: [url], ignoring: ignored) { await time.pause($0) }.changes()
    let inbox = Inbox()
    self.inbox = inbox
    reading = Task { for await change in changes { await inbox.add(change) } }
  }

  deinit {
    reading.cancel()
    try? FileManager.default.removeItem(at: url)
  }

  func write(_ text: String, to name: String) throws {
    try Self.write(text, to: url.appendingPathComponent(name))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: url.appendingPathComponent(name))
  }

  func rename(_ name: String, to other: String) throws {
    guard rename(url.appendingPathComponent(name).path, url.appendingPathComponent(other).path) == 0
    else { throw POSIXError(.EIO) }
  }

  private func rename(_ old: String, _ new: String) -> Int32 { Foundation.rename(old, new) }

  /// Lets time pass.
  func wait(_ duration: Duration) async { await time.advance(by: duration) }

  /// The changes told, with names in place of paths, when they are enough and what is told twice has
  /// had its time; at the latest after a minute of the folder's own time.
  func changes(
    until isEnough: ([FileChanges.Change]) -> Bool = { !$0.isEmpty }
  ) async throws -> [FileChanges.Change] {
    for _ in 0..<3000 where !isEnough(try await changes(within: .milliseconds(20))) {}
    return try await changes(within: .milliseconds(400))
  }

  /// The changes told within a time, with names in place of paths.
  func changes(within time: Duration) async throws -> [FileChanges.Change] {
    await wait(time)
    return await inbox.changes.map { change in
      FileChanges.Change(written: names(change.written), removed: names(change.removed))
    }
  }

  private func names(_ paths: Set<String>) -> Set<String> {
    Set(paths.map { String($0.dropFirst(url.path.count + 1)) })
  }

  private static func write(_ text: String, to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    // In place: the file keeps its inode. Files carry times of some milliseconds' grain, and two saves
    // in one grain would look alike.
    let before = time(of: file)
    repeat { try Data(text.utf8).write(to: file) } while time(of: file) == before
  }

  private static func time(of file: URL) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    return attributes?[.modificationDate] as? Date
  }
}
