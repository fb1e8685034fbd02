/// What a check expected and what it received, in a sentence that stays short enough to be read.
enum BothValues {
  /// So many numbers of a list are told.
  private static let mostNumbers = 12
  /// So many characters of a value are told.
  private static let longest = 400
  /// So many of them before the first difference, where that comes late.
  private static let before = 60

  /// Two values that differ; of long ones the parts where they do.
  static func sentence(_ value: Any, _ expected: Any) -> String {
    let texts = [expected, value].map { Array(shownText(of: $0)) }
    guard texts.contains(where: { $0.count > longest }) else {
      return "expected \(String(texts[0])), received \(String(texts[1]))"
    }
    let alike = zip(texts[0], texts[1]).prefix { $0 == $1 }.count
    let start = max(0, alike - before)
    let parts = texts.map { text in
      let part = text[min(start, text.count)...].prefix(longest)
      let rest = text.count - start - part.count
      return (start > 0 ? "…" : "") + String(part) + (rest > 0 ? "… (\(rest) more characters)" : "")
    }
    return "expected \(parts[0]), received \(parts[1])"
  }

  /// Two lists of numbers of which one is longer.
  static func sentence<Number: BinaryFloatingPoint>(
    numbers: [Number],
    _ expected: [Number]
  ) -> String {
    "expected \(counted(expected)), received \(counted(numbers))"
  }

  /// `3 numbers [1.0, 2.0, 3.0]`, `none`.
  private static func counted<Number: BinaryFloatingPoint>(_ numbers: [Number]) -> String {
    guard !numbers.isEmpty else { return "no number" }
    let shown = numbers.prefix(mostNumbers).map { "\($0)" }
    let rest = numbers.count - shown.count
    let list = (shown + (rest > 0 ? ["… \(rest) more"] : [])).joined(separator: ", ")
    return "\(numbers.count) \(numbers.count == 1 ? "number" : "numbers") [\(list)]"
  }
}
