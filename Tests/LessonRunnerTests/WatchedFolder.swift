import Foundation
import LessonRunner

/// A folder with files, watched.
final class WatchedFolder: Sendable {
  let url: URL
  private let inbox: Inbox
  private let reading: Task<Void, Never>

  /// What was told so far.
  actor Inbox {
    var changes: [(change: FileChanges.Change, time: ContinuousClock.Instant)] = []
    func add(_ change: FileChanges.Change) { changes.append((change, .now)) }
  }

  init(_ files: [String: String], ignoring ignored: String? = nil) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-changes-\(UUID().uuidString)")
    self.url = url
    for (name, text) in files { try Self.write(text, to: url.appendingPathComponent(name)) }
    let ignored = ignored.map { [url.appendingPathComponent($0)] } ?? []
    let changes = FileChanges(in: [url], ignoring: ignored).changes()
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

  /// The changes told within a time, with names in place of paths.
  func changes(within time: Duration = .milliseconds(900)) async throws -> [FileChanges.Change] {
    try await Task.sleep(for: time)
    return await inbox.changes.map { change, _ in
      FileChanges.Change(written: names(change.written), removed: names(change.removed))
    }
  }

  /// When the changes were told.
  func times() async throws -> [ContinuousClock.Instant] {
    try await Task.sleep(for: .milliseconds(900))
    return await inbox.changes.map(\.time)
  }

  private func names(_ paths: Set<String>) -> Set<String> {
    Set(paths.map { String($0.dropFirst(url.path.count + 1)) })
  }

  private static func write(_ text: String, to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    // In place: the file keeps its inode.
    try Data(text.utf8).write(to: file)
  }
}
