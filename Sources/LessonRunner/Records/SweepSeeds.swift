import Foundation

/// Reads from a block's code the seeds that it goes through.
///
/// It knows the ways in which lessons write it: `for seed in 1...7`, `(1...7).map { seed in`,
/// `let seeds = [3, 5, 8]`, and `RandomGenerator(seed: 11)`. What is computed from such a list is none of them.
enum SweepSeeds {
  /// The seeds in ascending order; nil if the code names none.
  static func seeds(in code: String) -> [UInt64]? {
    var found: Set<UInt64> = []
    let list =
      #"\(?\s*(\#(literal)\s*(?:\.\.\.|\.\.<)\s*\#(literal)|\[\s*\#(literal)(?:\s*,\s*\#(literal))*[,\s]*\])\s*\)?"#
    // Nothing may go on to make other numbers of the list, and no digit be left of its last one.
    let end = #"(?![\w\])]|\s*\)?\s*(?:[-+*/%&^|]|\.(?!\#(same)\b)))"#
    let patterns = [
      #"for\s+seed\s+in\s+"# + list + end,
      list
        + #"\s*(?:\.\#(same)\s*(?:\(\s*\))?\s*)*(?:\.\w+\s*(?:\([^()]*\))?\s*)?\{\s*(?:\(\s*)?seed\b"#,
      #"\bseeds\s*(?::[^=\n]*)?=\s*"# + list + end,
      #"seed:\s*(\#(literal))(?!\w|\s*[-+*/%&^|])"#,
    ]
    for pattern in patterns {
      guard let expression = try? Regex(pattern, as: (Substring, Substring).self) else { continue }
      for match in code.matches(of: expression) { found.formUnion(numbers(match.1)) }
    }
    return found.isEmpty ? nil : found.sorted()
  }

  /// What goes through the same numbers.
  private static let same =
    #"(?:lazy|reversed|shuffled|map\s*(?:\(\s*UInt64(?:\.init)?\s*\)|\{\s*UInt64\(\$0\)\s*\}))"#

  /// A whole number as Swift writes it.
  private static let literal =
    #"(?:0x[\dA-Fa-f_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*|UInt64\.max)"#

  private static func numbers(_ text: Substring) -> [UInt64] {
    guard let literal = try? Regex(literal) else { return [] }
    let numbers = text.matches(of: literal).compactMap { number(text[$0.range]) }
    guard text.contains(".."), numbers.count == 2, numbers[0] <= numbers[1],
      numbers[1] - numbers[0] < 100_000
    else { return numbers }
    return text.contains("...") ? Array(numbers[0]...numbers[1]) : Array(numbers[0]..<numbers[1])
  }

  private static func number(_ literal: Substring) -> UInt64? {
    guard literal != "UInt64.max" else { return .max }
    let digits = literal.replacing("_", with: "")
    let radix = ["0x": 16, "0o": 8, "0b": 2][digits.prefix(2)]
    return radix.map { UInt64(digits.dropFirst(2), radix: $0) } ?? UInt64(digits)
  }
}
