import Foundation

/// A text as its numbers and what stands between them.
struct PrintedNumbers {
  private(set) var numbers: [PrintedNumber] = []
  /// One more than there are numbers; spaces beside a number, which may align it, count as one.
  private(set) var between: [String] = []

  init(in text: String) {
    var rest = Substring(text)
    var before = ""
    while let match = rest.firstMatch(of: Self.pattern) {
      before += rest[..<match.range.lowerBound]
      if let last = before.last, last.isLetter || last.isNumber || last == "_" {
        // Digits of a name.
        before += rest[match.range]
      } else {
        numbers.append(PrintedNumber(String(match.output)))
        between.append(Self.trimmed(before))
        before = ""
      }
      rest = rest[match.range.upperBound...]
    }
    between.append(Self.trimmed(before + rest))
  }

  private static var pattern: Regex<Substring> {
    /[-−+]?(?:\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|nan\b|inf\b)/
  }

  private static func trimmed(_ text: String) -> String {
    text.replacing(/^ +| +$/, with: " ")
  }
}

/// A number as it was printed.
struct PrintedNumber: Equatable {
  let text: String
  let value: Double
  /// Whether it has neither a fraction nor an exponent.
  let isWhole: Bool
  /// How many significant digits it has.
  let digits: Int
  /// What the last digit is worth.
  let unit: Double

  init(_ text: String) {
    self.text = text
    value = Double(text.replacing("−", with: "-")) ?? .nan
    isWhole = !text.contains(".") && !text.lowercased().contains("e") && value.isFinite
    let mantissa = text.split { $0 == "e" || $0 == "E" }.first ?? ""
    let exponent =
      text.split { $0 == "e" || $0 == "E" }.dropFirst().first.flatMap { Double($0) } ?? 0
    let places = mantissa.split(separator: ".").dropFirst().first?.count ?? 0
    digits = mantissa.filter(\.isNumber).drop { $0 == "0" }.count
    unit = pow(10, exponent - Double(places))
  }
}
