/// A number that code printed, as it is written by hand: `-1.5e-18` becomes −1.5·10⁻¹⁸.
struct ReadableNumber: Equatable {
  /// The number before the power of ten, or the whole number.
  let significand: String
  /// The power of ten; nil is none.
  let exponent: String?

  /// - Parameter value: What an inline expression gave; nothing is made of what is no decimal number.
  init?(_ value: String) {
    guard let match = value.wholeMatch(of: /(-?)([0-9]+(?:\.[0-9]+)?)(?:e([+-]?)0*([0-9]+))?/)
    else {
      return nil
    }
    significand = (match.1.isEmpty ? "" : "\u{2212}") + match.2
    exponent = match.4.map { ((match.3 ?? "") == "-" ? "\u{2212}" : "") + $0 }
  }

  /// The number on a page.
  var html: String {
    exponent.map { "\(significand)\u{2009}·\u{2009}10<sup>\($0)</sup>" } ?? significand
  }

  /// The number in a terminal.
  var text: String {
    exponent.map { "\(significand)·10\(UnicodeMathSymbols.raised($0))" } ?? significand
  }
}
