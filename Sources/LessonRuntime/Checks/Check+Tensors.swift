public import TeachingEngine

/// States that a tensor has a shape.
public func check<Scalar: TensorScalar>(
  _ title: String,
  _ tensor: TensorOf<Scalar>,
  hasShape expected: [Int],
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  report(
    title,
    passed: tensor.shape == expected,
    message: shapeMessage(tensor.shape, expected),
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States that a variable has a shape.
public func check<Scalar: TensorScalar>(
  _ title: String,
  _ variable: VariableOf<Scalar>,
  hasShape expected: [Int],
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  check(
    title,
    variable.value,
    hasShape: expected,
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States that a tensor has the shape and, within 1e-5, the numbers of another.
public func check<Scalar: TensorScalar & BinaryFloatingPoint>(
  _ title: String,
  _ tensor: TensorOf<Scalar>,
  equals expected: TensorOf<Scalar>,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  check(
    title,
    tensor,
    equals: expected,
    tolerance: 1e-5,
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States that a tensor has the shape of another, and each number within a tolerance of its counterpart.
///
/// The message names the first number that has not, by its index on every axis, and how many there are.
///
/// - Parameter tolerance: the largest difference allowed, relative to the expected number where that is
///   greater than 1 in size, absolute below.
public func check<Scalar: TensorScalar & BinaryFloatingPoint>(
  _ title: String,
  _ tensor: TensorOf<Scalar>,
  equals expected: TensorOf<Scalar>,
  tolerance: Double,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  report(
    title,
    message: difference(between: tensor, and: expected, tolerance),
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States the same of a variable's value, within 1e-5.
public func check<Scalar: TensorScalar & BinaryFloatingPoint>(
  _ title: String,
  _ variable: VariableOf<Scalar>,
  equals expected: TensorOf<Scalar>,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  check(
    title,
    variable,
    equals: expected,
    tolerance: 1e-5,
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States the same of a variable's value, within a tolerance.
public func check<Scalar: TensorScalar & BinaryFloatingPoint>(
  _ title: String,
  _ variable: VariableOf<Scalar>,
  equals expected: TensorOf<Scalar>,
  tolerance: Double,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line
) {
  check(
    title,
    variable.value,
    equals: expected,
    tolerance: tolerance,
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// A check that holds if there is nothing to say.
func report(
  _ title: String,
  message: String?,
  lookAt: String,
  points: Double?,
  file: String,
  line: Int
) {
  report(
    title,
    passed: message == nil,
    message: message ?? "",
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// What tells two shapes apart, with what is likely behind it.
func shapeMessage(_ shape: [Int], _ expected: [Int]) -> String {
  var message = "expected shape \(expected), received \(shape)"
  if shape == expected { return message }
  if shape == Array(expected.reversed()) {
    message += ", which is transposed"
  } else if shape.sorted() == expected.sorted() {
    message += ", the same axes in another order"
  } else if shape.filter({ $0 != 1 }) == expected.filter({ $0 != 1 }) {
    message += ", which differs in axes of length 1"
  } else if shape.count != expected.count {
    message += ": \(axes(shape.count)) in place of \(expected.count)"
  }
  return message
}

private func axes(_ count: Int) -> String { count == 1 ? "1 axis" : "\(count) axes" }

/// The first difference of two tensors and how many there are; nil if they agree.
func difference<Scalar: TensorScalar & BinaryFloatingPoint>(
  between tensor: TensorOf<Scalar>,
  and expected: TensorOf<Scalar>,
  _ tolerance: Double
) -> String? {
  guard tensor.shape == expected.shape else {
    let message = shapeMessage(tensor.shape, expected.shape)
    guard tensor.shape.count == 1, expected.shape.count == 1 else { return message }
    return "\(message): \(BothValues.sentence(numbers: tensor.scalars, expected.scalars))"
  }
  let places = tensor.scalars.indices.filter {
    !isClose(tensor.scalars[$0], expected.scalars[$0], tolerance)
  }
  guard let first = places.first else { return nil }
  let index = indexText(of: first, in: tensor.shape)
  let count = places.count == 1 ? "" : "; \(places.count) of \(tensor.count) numbers differ"
  return """
    \(index.isEmpty ? "" : "at \(index): ")expected \(expected.scalars[first]) within \(tolerance), \
    received \(tensor.scalars[first])\(count)
    """
}

/// The index on every axis of a place in row-major order: `[0, 3]`; empty for a single number.
func indexText(of place: Int, in shape: [Int]) -> String {
  guard !shape.isEmpty else { return "" }
  var rest = place
  var index = Array(repeating: 0, count: shape.count)
  for axis in shape.indices.reversed() {
    index[axis] = rest % max(1, shape[axis])
    rest /= max(1, shape[axis])
  }
  return "\(index)"
}
