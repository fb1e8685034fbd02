import FlyingSocks
import Foundation
import Synchronization

/// All open connections, and until when each of them may go on as it does.
///
/// One that is over its time, or must make room, is shut down here; whatever waits for it then
/// fails, and the task that serves it closes it.
final class ConnectionTable: Sendable {
  /// What a connection does.
  enum Phase: Sendable {
    /// It waits for a request or is receiving one.
    case waiting
    case answering
    case streaming
  }

  private struct Entry {
    var socket: Socket
    var phase = Phase.waiting
    var since = ContinuousClock.now
    var deadline: ContinuousClock.Instant
    var isEnding = false
  }

  private let limits: PreviewLimits
  private let entries = Mutex<[Int32: Entry]>([:])

  init(limits: PreviewLimits) { self.limits = limits }

  var count: Int { entries.withLock { $0.count } }

  /// Takes a new connection in, and makes room for it.
  func add(_ socket: Socket) {
    entries.withLock { entries in
      if entries.values.count(where: { !$0.isEnding }) >= limits.connections {
        // Who has waited longest for a request is the least likely to be a reader.
        Self.endOldest(of: &entries, in: [.waiting, .streaming, .answering])
      }
      entries[socket.file.rawValue] = Entry(socket: socket, deadline: .now + limits.silence)
    }
  }

  /// Notes what a connection does now, and how long it may take.
  func set(_ socket: Socket, _ phase: Phase, for time: Duration) {
    entries.withLock { entries in
      guard var entry = entries[socket.file.rawValue] else { return }
      if phase == .streaming, entry.phase != .streaming,
        entries.values.count(where: { $0.phase == .streaming && !$0.isEnding }) >= limits.streams
      {
        Self.endOldest(of: &entries, in: [.streaming])
      }
      // The age of a wait counts from its beginning, that of a stream too.
      if entry.phase != phase { entry.since = .now }
      (entry.phase, entry.deadline) = (phase, .now + time)
      entries[socket.file.rawValue] = entry
    }
  }

  /// Closes a connection; its number may then be another's.
  func close(_ socket: Socket) {
    entries.withLock { entries in
      entries[socket.file.rawValue] = nil
      try? socket.close()
    }
  }

  /// Ends those that are over their time, until the task is cancelled.
  func endOverdue() async throws {
    while true {
      try await Task.sleep(for: .milliseconds(200))
      let now = ContinuousClock.now
      entries.withLock { entries in
        for (number, entry) in entries where entry.deadline < now && !entry.isEnding {
          Self.end(number, of: &entries)
        }
      }
    }
  }

  private static func endOldest(of entries: inout [Int32: Entry], in phases: [Phase]) {
    for phase in phases {
      let candidates = entries.filter { $0.value.phase == phase && !$0.value.isEnding }
      if let oldest = candidates.min(by: { $0.value.since < $1.value.since }) {
        return end(oldest.key, of: &entries)
      }
    }
  }

  private static func end(_ number: Int32, of entries: inout [Int32: Entry]) {
    entries[number]?.isEnding = true
    shutdown(number, Int32(SHUT_RDWR))
  }
}
