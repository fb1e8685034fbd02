import ContentDigest
import Testing

/// The message and digest pairs that NIST publishes as examples of FIPS 180-4 and in its validation
/// system (SHA256ShortMsg).
private let vectors: [(message: [UInt8], digest: String)] = [
  ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  (
    Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
  ),
  (
    Array(
      ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu").utf8
    ),
    "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
  ),
  ([0xd3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
  ([0xb4, 0x19, 0x0e], "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
]

@Test("The digest of a standard's message is the standard's", arguments: vectors)
func standardVectors(message: [UInt8], digest: String) {
  var computed = ContentDigest()
  computed.update(message)
  #expect(computed.hexadecimal == digest)
}

@Test("A million letters give the standard's digest")
func millionLetters() {
  var computed = ContentDigest()
  for _ in 0..<1000 { computed.update(repeatElement(UInt8(ascii: "a"), count: 1000)) }
  #expect(
    computed.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
  )
}

@Test(
  "Where a stream is cut does not change its digest",
  arguments: [55, 56, 63, 64, 65, 119, 200]
)
func cuts(length: Int) {
  let message = (0..<length).map { UInt8($0) }
  var whole = ContentDigest()
  whole.update(message)
  for cut in 0...length {
    var parts = ContentDigest()
    parts.update(message[..<cut])
    parts.update(message[cut...])
    #expect(parts.bytes == whole.bytes)
  }
}

@Test("Asking for the digest does not end the stream")
func askingTwice() {
  var digest = ContentDigest()
  digest.update("ab".utf8)
  _ = digest.hexadecimal
  digest.update("c".utf8)
  #expect(digest.hexadecimal == vectors[1].digest)
}

@Test("Streams that differ in one bit have different digests")
func oneBit() {
  var digests: Set<String> = []
  for bit in 0..<512 {
    var message = [UInt8](repeating: 0, count: 64)
    message[bit / 8] = 1 << UInt8(bit % 8)
    var digest = ContentDigest()
    digest.update(message)
    digests.insert(digest.hexadecimal)
  }
  #expect(digests.count == 512)
}
