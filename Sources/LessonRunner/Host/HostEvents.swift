import HostProtocol
import Synchronization

/// What the host has said and nobody has taken yet.
///
/// Unlike a stream it goes on after whoever waited was cancelled. It holds a bounded number of events:
/// who adds more waits until some are taken, and so does whoever writes them.
final class HostEvents: Sendable {
  private struct State {
    var events: [HostEvent] = []
    /// How many of the events are taken.
    var taken = 0
    var isClosed = false
    var waiting: CheckedContinuation<HostEvent?, any Error>?
    var room: CheckedContinuation<Void, Never>?

    mutating func next() -> HostEvent? {
      guard taken < events.count else { return nil }
      let event = events[taken]
      taken += 1
      if taken == events.count { (events, taken) = ([], 0) }
      return event
    }
  }

  /// Events that wait at most.
  private static let limit = 256

  private let state = Mutex(State())

  /// Adds what the host said, as soon as there is room.
  func add(_ event: HostEvent) async {
    let isFull = state.withLock { $0.events.count >= Self.limit && !$0.isClosed }
    if isFull {
      await withCheckedContinuation { continuation in
        let isFull = state.withLock { state in
          guard state.events.count >= Self.limit, !state.isClosed else { return false }
          state.room = continuation
          return true
        }
        if !isFull { continuation.resume() }
      }
    }
    let waiting = state.withLock { state in
      let waiting = state.waiting
      state.waiting = nil
      if waiting == nil, !state.isClosed { state.events.append(event) }
      return waiting
    }
    waiting?.resume(returning: event)
  }

  /// The host is gone.
  func close() {
    let (waiting, room) = state.withLock { state in
      state.isClosed = true
      defer { (state.waiting, state.room) = (nil, nil) }
      return (state.waiting, state.room)
    }
    waiting?.resume(returning: nil)
    room?.resume()
  }

  /// The next event, or nil when the host is gone.
  ///
  /// - Throws: `CancellationError`.
  func next() async throws -> HostEvent? {
    try await withTaskCancellationHandler {
      try Task.checkCancellation()
      return try await withCheckedThrowingContinuation {
        (continuation: CheckedContinuation<HostEvent?, any Error>) in
        let (said, room): (Answer, CheckedContinuation<Void, Never>?) = state.withLock { state in
          Self.answer(&state, continuation)
        }
        room?.resume()
        if let said { continuation.resume(with: said) }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume(throwing: CancellationError())
    }
  }

  /// What to say at once, if anything.
  private typealias Answer = Result<HostEvent?, any Error>?

  /// What to say at once, and who has room now.
  private static func answer(
    _ state: inout State,
    _ continuation: CheckedContinuation<HostEvent?, any Error>
  ) -> (Answer, CheckedContinuation<Void, Never>?) {
    if Task.isCancelled { return (.failure(CancellationError()), nil) }
    if let event = state.next() {
      guard state.events.isEmpty else { return (.success(event), nil) }
      defer { state.room = nil }
      return (.success(event), state.room)
    }
    if state.isClosed { return (.success(nil), nil) }
    state.waiting = continuation
    return (nil, nil)
  }
}
