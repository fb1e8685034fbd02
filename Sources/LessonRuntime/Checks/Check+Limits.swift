/// States that a value is at least as great as a limit: `check("it learned", accuracy, atLeast: 0.99)`.
///
/// A number without bound keeps to no limit but one without bound, here and below.
public func check<Value: Comparable>(
  _ title: String,
  _ value: Value,
  atLeast limit: Value,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let limits = Limits(from: limit, keeps: { $0 >= limit }, words: "at least \(limit)")
  report(title, limits.message(on: value), lookAt, points, file, line)
}

/// States that a value is at most as great as a limit: `check("at most 150", chosen.count, atMost: 150)`.
public func check<Value: Comparable>(
  _ title: String,
  _ value: Value,
  atMost limit: Value,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let limits = Limits(from: limit, keeps: { $0 <= limit }, words: "at most \(limit)")
  report(title, limits.message(on: value), lookAt, points, file, line)
}

/// States that a value is below a limit: `check("the loss fell", loss, below: 0.1)`.
public func check<Value: Comparable>(
  _ title: String,
  _ value: Value,
  below limit: Value,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let limits = Limits(from: limit, keeps: { $0 < limit }, words: "less than \(limit)")
  report(title, limits.message(on: value), lookAt, points, file, line)
}

/// States that a value is above a limit: `check("it still helps", gain, above: 0)`.
public func check<Value: Comparable>(
  _ title: String,
  _ value: Value,
  above limit: Value,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let limits = Limits(from: limit, keeps: { $0 > limit }, words: "more than \(limit)")
  report(title, limits.message(on: value), lookAt, points, file, line)
}

/// States that a value lies in a range, ends included: `check("an order", order, in: 1...20)`.
public func check<Value: Comparable>(
  _ title: String,
  _ value: Value,
  in range: ClosedRange<Value>,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let limits = Limits(
    from: range.lowerBound,
    keeps: range.contains,
    words: "from \(range.lowerBound) to \(range.upperBound)"
  )
  report(title, limits.message(on: value), lookAt, points, file, line)
}

/// Whether a value can be said to have reached a limit: a number without bound has only where the limit has none.
func isWithinReach<Value>(_ value: Value, of limit: Value) -> Bool {
  guard let value = value as? any BinaryFloatingPoint, let limit = limit as? any BinaryFloatingPoint
  else { return true }
  return value.isFinite || !limit.isFinite
}

/// What a value must keep to, in code and in words.
private struct Limits<Value: Comparable> {
  let from: Value
  let keeps: (Value) -> Bool
  let words: String

  /// What is wrong with a value, if anything is.
  func message(on value: Value) -> String? {
    keeps(value) && isWithinReach(value, of: from)
      ? nil : "expected \(words), received \(shownText(of: value))"
  }
}

private func report(
  _ title: String,
  _ message: String?,
  _ lookAt: String,
  _ points: Double?,
  _ file: String,
  _ line: Int
) {
  report(title, message: message, lookAt: lookAt, points: points, file: file, line: line)
}
