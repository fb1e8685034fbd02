/// States that something holds: `check("doubles 3", doubled(3) == 6)`.
///
/// - Parameter title: what holds, in a few words.
/// - Parameter condition: whether it does.
/// - Parameter message: what to say if it does not.
public func check(
  _ title: String,
  _ condition: Bool,
  _ message: String = "",
  line: Int = #line
) {
  report(title, passed: condition, message: message, line: line)
}

/// States that a value equals another.
///
/// Floating-point numbers and lists of them are compared within a tolerance instead.
public func check<Value: Equatable>(
  _ title: String,
  _ value: Value,
  equals expected: Value,
  line: Int = #line
) {
  report(
    title,
    passed: value == expected,
    message: "expected \(shownText(of: expected)), received \(shownText(of: value))",
    line: line
  )
}

/// States that a number is within 1e-6 of another, relative where that is greater than 1 in size.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  _ value: Number,
  equals expected: Number,
  line: Int = #line
) {
  check(title, value, equals: expected, tolerance: 1e-6, line: line)
}

/// States that every number of a list is within 1e-6 of its counterpart, as single numbers are.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  _ values: [Number],
  equals expected: [Number],
  line: Int = #line
) {
  check(title, values, equals: expected, tolerance: 1e-6, line: line)
}

/// States that a number is within a tolerance of another.
///
/// - Parameter tolerance: the largest difference allowed, relative to the expected number where that is
///   greater than 1 in size, absolute below.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  _ value: Number,
  equals expected: Number,
  tolerance: Double,
  line: Int = #line
) {
  report(
    title,
    passed: isClose(value, expected, tolerance),
    message: "expected \(expected) within \(tolerance), received \(value)",
    line: line
  )
}

/// States that every number of a list is within a tolerance of its counterpart.
///
/// The message names the first that is not.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  _ values: [Number],
  equals expected: [Number],
  tolerance: Double,
  line: Int = #line
) {
  guard values.count == expected.count else {
    report(
      title,
      passed: false,
      message: "expected \(expected.count) numbers, received \(values.count)",
      line: line
    )
    return
  }
  let difference = values.indices.first { !isClose(values[$0], expected[$0], tolerance) }
  guard let index = difference else {
    report(title, passed: true, message: "", line: line)
    return
  }
  report(
    title,
    passed: false,
    message: """
      at index \(index): expected \(expected[index]) within \(tolerance), \
      received \(values[index])
      """,
    line: line
  )
}

/// Whether a number is near enough to another; nothing is near an infinite number but itself.
func isClose<Number: BinaryFloatingPoint>(
  _ value: Number,
  _ expected: Number,
  _ tolerance: Double
) -> Bool {
  let size = abs(Double(expected))
  guard size.isFinite else { return value == expected }
  return abs(Double(value) - Double(expected)) <= tolerance * max(1, size)
}
