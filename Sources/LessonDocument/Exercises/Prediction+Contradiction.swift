import Foundation

extension Prediction {
  /// What a block shows that contradicts the author's answer.
  ///
  /// An answer in prose cannot be compared, nor one that is read off a chart: such answers are taken as they are.
  ///
  /// - Returns: what is shown, in words; nil if nothing contradicts the answer.
  public func contradiction(in result: BlockResult) -> String? {
    guard let answer else { return nil }
    let value = result.outputs.last { $0.kind == .value }?.text.trimmedAtEnd
    if let value, value != answer, choices.contains(where: { $0.text == value }) { return value }
    guard let claim = PredictionClaim(answer) else { return nil }
    let rivals = choices.map(\.text).filter { $0 != answer }.compactMap(PredictionClaim.init)
    if let value, let shown = PredictionClaim(value) {
      return claim.agrees(with: shown, rivals: rivals) == false ? value : nil
    }
    // A chart may show what no text says.
    guard !result.outputs.contains(where: { $0.kind == .chart }) else { return nil }
    let comparisons = result.outputs.flatMap { PredictionClaim.all(in: $0.text) }
      .compactMap { claim.agrees(with: $0, rivals: []) }
    guard !comparisons.isEmpty, !comparisons.contains(true) else { return nil }
    return "nothing like it"
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
      self = .number(value.0, unit: value.unit, isRough: rough != nil)
    } else if text.contains(where: { "[(×x".contains($0) }), let shape = Prediction.shape(text) {
      self = .shape(shape)
    } else {
      return nil
    }
  }

  /// The numbers and shapes in a text.
  static func all(in text: String) -> [PredictionClaim] {
    let shapes = text.matches(of: /\[\d+(?:,\s*\d+)*\]/).compactMap { PredictionClaim("\($0.0)") }
    let numbers = text.split { !($0.isNumber || $0.isLetter || ".,-−+_".contains($0)) }
      .compactMap { Self.number($0.trimming(while: { ".,".contains($0) })) }
    return shapes + numbers.map { .number($0.0, unit: $0.unit, isRough: false) }
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
        : abs(claimed - shown) <= max(abs(claimed) * 5e-3, unit < 1 ? unit / 2 : 1e-9)
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

extension Substring {
  fileprivate func trimming(while isDropped: (Character) -> Bool) -> Substring {
    var text = drop(while: isDropped)
    while let last = text.last, isDropped(last) { text.removeLast() }
    return text
  }
}
