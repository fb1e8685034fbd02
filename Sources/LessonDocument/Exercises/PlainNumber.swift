/// A number as persons write one into tables and files: digits, and a point or a comma before the decimals.
///
/// Nothing else is one, for what is guessed becomes a grade: `1,000` may be one or a thousand, and `0x1p3`, `1e3` and `nan` are
/// numbers to programs alone.
public struct PlainNumber: Equatable, Sendable {
  /// The number.
  public let value: Double

  /// Reads a text without blanks around it; nil if it is no number, or may be two.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    guard text.wholeMatch(of: /-?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)/) != nil,
      !Self.isAmbiguous(text),
      let value = Double(text.replacing(",", with: ".")), value.isFinite
    else { return nil }
    self.value = value
  }

  /// Which two numbers a text may be, as a sentence; nil if it is one alone, or none.
  public static func ambiguity(of text: String) -> String? {
    guard isAmbiguous(text) else { return nil }
    let (whole, decimal) = (text.replacing(",", with: ""), text.replacing(",", with: "."))
    return "'\(text)' may be \(whole) or \(decimal): write the one that is meant"
  }

  /// Whether a comma may stand before decimals, or between thousands.
  private static func isAmbiguous(_ text: String) -> Bool {
    text.wholeMatch(of: /-?[1-9][0-9]{0,2},[0-9]{3}/) != nil
  }
}
