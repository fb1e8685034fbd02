/// What a compilation hands out of its sandbox: what the tools said, and the object.
///
/// It comes through a pipe, so that the runner opens nothing in a folder that a sandbox can write: two
/// lines with the lengths of both, then both.
struct CompilerAnswer {
  /// Bytes of an answer that are read.
  static let limit = 64 << 20
  /// Bytes of what the tools said that are handed out.
  private static let messageLimit = 1 << 20

  /// What the tools wrote to standard error.
  var messages: String
  /// The object; empty if there is none.
  var object: ArraySlice<UInt8>

  /// The lines of a shell script that write the answer.
  static let writing = """
    head -c \(messageLimit) "$out/messages" > "$out/shown"
    wc -c < "$out/shown"
    wc -c < "$out/block.so"
    cat "$out/shown" "$out/block.so"
    """

  /// Reads an answer; nil if it is not whole.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    guard let said = Self.length(&rest), let size = Self.length(&rest),
      said <= rest.count, size == rest.count - said
    else { return nil }
    messages = String(decoding: rest.prefix(said), as: UTF8.self)
    object = rest.dropFirst(said)
  }

  /// Takes a line with a length off the front.
  private static func length(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    guard let end = bytes.prefix(32).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let digits = String(decoding: bytes[..<end], as: UTF8.self)
    bytes = bytes[(end + 1)...]
    guard let length = Int(digits.drop { $0 == " " }), length >= 0 else { return nil }
    return length
  }
}
