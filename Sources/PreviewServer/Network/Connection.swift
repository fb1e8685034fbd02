import FlyingSocks
import Foundation

/// One connection, from its first request to its end.
struct Connection: Sendable {
  let socket: AsyncSocket
  let table: ConnectionTable
  let responder: Responder
  let events: EventHub
  let limits: PreviewLimits

  /// Answers requests until the client, its time or the server's ends.
  func serve() async {
    defer { table.close(socket.socket) }
    var reader = RequestReader(socket: socket)
    do {
      while !Task.isCancelled {
        table.set(socket.socket, .waiting, for: limits.silence)
        let head = try await reader.next {
          table.set(socket.socket, .waiting, for: limits.head)
        }
        guard try await answer(head) else { break }
      }
    } catch let refusal as Refusal {
      try? await refuse(refusal)
    } catch {
      // The client is gone or was too slow.
    }
  }

  /// Answers a request; false if the connection has to end then.
  private func answer(_ head: RequestHead) async throws -> Bool {
    table.set(socket.socket, .answering, for: limits.write)
    let response = await responder.response(to: head)
    if case .events = response.body, head.method == "GET" {
      try await write(response.head(keepsAlive: false))
      try await stream()
      return false
    }
    // What follows a request that was refused may be its body.
    let isUnderstood = response.status == .ok || response.status == .notFound
    let keepsAlive =
      head.keepsAlive && (isUnderstood || response.status == .permanentRedirect)
    try await write(response.head(keepsAlive: keepsAlive))
    if head.method != "HEAD" { try await write(response.body) }
    if !keepsAlive { try await linger() }
    return keepsAlive
  }

  private func refuse(_ refusal: Refusal) async throws {
    let response = Response(refusal)
    try await write(response.head(keepsAlive: false))
    try await write(response.body)
    try await linger()
  }

  private func write(_ body: Response.Body) async throws {
    switch body {
    case .bytes(let data):
      for start in stride(from: 0, to: data.count, by: PreviewLimits.partBytes) {
        try await write(data[start..<min(data.count, start + PreviewLimits.partBytes)])
      }
    case .file(let file):
      var place = 0
      while place < file.size {
        // A file cut short while it is sent cannot be completed: the client must see that.
        guard let part = file.part(from: place, atMost: PreviewLimits.partBytes) else {
          throw CancellationError()
        }
        try await write(part)
        place += part.count
      }
    case .events: break
    }
  }

  private func write(_ data: Data, as phase: ConnectionTable.Phase = .answering) async throws {
    try Task.checkCancellation()
    table.set(socket.socket, phase, for: limits.write)
    try await socket.write(data)
  }

  /// Sends what happens until the client goes.
  private func stream() async throws {
    let messages = events.subscribe()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // Nothing is expected; reading tells when the client has gone.
        while true { _ = try await socket.read(atMost: 1024) }
      }
      group.addTask {
        for await message in messages {
          try await write(Data(message.utf8), as: .streaming)
          // The next ping is due before this.
          table.set(socket.socket, .streaming, for: limits.ping * 2 + limits.write)
        }
      }
      try await group.next()
      group.cancelAll()
    }
  }

  /// Waits a moment for the client to have read everything: closing at once could take it back.
  private func linger() async throws {
    table.set(socket.socket, .waiting, for: .seconds(1))
    shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    var rest = 1 << 20
    while rest > 0 { rest -= try await socket.read(atMost: 4096).count }
  }
}
