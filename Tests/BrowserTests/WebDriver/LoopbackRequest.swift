import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One HTTP request to this machine: Foundation's own client refuses chromedriver's answers.
struct LoopbackRequest {
  var port: Int
  var method: String
  var path: String
  var body: Data

  /// Where blocking calls wait: the tasks of the tests need their own threads.
  private static let queue = DispatchQueue(label: "webdriver", attributes: .concurrent)

  /// The body of the answer.
  func answer() async throws -> Data {
    try await withCheckedThrowingContinuation { continuation in
      Self.queue.async {
        continuation.resume(with: Result { try exchange() })
      }
    }
  }

  private func exchange() throws -> Data {
    #if canImport(Darwin)
    let kind = SOCK_STREAM
    #else
    let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw failure("no socket") }
    defer { close(descriptor) }
    var limit = timeval(tv_sec: 600, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw failure("no connection") }
    let head =
      "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
    try send(Data(head.utf8) + body, to: descriptor)
    return try receive(from: descriptor)
  }

  private func send(_ data: Data, to descriptor: Int32) throws {
    var bytes = Array(data)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure("it does not listen") }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Reads the head and as many bytes as it promises.
  private func receive(from descriptor: Int32) throws -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var end: Data.Index?
    var length = 0
    while true {
      if end == nil, let range = data.range(of: Data("\r\n\r\n".utf8)) {
        end = range.upperBound
        let head = String(decoding: data[..<range.lowerBound], as: UTF8.self)
        length = head.firstMatch(of: /(?i)content-length:\s*(\d+)/).flatMap { Int($0.1) } ?? 0
      }
      if let end, data.count - end >= length { return data[end..<(end + length)] }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { throw failure("it did not answer") }
      data.append(contentsOf: buffer.prefix(count))
    }
  }

  private func failure(_ reason: String) -> BrowserError {
    BrowserError("chromedriver, asked for \(path): \(reason)")
  }
}
