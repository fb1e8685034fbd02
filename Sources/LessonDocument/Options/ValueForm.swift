/// What an option or a key takes: what errors say of other values, and what the reference says.
enum ValueForm {
  case truth, text, texts, identifier, slug, seed, language, address, day, doi
  case number(NumberRule)
  case choice([String])

  /// The form in words, as in "must be …".
  var words: String {
    switch self {
    case .truth: "true or false"
    case .text: "a text"
    case .texts: "a list of texts, as in [one, two]"
    case .identifier: "a name of letters, digits, '-' and '_' (at most 64)"
    case .slug: "a name of small letters, digits and hyphens (at most 64)"
    case .seed: "a whole number from 0 to \(UInt64.max)"
    case .language: "a language tag such as en or pt-BR"
    case .address: "the address of the site, as in https://example.org/course/"
    case .day: "a day, as in 2026-03-01"
    case .doi: "a DOI, as in 10.5281/zenodo.1234567"
    case .number(let rule): rule.words
    case .choice(let words): Suggestion.alternatives(words)
    }
  }

  /// One of the words of a type.
  static func choice<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> Self {
    .choice(Choice.allCases.map(\.rawValue))
  }
}

/// Which numbers an option takes.
struct NumberRule: Sendable {
  /// The condition in words, such as "a number above 0".
  let words: String
  let isAllowed: @Sendable (Double) -> Bool

  static let share = NumberRule(words: "a number from 0 to 1") { (0...1).contains($0) }
  static let positive = NumberRule(words: "a number above 0") { $0 > 0 }
  static let seconds = NumberRule(words: "a number of seconds above 0 and at most 86400") {
    $0 > 0 && $0 <= 86_400
  }
}
