/// A formula cut from a text.
struct Formula: Sendable {
  /// The TeX between the dollar signs, without the quotation marks of lines inside quotations.
  var tex: String
  /// Whether two dollar signs enclose it.
  var isDisplay: Bool
  /// Where its first dollar sign stands.
  var location: SourceLocation
  /// What stood in the text, line by line.
  var pieces: [FormulaPiece]
}

/// The part of a formula that stands on one line.
struct FormulaPiece: Sendable {
  /// The line in the text, from 0.
  var line: Int
  /// The bytes of the line.
  var range: Range<Int>
  /// What stood there.
  var source: [UInt8]
}

/// What cmark sees where a formula stood: a private letter that names it, then plain letters, as many
/// bytes as before, so that columns stay.
enum FormulaPlaceholder {
  static let filler = UInt8(ascii: "x")
  private static let letters: ClosedRange<UInt32> = 0xE000...0xF8FF

  /// As many of the private letters that a text does not use itself, if there are so many.
  static func freeLetters(_ count: Int, in lines: [[UInt8]]) -> [Unicode.Scalar] {
    var used: Set<UInt32> = []
    for line in lines where line.contains(where: { $0 == 0xEE || $0 == 0xEF }) {
      for scalar in String(decoding: line, as: UTF8.self).unicodeScalars
      where letters.contains(scalar.value) {
        used.insert(scalar.value)
      }
    }
    let free = letters.lazy.filter { !used.contains($0) }.compactMap(Unicode.Scalar.init)
    return Array(free.prefix(count))
  }

  /// How many letters follow the private one, or stand on a later line of the formula.
  static func fillerCount(of formula: Formula, piece index: Int) -> Int {
    let length = formula.pieces[index].range.count
    // Only a formula that goes on below can begin with fewer bytes than the letter has, and then
    // nothing follows on its line whose column could move.
    return index == 0 ? fillerCount(length: length) : length
  }

  /// How many letters follow the private one where so many bytes stood on one line.
  static func fillerCount(length: Int) -> Int { max(0, length - 3) }

  /// The bytes that stand for so many on one line.
  static func bytes(letter: Unicode.Scalar, length: Int) -> [UInt8] {
    Array(String(letter).utf8) + [UInt8](repeating: filler, count: fillerCount(length: length))
  }

  /// The bytes that stand for a piece.
  static func bytes(for formula: Formula, piece index: Int, letter: Unicode.Scalar) -> [UInt8] {
    let tail = [UInt8](repeating: filler, count: fillerCount(of: formula, piece: index))
    return index == 0 ? Array(String(letter).utf8) + tail : tail
  }
}
