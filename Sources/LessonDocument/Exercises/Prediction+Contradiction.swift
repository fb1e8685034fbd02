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
private enum PredictionClaim {
  /// A number; `unit` is what its last digit is worth, and a rough one says no more than about where it lies.
  case number(Double, unit: Double, isRough: Bool)
  case shape([Int])
  case truth(Bool)

  private static let words = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]
  private static let truths = ["yes": true, "true": true, "no": false, "false": false]

  /// Reads a whole text; nil if it is anything else.
  init?(_ text: String) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    let rough = text.prefixMatch(of: /(?:about|around|roughly|nearly|almost|≈|~)\s*/)
    let plain = rough.map { text[$0.range.upperBound...] } ?? text[...]
    let number = plain.trimmingPrefix(/exactly\s+/)
    if let truth = Self.truths[text] {
      self = .truth(truth)
    } else if let word = Self.words.firstIndex(of: String(number)) {
      self = .number(Double(word), unit: 1, isRough: rough != nil)
    } else if let value = Self.number(number) {
      let isExact = number.startIndex != plain.startIndex
      self = .number(value.0, unit: isExact ? 0 : value.unit, isRough: rough != nil)
    } else if text.contains(where: { "[(×x".contains($0) }), let shape = Prediction.shape(text) {
      self = .shape(shape)
    } else {
      return nil
    }
  }

  private static func number(_ text: Substring) -> (Double, unit: Double)? {
    let pattern = /[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:[eE][-+]?\d+)?/
    guard let match = text.wholeMatch(of: pattern),
      let value = Double(text.replacing(",", with: "").replacing("−", with: "-"))
    else { return nil }
    return (value, pow(10, -Double(match.1?.count ?? 0)))
  }

  /// Whether what is shown is what is claimed; nil if the two cannot be compared.
  ///
  /// - Parameter rivals: other answers to choose from; of a rough number it is enough to lie nearer than they.
  func agrees(with shown: PredictionClaim, rivals: [PredictionClaim]) -> Bool? {
    switch (self, shown) {
    case (.truth(let claimed), .truth(let shown)): claimed == shown
    case (.shape(let claimed), .shape(let shown)): claimed == shown
    case (.number(let claimed, let unit, let isRough), .number(let shown, _, _)):
      isRough
        ? Self.isNear(claimed, shown, rivals)
        : abs(claimed - shown) <= unit / 2 + abs(claimed) * 1e-9
    default: nil
    }
  }

  private static func isNear(
    _ claimed: Double,
    _ shown: Double,
    _ rivals: [PredictionClaim]
  ) -> Bool {
    if abs(claimed - shown) <= abs(claimed) / 4 { return true }
    let others = rivals.compactMap { rival in
      if case .number(let value, _, _) = rival { value } else { nil }
    }
    return !others.isEmpty && others.allSatisfy { abs($0 - shown) > abs(claimed - shown) }
  }
}
