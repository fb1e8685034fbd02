/// What a check expected and what it received, in a sentence that stays short enough to be read.
enum BothValues {
  /// So many numbers of a list are told.
  private static let mostNumbers = 12
  /// So many characters of a value are told.
  private static let longest = 400
  /// So many of them before the first difference, where that comes late.
  private static let before = 60

  /// Two values that differ; of long ones the parts where they do, and of lists the index.
  static func sentence(_ value: Any, _ expected: Any) -> String {
    let texts = [expected, value].map { Array(text(of: $0)) }
    guard texts.contains(where: { $0.count > longest }) else {
      return "expected \(String(texts[0])), received \(String(texts[1]))\(place(value, expected))"
    }
    let alike = zip(texts[0], texts[1]).prefix { $0 == $1 }.count
    let start = max(0, alike - before)
    let parts = texts.map { text in
      let part = text[min(start, text.count)...].prefix(longest)
      let rest = text.count - start - part.count
      return (start > 0 ? "…" : "") + String(part) + (rest > 0 ? "… (\(rest) more characters)" : "")
    }
    return "expected \(parts[0]), received \(parts[1])\(place(value, expected))"
  }

  /// The text of a value: what has no order of its own is told in that of its texts, the same at every run.
  private static func text(of value: Any) -> String {
    if let pairs = value as? [AnyHashable: Any], !pairs.isEmpty {
      let texts = pairs.map {
        "\(String(reflecting: $0.key.base)): \(String(reflecting: $0.value))"
      }
      return "[\(texts.sorted().joined(separator: ", "))]"
    }
    if let members = value as? Set<AnyHashable> {
      return "[\(members.map { String(reflecting: $0.base) }.sorted().joined(separator: ", "))]"
    }
    return shownText(of: value)
  }

  /// Where two lists first differ; nothing of other values, nor where each has one element.
  private static func place(_ value: Any, _ expected: Any) -> String {
    guard let values = value as? [Any], let wanted = expected as? [Any] else { return "" }
    guard let first = firstDifference(values, wanted) else {
      let isLong = max(values.count, wanted.count) > mostNumbers
      return isLong ? "; there are \(values.count) in place of \(wanted.count)" : ""
    }
    // Of one element in one place nobody asks which.
    guard first.path.count > 1 || max(values.count, wanted.count) > 1 else { return "" }
    let index = first.path.count == 1 ? "\(first.path[0])" : "\(first.path)"
    return """
      ; first at index \(index): \(shortText(of: first.value)) in place of \
      \(shortText(of: first.expected))
      """
  }

  private static func shortText(of value: Any) -> String {
    let text = shownText(of: value)
    return text.count > before ? "\(text.prefix(before))…" : text
  }

  /// The index, one for each list within another, at which two lists first differ; nil if one begins with the
  /// other.
  private static func firstDifference(
    _ values: [Any],
    _ expected: [Any]
  ) -> (path: [Int], value: Any, expected: Any)? {
    for (index, pair) in zip(values, expected).enumerated() where !isSame(pair.0, pair.1) {
      if let inner = pair.0 as? [Any], let wanted = pair.1 as? [Any],
        let found = firstDifference(inner, wanted)
      {
        return ([index] + found.path, found.value, found.expected)
      }
      return ([index], pair.0, pair.1)
    }
    return nil
  }

  private static func isSame(_ value: Any, _ expected: Any) -> Bool {
    func equals<Value: Equatable>(_ value: Value) -> Bool { expected as? Value == value }
    return (value as? any Equatable).map { equals($0) } ?? false
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
