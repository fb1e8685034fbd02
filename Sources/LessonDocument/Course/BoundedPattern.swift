import Foundation

/// A regular expression that gives up, after a number of steps that is the same on every machine, where it would
/// try ever more ways to match.
struct BoundedPattern: Sendable {
  enum Outcome: Equatable { case matches, doesNotMatch, gaveUp }

  private let expression: NSRegularExpression

  /// Reports of progress after which a match is given up; each stands for ten thousand steps, but for one at each
  /// place of the text where a match might begin.
  private static let patience = 100
  /// Characters of a text that are looked at.
  private static let textLimit = 4096

  /// - Throws: an error if the pattern is not a regular expression.
  init(_ pattern: String) throws {
    // A word ends at a dot, as in code, which is what this kind of expression does of itself.
    expression = try NSRegularExpression(pattern: pattern)
  }

  /// Looks for the pattern anywhere in a text.
  func search(_ text: String) -> Outcome {
    let text = String(text.prefix(Self.textLimit))
    var outcome = Outcome.doesNotMatch
    let limit = Self.patience + text.utf16.count
    var reports = 0
    expression.enumerateMatches(
      in: text,
      options: [.reportProgress],
      range: NSRange(text.startIndex..., in: text)
    ) { match, flags, stop in
      if match != nil {
        outcome = .matches
        stop.pointee = true
      } else if flags.contains(.internalError) {
        // Its stack is full.
        outcome = .gaveUp
      } else if flags.contains(.progress) {
        reports += 1
        guard reports > limit else { return }
        outcome = .gaveUp
        stop.pointee = true
      }
    }
    return outcome
  }

  /// Whether the pattern gives up on a text of one sign repeated that ends otherwise: then it repeats what
  /// repeats itself.
  var isEndless: Bool {
    let signs = Set(expression.pattern.unicodeScalars.filter(\.isASCII)).union(
      "a0 _,.".unicodeScalars
    )
    return signs.sorted().contains { sign in
      let repeated = String(repeating: Character(sign), count: 100)
      return search(repeated + "\u{1}") == .gaveUp
    }
  }
}
