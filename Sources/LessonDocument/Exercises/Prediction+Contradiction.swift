import Foundation

extension Prediction {
  /// What a block shows that contradicts the author's answer.
  ///
  /// Compared is the last value that it shows, or what it prints if that is one value. An answer in prose, or
  /// one that a reader works out from a chart or a table, is taken as it is.
  ///
  /// - Returns: what is shown; nil if nothing contradicts the answer.
  public func contradiction(in result: BlockResult) -> String? {
    let values = result.outputs.filter { $0.kind == .value }
    let shown = values.last ?? (result.outputs.count == 1 ? result.outputs.first : nil)
    guard let answer, let shown, shown.kind == .value || shown.kind == .text else { return nil }
    let text = shown.text.trimmingCharacters(in: .whitespacesAndNewlines)
    if text != answer, choices.contains(where: { $0.text == text }) { return text }
    guard let claim = PredictionClaim(answer), let value = PredictionClaim(text) else { return nil }
    let rivals = choices.map(\.text).filter { $0 != answer }.compactMap(PredictionClaim.init)
    return claim.agrees(with: value, rivals: rivals) == false ? text : nil
  }
}

/// An answer that can be compared: a number, a shape, or yes or no.
enum PredictionClaim {
  /// A number, about it, or exactly it.
  case number(WrittenNumber, Precision)
  /// What is no number, or without bounds: `nan`, `inf`, `-inf`.
  case boundless(String)
  case shape([Int])
  case truth(Bool)

  /// How much a claimed number says.
  enum Precision { case about, written, exactly }

  private static let words = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]
  private static let truths = ["yes": true, "true": true, "no": false, "false": false]
  private static let boundless = [
    "nan": "nan", "-nan": "nan", "inf": "inf", "+inf": "inf", "infinity": "inf", "∞": "inf",
    "+∞": "inf", "-inf": "-inf", "-infinity": "-inf", "-∞": "-inf",
  ]

  /// Reads a whole text; nil if it is anything else.
  init?(_ text: String) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    let rough = text.prefixMatch(of: /(?:about|around|roughly|nearly|almost|≈|~)\s*/)
    let plain = rough.map { text[$0.range.upperBound...] } ?? text[...]
    let number = plain.trimmingPrefix(/exactly\s+/)
    let precision: Precision =
      rough != nil ? .about : number.startIndex != plain.startIndex ? .exactly : .written
    if let truth = Self.truths[text] {
      self = .truth(truth)
    } else if let name = Self.boundless[String(number.replacing("−", with: "-"))] {
      self = .boundless(name)
    } else if let word = Self.words.firstIndex(of: String(number)),
      let value = WrittenNumber("\(word)")
    {
      self = .number(value, precision)
    } else if let value = WrittenNumber(number) {
      self = .number(value, precision)
    } else if text.contains(where: { "[(×x".contains($0) }), let shape = Prediction.shape(text) {
      self = .shape(shape)
    } else {
      return nil
    }
  }

  /// Whether what is shown is what is claimed; nil if the two cannot be compared.
  ///
  /// - Parameter rivals: other answers to choose from; of a rough number it is enough to lie nearer than they.
  func agrees(with shown: PredictionClaim, rivals: [PredictionClaim]) -> Bool? {
    switch (self, shown) {
    case (.truth(let claimed), .truth(let shown)): claimed == shown
    case (.shape(let claimed), .shape(let shown)): claimed == shown
    case (.boundless(let claimed), .boundless(let shown)): claimed == shown
    case (.boundless, .number), (.number, .boundless): false
    case (.number(let claimed, .about), .number(let shown, _)):
      Self.isNear(claimed.value, shown.value, rivals)
    case (.number(let claimed, let precision), .number(let shown, _)):
      claimed.agrees(with: shown, isExact: precision == .exactly)
    default: nil
    }
  }

  /// The size of a number; nil if it is none.
  var size: Double? {
    switch self {
    case .number(let number, _): number.value
    case .boundless("inf"): .infinity
    case .boundless("-inf"): -.infinity
    case .boundless, .shape, .truth: nil
    }
  }

  /// Whether it is a number with a percent sign.
  var isPercent: Bool { if case .number(let number, _) = self { number.isPercent } else { false } }

  private static func isNear(
    _ claimed: Double,
    _ shown: Double,
    _ rivals: [PredictionClaim]
  ) -> Bool {
    if abs(claimed - shown) <= abs(claimed) / 4 { return true }
    let others = rivals.compactMap { rival in
      if case .number(let value, _) = rival { value.value } else { nil }
    }
    return !others.isEmpty && others.allSatisfy { abs($0 - shown) > abs(claimed - shown) }
  }
}
