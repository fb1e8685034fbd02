/// Cuts messages into frames and puts them together again.
///
/// A frame is at most 4,096 bytes, which a pipe takes in one piece: a writer killed at any instant
/// leaves whole frames only. Its header is a mark (`0x4C4E5552`), the number of its message, the
/// length of its payload, and whether it is the message's last, little-endian.
public enum WireFrames {
  /// What a pipe takes in one piece (`PIPE_BUF` on Linux).
  public static let frameLimit = 4096
  static let headerLength = 12
  static let mark: UInt32 = 0x4C4E_5552

  /// The frames of one message.
  ///
  /// - Parameter number: differs from that of the message before it.
  public static func frames(of message: [UInt8], number: UInt32) -> [[UInt8]] {
    let room = frameLimit - headerLength
    var frames: [[UInt8]] = []
    var start = 0
    repeat {
      let end = min(start + room, message.count)
      var frame: [UInt8] = []
      frame.reserveCapacity(headerLength + end - start)
      append(mark, to: &frame)
      append(number, to: &frame)
      append(UInt32(end - start) << 1 | (end == message.count ? 1 : 0), to: &frame)
      frame.append(contentsOf: message[start..<end])
      frames.append(frame)
      start = end
    } while start < message.count
    return frames
  }

  private static func append(_ word: UInt32, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Collects bytes as they arrive and gives whole messages.
public struct WireAssembler: Sendable {
  /// No message is longer, in bytes.
  public static let messageLimit = 20 << 20

  private var pending: [UInt8] = []
  private var message: [UInt8] = []
  private var number: UInt32?

  /// Starts with nothing.
  public init() {}

  /// Takes bytes and gives the messages that they complete.
  ///
  /// - Throws: ``WireError/malformed`` for bytes that are no frame or a message beyond the limit.
  public mutating func messages(adding bytes: some Sequence<UInt8>) throws(WireError) -> [[UInt8]] {
    pending.append(contentsOf: bytes)
    var messages: [[UInt8]] = []
    var start = 0
    while pending.count - start >= WireFrames.headerLength {
      guard word(at: start) == WireFrames.mark else { throw .malformed }
      let lengthAndLast = word(at: start + 8)
      let length = Int(lengthAndLast >> 1)
      guard length <= WireFrames.frameLimit - WireFrames.headerLength else { throw .malformed }
      let payload = start + WireFrames.headerLength
      guard pending.count >= payload + length else { break }
      let frameNumber = word(at: start + 4)
      // A message whose writer was killed is followed by one with another number.
      if frameNumber != number { message = [] }
      number = frameNumber
      guard message.count + length <= Self.messageLimit else { throw .malformed }
      message.append(contentsOf: pending[payload..<payload + length])
      if lengthAndLast & 1 == 1 {
        messages.append(message)
        message = []
        number = nil
      }
      start = payload + length
    }
    pending.removeFirst(start)
    return messages
  }

  private func word(at index: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(pending[index + $1]) << (8 * UInt32($1)) }
  }
}
