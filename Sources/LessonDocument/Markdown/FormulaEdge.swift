/// What stands at the dollar signs around a formula, outside and inside of them.
enum FormulaEdge {
  /// What may stand before and after dollar signs that are spoken of.
  private static let pairs: [Unicode.Scalar: Set<Unicode.Scalar>] = [
    "\"": ["\""], "'": ["'"], "“": ["”"], "‘": ["’"], "„": ["“", "”"], "«": ["»"], "»": ["«"],
    "‹": ["›"], "(": [")"], "[": ["]"], "{": ["}"], "*": ["*"], "_": ["_"],
  ]
  private static let quotationMarks = Set("\"“”„‘«»‹›".unicodeScalars)

  /// Whether dollar signs stand alone between quotation marks, brackets, stars or tags: there a text speaks of the
  /// sign.
  static func isAlone(_ dollars: Range<Int>, in content: [UInt8]) -> Bool {
    guard let before = scalar(before: dollars.lowerBound, in: content),
      let after = scalar(from: dollars.upperBound, in: content)
    else { return false }
    if before == ">" { return content[dollars.upperBound...].starts(with: "</".utf8) }
    return pairs[before]?.contains(after) ?? false
  }

  /// Whether a letter or digit stands before an index, close to it.
  static func isLetter(before index: Int, in content: [UInt8]) -> Bool {
    scalar(before: index, in: content).map(isLetter) ?? false
  }

  /// Whether a letter, a number or a brace stands after the dollar sign at an index, close to it.
  static func isLetter(after index: Int, in content: [UInt8]) -> Bool {
    guard let next = scalar(from: index + 1, in: content) else { return false }
    // `$.50` is a price.
    let isPoint = next == "." || next == ","
    if isPoint, let digit = scalar(from: index + 2, in: content) {
      return digit.properties.numericType != nil
    }
    return next == "{" || isLetter(next)
  }

  /// Whether what stands between two dollar signs can be a formula, rather than the text between two prices or
  /// two signs.
  static func canBeFormula(_ bytes: ArraySlice<UInt8>) -> Bool {
    let tex = String(decoding: bytes, as: UTF8.self).unicodeScalars
    guard let first = tex.first, let last = tex.last else { return false }
    if quotationMarks.contains(first) || quotationMarks.contains(last) { return false }
    if tex.count > 1, "'’)/".unicodeScalars.contains(first) { return false }
    if tex.contains("\\") { return !holdsDisplaySigns(tex) }
    return !tex.contains { $0.properties.generalCategory == .currencySymbol }
      && tex.contains { saysSomething($0) }
  }

  /// Whether `\[` or `\]` is among them, which set a formula off in TeX and stand in none.
  private static func holdsDisplaySigns(_ tex: String.UnicodeScalarView) -> Bool {
    var isCommand = false
    for scalar in tex {
      if isCommand, scalar == "[" || scalar == "]" { return true }
      isCommand = scalar == "\\" && !isCommand
    }
    return false
  }

  /// Whether a sign is one of mathematics, and not of punctuation.
  private static func saysSomething(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.isAlphabetic || properties.numericType != nil || properties.isMath
      || "-*/!·".unicodeScalars.contains(scalar)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    // Scripts that part no words, from U+2E80 on, put formulas between their letters.
    (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      && scalar.value < 0x2E80
  }

  private static func scalar(before index: Int, in content: [UInt8]) -> Unicode.Scalar? {
    var start = index - 1
    while start > 0, content[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= 0 ? first(of: content[start..<index]) : nil
  }

  private static func scalar(from index: Int, in content: [UInt8]) -> Unicode.Scalar? {
    index < content.count ? first(of: content[index...].prefix(4)) : nil
  }

  private static func first(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }
}
