/// States that something holds: `check("doubles 3", doubled(3) == 6)`.
///
/// - Parameter title: what holds, in a few words.
/// - Parameter condition: whether it does.
/// - Parameter message: what to say if it does not.
/// - Parameter points: what the check is worth; without it the checks of an exercise share its points.
public func check(
  _ title: String,
  _ condition: Bool,
  _ message: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  report(title, passed: condition, message: message, points: points, file: file, line: line)
}

/// States something that can hold in part: `check("names", credit: 7.0 / 9, "7 of 9 are right")`.
///
/// - Parameter credit: the share that was reached, from 0 to 1; the check holds if it is 1.
public func check(
  _ title: String,
  credit: Double,
  _ message: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  report(title, credit: credit, message: message, points: points, file: file, line: line)
}

/// States that a value equals another.
///
/// Floating-point numbers, lists of them and tensors are compared within a tolerance instead.
///
/// - Parameter lookAt: what to look at if it does not, in the author's words: "the order of the axes".
public func check<Value: Equatable>(
  _ title: String,
  _ value: Value,
  equals expected: Value,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  report(
    title,
    passed: value == expected,
    message: value == expected ? "" : BothValues.sentence(value, expected),
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States that a number is within 1e-6 of another, relative where that is greater than 1 in size.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  _ value: Number,
  equals expected: Number,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  check(
    title,
    value,
    equals: expected,
    tolerance: 1e-6,
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States that every number of a list is within 1e-6 of its counterpart, as single numbers are.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  _ values: [Number],
  equals expected: [Number],
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  check(
    title,
    values,
    equals: expected,
    tolerance: 1e-6,
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
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
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  report(
    title,
    passed: isClose(value, expected, tolerance),
    message: "expected \(expected) within \(tolerance), received \(value)",
    lookAt: lookAt,
    points: points,
    file: file,
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
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let difference = values.indices.first {
    !expected.indices.contains($0) || !isClose(values[$0], expected[$0], tolerance)
  }
  var message = ""
  if values.count != expected.count {
    message = BothValues.sentence(numbers: values, expected)
  } else if let index = difference {
    message = """
      at index \(index): expected \(expected[index]) within \(tolerance), \
      received \(values[index])
      """
  }
  report(
    title,
    passed: message.isEmpty,
    message: message,
    lookAt: lookAt,
    points: points,
    file: file,
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
