import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a server sent back.
struct Answer: Equatable {
  var status = 0
  /// Names in lower case.
  var fields: [String: String] = [:]
  var body = ""

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    body = String(text[end.upperBound...])
  }
}

/// A connection to this machine, closed when nobody holds it any more.
final class RawClient: Sendable {
  private let descriptor: Int32

  struct Failure: Error { var reason: String }

  /// Where blocking calls wait: the tasks of the server need theirs.
  private static let queue = DispatchQueue(label: "clients", attributes: .concurrent)

  init(port: Int, onSix: Bool = false) throws {
    #if canImport(Darwin)
    let kind = SOCK_STREAM
    #else
    let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    descriptor = socket(onSix ? AF_INET6 : AF_INET, kind, 0)
    guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
    // Longer than a test may take: a call that ends has not been ended by time.
    var limit = timeval(tv_sec: 600, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let code = onSix ? connectSix(port) : connectFour(port)
    guard code == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Darwin)
        write(descriptor, buffer.baseAddress, buffer.count)
        #else
        Foundation.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        #endif
      }
      guard count > 0 else { throw Failure(reason: String(cString: strerror(errno))) }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Bytes that have come and that nobody has read.
  var waitingBytes: Int {
    var count: Int32 = 0
    return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  /// What comes next; empty at the end of the connection.
  func read() async -> [UInt8] {
    await withCheckedContinuation { continuation in
      Self.queue.async {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(self.descriptor, &bytes, bytes.count, 0)
        continuation.resume(returning: Array(bytes.prefix(max(0, count))))
      }
    }
  }

  /// Sends a text and reads all that comes until the connection ends.
  func exchange(_ text: String) async throws -> Answer {
    try send(text)
    return await answer()
  }

  /// All that comes until the connection ends.
  func answer() async -> Answer {
    var bytes: [UInt8] = []
    while case let part = await read(), !part.isEmpty { bytes += part }
    return Answer(bytes)
  }

  /// Reads until a text has come; returns all, or nil at the end of the connection.
  func read(until text: String) async -> String? {
    var bytes: [UInt8] = []
    while !String(decoding: bytes, as: UTF8.self).contains(text) {
      let part = await read()
      if part.isEmpty { return nil }
      bytes += part
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func connectFour(_ port: Int) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return connect(to: &address)
  }

  private func connectSix(_ port: Int) -> Int32 {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = in_port_t(port).bigEndian
    address.sin6_addr = in6addr_loopback
    return connect(to: &address)
  }

  private func connect<Address>(to address: inout Address) -> Int32 {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }
}
