/// What stands outside of the dollar signs around a formula: no letter and no digit.
enum FormulaEdge {
  /// Whether a letter or digit stands before an index, close to it.
  static func isLetter(before index: Int, in content: [UInt8]) -> Bool {
    var start = index - 1
    while start > 0, content[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= 0 && isLetter(content[start..<index])
  }

  /// Whether a letter, a digit or a brace stands after the dollar sign at an index, close to it.
  static func isLetter(after index: Int, in content: [UInt8]) -> Bool {
    let rest = content[(index + 1)...].prefix(4)
    return rest.first == UInt8(ascii: "{") || isLetter(rest)
  }

  private static func isLetter(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else {
      return false
    }
    // Scripts that part no words, from U+2E80 on, put formulas between their letters.
    return (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      && scalar.value < 0x2E80
  }
}
