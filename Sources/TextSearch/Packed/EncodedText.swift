/// Texts that stand in a file in letters and digits that stand for others.
protocol EncodedText {
  /// All of them decoded, one after the other.
  var decoded: [UInt8] { get }
  /// Those of them that are packed themselves.
  var packed: [[UInt8]] { get }

  init(in bytes: ArraySlice<UInt8>)
}

/// The ways of writing bytes as text that are looked for.
enum EncodedTexts {
  /// What keeps two decoded texts apart: no text holds it.
  static let separator: UInt8 = 0x7F

  static func all(in bytes: ArraySlice<UInt8>) -> [any EncodedText] {
    [
      Base64Text(in: bytes), HexadecimalText(in: bytes), DumpText(in: bytes), Base85Text(in: bytes),
      EscapedText(in: bytes),
    ]
  }
}
