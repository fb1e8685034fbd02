import FlyingSocks

/// Reads the heads of requests, one after the other, from a connection.
struct RequestReader {
  private let socket: AsyncSocket
  private var buffer: [UInt8] = []

  init(socket: AsyncSocket) { self.socket = socket }

  /// The next head.
  ///
  /// - Parameter began: Called when its first bytes are there.
  /// - Throws: ``Refusal`` for a head that is malformed or too long, else the socket's error.
  mutating func next(began: () -> Void) async throws -> RequestHead {
    if buffer.isEmpty { buffer = try await socket.read(atMost: PreviewLimits.headBytes) }
    began()
    var searched = 0
    while true {
      if let end = endOfHead(from: searched) {
        let head = try RequestHead(buffer[..<end])
        buffer.removeFirst(end + 4)
        return head
      }
      guard buffer.count < PreviewLimits.headBytes else {
        throw buffer.prefix(PreviewLimits.lineBytes).contains(10)
          ? Refusal(status: .fieldsTooLarge, sentence: "The header fields are too long.")
          : Refusal(status: .targetTooLong, sentence: "The address is too long.")
      }
      searched = max(0, buffer.count - 3)
      buffer += try await socket.read(atMost: PreviewLimits.headBytes - buffer.count)
    }
  }

  /// Where the empty line begins that ends a head.
  private func endOfHead(from start: Int) -> Int? {
    guard buffer.count >= start + 4 else { return nil }
    return (start...(buffer.count - 4)).first { index in
      buffer[index] == 13 && buffer[index + 1] == 10
        && buffer[index + 2] == 13 && buffer[index + 3] == 10
    }
  }
}
