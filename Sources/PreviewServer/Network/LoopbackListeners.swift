import FlyingSocks
import Foundation

/// The sockets on which the server hears this machine, and nobody else.
struct LoopbackListeners: Sendable {
  let port: Int
  /// One on 127.0.0.1 and, where the machine has it, one on ::1.
  let sockets: [Socket]

  /// The address of the site.
  var address: URL {
    var parts = URLComponents()
    (parts.scheme, parts.host, parts.port, parts.path) = ("http", "localhost", port, "/")
    return parts.url ?? URL(fileURLWithPath: "/")
  }

  /// - Throws: ``PreviewError`` if the port is taken, refused or none.
  init(port: Int) throws {
    guard (0...65535).contains(port) else { throw PreviewError.noPort(port) }
    // A port that the system chooses for one address may be taken on the other.
    for _ in 0..<20 {
      do {
        (self.port, sockets) = try Self.open(port)
        return
      } catch SocketError.failed(_, EADDRINUSE, _) where port == 0 {
        continue
      } catch SocketError.failed(_, EADDRINUSE, _) {
        throw PreviewError.portTaken(port, free: Self.free(after: port))
      } catch SocketError.failed(_, _, let reason) {
        throw PreviewError.portRefused(port, reason: reason)
      }
    }
    throw PreviewError.portTaken(port, free: nil)
  }

  func close() {
    for socket in sockets { try? socket.close() }
  }

  private static func open(_ port: Int) throws -> (Int, [Socket]) {
    let first = try listen(.inet(ip4: "127.0.0.1", port: UInt16(port)))
    var port = port
    do {
      if case .ip4(_, let given) = try first.sockname() { port = Int(given) }
      return (port, [first, try listen(.inet6(ip6: "::1", port: UInt16(port)))])
    } catch SocketError.failed(_, EADDRINUSE, let reason) {
      try? first.close()
      throw SocketError.failed(type: "Bind", errno: EADDRINUSE, message: reason)
    } catch {
      // A machine without the newer protocol.
      return (port, [first])
    }
  }

  private static func listen(_ address: some SocketAddress) throws -> Socket {
    let socket = try Socket(domain: Int32(type(of: address).family), type: .stream)
    do {
      socket.closesInChildren()
      // A client that does not read holds little: accepted sockets inherit this.
      try socket.setValue(131_072, for: .sendBufferSize)
      // A server that has just ended leaves its port half closed for a minute.
      try socket.setValue(true, for: .localAddressReuse)
      try socket.bind(to: address)
      try socket.listen()
      return socket
    } catch {
      try? socket.close()
      throw error
    }
  }

  private static func free(after port: Int) -> Int? {
    (port + 1..<min(65_536, port + 100)).first { candidate in
      guard let (_, sockets) = try? open(candidate) else { return false }
      for socket in sockets { try? socket.close() }
      return true
    }
  }
}

extension Socket {
  /// Keeps programs that this one starts from holding the connection.
  func closesInChildren() {
    _ = fcntl(file.rawValue, F_SETFD, FD_CLOEXEC)
  }
}
