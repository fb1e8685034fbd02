/// The SHA-256 of a stream of bytes, under which what was computed is stored.
///
///     var digest = ContentDigest()
///     digest.update("abc".utf8)
///     digest.hexadecimal  // "ba7816bf…f20015ad"
///
/// Two streams that differ in one bit have, for all that is known, never had the same digest, so a
/// digest can stand for its content.
///
/// - Source: FIPS 180-4, "Secure Hash Standard" (2015), sections 5 and 6.2.
public struct ContentDigest: Sendable {
  private var state = SHA256State()
  /// The bytes that do not fill a block of 64 yet.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// Makes the digest of no bytes.
  public init() {
    pending.reserveCapacity(SHA256State.blockSize)
  }

  /// Appends bytes to the stream; how they are cut into calls does not matter.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let wasContiguous: Void? = bytes.withContiguousStorageIfAvailable { update(buffer: $0) }
    if wasContiguous == nil {
      Array(bytes).withUnsafeBufferPointer { update(buffer: $0) }
    }
  }

  /// The digest of the stream so far, 32 bytes; the stream may go on afterwards.
  public var bytes: [UInt8] {
    var last = self
    last.pad()
    return last.state.bytes
  }

  /// The digest of the stream so far as 64 hexadecimal digits in lower case.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func update(buffer: UnsafeBufferPointer<UInt8>) {
    byteCount &+= UInt64(buffer.count)
    var rest = buffer[...]
    if !pending.isEmpty {
      let taken = rest.prefix(SHA256State.blockSize - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == SHA256State.blockSize else { return }
      pending.withUnsafeBufferPointer { state.absorb($0[...]) }
      pending.removeAll(keepingCapacity: true)
    }
    while rest.count >= SHA256State.blockSize {
      state.absorb(rest.prefix(SHA256State.blockSize))
      rest = rest.dropFirst(SHA256State.blockSize)
    }
    pending.append(contentsOf: rest)
  }

  /// Ends the stream: a set bit, zeros up to a whole block, and the length in bits.
  private mutating func pad() {
    let bitCount = byteCount &* 8
    let zeros = (SHA256State.blockSize * 2 - 9 - pending.count) % SHA256State.blockSize
    update([0x80] + [UInt8](repeating: 0, count: zeros))
    update((0..<8).map { UInt8(truncatingIfNeeded: bitCount >> UInt64(56 - 8 * $0)) })
  }
}
