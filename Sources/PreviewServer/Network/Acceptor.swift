import FlyingSocks
import Foundation

/// Takes connections in, each served by a task of its own.
struct Acceptor: Sendable {
  let table: ConnectionTable
  let responder: Responder
  let events: EventHub
  let limits: PreviewLimits

  func run(on listener: AsyncSocket) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        try Task.checkCancellation()
        do {
          let socket = try await listener.accept()
          socket.socket.closesInChildren()
          #if canImport(Darwin)
          try? socket.socket.setValue(true, for: .noSIGPIPE)
          #endif
          table.add(socket.socket)
          group.addTask {
            await Connection(
              socket: socket,
              table: table,
              responder: responder,
              events: events,
              limits: limits
            ).serve()
          }
        } catch SocketError.failed {
          // A client that left before it was taken in, or no descriptor left: others will end.
          try await Task.sleep(for: .milliseconds(20))
        }
      }
    }
  }
}
