import Foundation

/// Reads from a block's code the seeds that it goes through.
///
/// It knows the ways in which lessons write it: `for seed in 1...7`, `(1...7).map { seed in`,
/// `let seeds = [3, 5, 8]`, and `RandomGenerator(seed: 11)`.
enum SweepSeeds {
  /// The seeds in ascending order; nil if the code names none.
  static func seeds(in code: String) -> [UInt64]? {
    var found: Set<UInt64> = []
    let list = #"\(?\s*(\d[\d_]*\s*(?:\.\.\.|\.\.<)\s*\d[\d_]*|\[[\d_,\s]+\])\s*\)?"#
    let patterns = [
      #"for\s+seed\s+in\s+"# + list,
      list + #"\s*(?:\.\w+\s*(?:\([^()]*\))?\s*)*\{\s*(?:\(\s*)?seed\b"#,
      #"\bseeds\s*(?::[^=\n]*)?=\s*"# + list,
      #"seed:\s*(\d[\d_]*)"#,
    ]
    for pattern in patterns {
      guard let expression = try? Regex(pattern, as: (Substring, Substring).self) else { continue }
      for match in code.matches(of: expression) { found.formUnion(numbers(match.1)) }
    }
    return found.isEmpty ? nil : found.sorted()
  }

  private static func numbers(_ text: Substring) -> [UInt64] {
    let numbers = text.replacing("_", with: "").split { !$0.isASCII || !$0.isNumber }
      .compactMap { UInt64($0) }
    guard text.contains(".."), numbers.count == 2, numbers[0] <= numbers[1],
      numbers[1] - numbers[0] < 100_000
    else { return numbers }
    return text.contains("...") ? Array(numbers[0]...numbers[1]) : Array(numbers[0]..<numbers[1])
  }
}
