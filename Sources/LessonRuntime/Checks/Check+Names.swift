/// States that values which belong together equal others, each told by its name.
///
///     check("one seed", named: ["median": row.median, "smallest": row.smallest], equals: [1, 1])
///
/// - Parameter values: by name, in the order of `expected`.
public func check<Value: Equatable>(
  _ title: String,
  named values: KeyValuePairs<String, Value>,
  equals expected: [Value],
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let message = firstNamed(values, expected) {
    $0 == $1 ? nil : BothValues.sentence($0, $1)
  }
  report(title, message: message, lookAt: lookAt, points: points, file: file, line: line)
}

/// States that numbers which belong together are within 1e-6 of others, as single numbers are.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  named values: KeyValuePairs<String, Number>,
  equals expected: [Number],
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  check(
    title,
    named: values,
    equals: expected,
    tolerance: 1e-6,
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States that numbers which belong together are within a tolerance of others, each told by its name.
///
/// - Parameter tolerance: the largest difference allowed, relative to the expected number where that is
///   greater than 1 in size, absolute below.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  named values: KeyValuePairs<String, Number>,
  equals expected: [Number],
  tolerance: Double,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  let message = firstNamed(values, expected) {
    isClose($0, $1, tolerance) ? nil : "expected \($1) within \(tolerance), received \($0)"
  }
  report(title, message: message, lookAt: lookAt, points: points, file: file, line: line)
}

/// What is said of the first value of which something is, after its name.
private func firstNamed<Value>(
  _ values: KeyValuePairs<String, Value>,
  _ expected: [Value],
  message: (Value, Value) -> String?
) -> String? {
  precondition(
    values.count == expected.count,
    "\(values.count) values have a name and \(expected.count) are expected: give each its counterpart"
  )
  for (named, expected) in zip(values, expected) {
    if let message = message(named.value, expected) { return "\(named.key): \(message)" }
  }
  return nil
}
