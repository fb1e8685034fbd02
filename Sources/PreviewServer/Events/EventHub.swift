import Foundation
import Synchronization

/// What every open page is told of the state of things.
enum PreviewStatus: Equatable, Sendable {
  case idle
  case running(PreviewProgress)
  case problem(message: String)
}

/// Hands what happens to the event streams of all open pages.
final class EventHub: Sendable {
  private struct State {
    var streams: [Int: AsyncStream<String>.Continuation] = [:]
    var next = 0
    var status = PreviewStatus.idle
  }

  private let state = Mutex(State())

  /// How many streams are open.
  var streamCount: Int { state.withLock { $0.streams.count } }

  /// A stream that begins with how things stand.
  ///
  /// It ends if its reader falls behind: a page that connects again learns all it needs.
  func subscribe() -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: String.self,
      bufferingPolicy: .bufferingOldest(PreviewLimits.waitingEvents)
    )
    state.withLock { state in
      let number = state.next
      state.next += 1
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { _ = $0.streams.removeValue(forKey: number) }
      }
      continuation.yield(Self.event("hello", EmptyContent()))
      continuation.yield(Self.event(state.status))
      state.streams[number] = continuation
    }
    return stream
  }

  func publish(page: String) {
    send(Self.event("page", page))
  }

  func publish(status: PreviewStatus) {
    let streams = state.withLock { state in
      state.status = status
      return Array(state.streams.values)
    }
    Self.send(Self.event(status), to: streams)
  }

  /// Writes to every stream now and then: a connection whose client has vanished fails on it.
  func ping(every interval: Duration) async throws {
    while true {
      try await Task.sleep(for: interval)
      send(": ping\n\n")
    }
  }

  private func send(_ event: String) {
    Self.send(event, to: state.withLock { Array($0.streams.values) })
  }

  /// Outside of the lock, which ending a stream takes.
  private static func send(_ event: String, to streams: [AsyncStream<String>.Continuation]) {
    for stream in streams {
      if case .dropped = stream.yield(event) { stream.finish() }
    }
  }

  private static func event(_ status: PreviewStatus) -> String {
    switch status {
    case .idle: event("idle", EmptyContent())
    case .running(let progress): event("running", progress)
    case .problem(let message): event("problem", ["message": message])
    }
  }

  /// One event; its data are JSON, which has no line breaks.
  private static func event(_ name: String, _ content: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(content)) ?? Data("null".utf8)
    return "event: \(name)\ndata: \(String(decoding: data, as: UTF8.self))\n\n"
  }
}

private struct EmptyContent: Encodable {}
