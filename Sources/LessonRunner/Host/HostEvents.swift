import HostProtocol
import Synchronization

/// What the host has said and nobody has taken yet.
///
/// Unlike a stream it goes on after whoever waited was cancelled.
final class HostEvents: Sendable {
  private struct State {
    var events: [HostEvent] = []
    var isClosed = false
    var waiting: CheckedContinuation<HostEvent?, any Error>?
  }

  private let state = Mutex(State())

  /// Adds what the host said.
  func add(_ event: HostEvent) {
    let waiting = state.withLock { state in
      let waiting = state.waiting
      state.waiting = nil
      if waiting == nil { state.events.append(event) }
      return waiting
    }
    waiting?.resume(returning: event)
  }

  /// The host is gone.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: nil)
  }

  /// The next event, or nil when the host is gone.
  ///
  /// - Throws: `CancellationError`.
  func next() async throws -> HostEvent? {
    try await withTaskCancellationHandler {
      try Task.checkCancellation()
      return try await withCheckedThrowingContinuation { continuation in
        let answer: Result<HostEvent?, any Error>? = state.withLock { state in
          if Task.isCancelled { return .failure(CancellationError()) }
          if !state.events.isEmpty { return .success(state.events.removeFirst()) }
          if state.isClosed { return .success(nil) }
          state.waiting = continuation
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume(throwing: CancellationError())
    }
  }
}
