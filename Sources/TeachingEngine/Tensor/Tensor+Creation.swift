extension TensorOf {
  /// A tensor with every element equal to `value`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func full(_ shape: [Int], _ value: Scalar) -> TensorOf {
    TensorOf(
      uncheckedShape: shape,
      Array(repeating: value, count: shape.reduce(1, *))
    )
  }

  /// A tensor of zeros.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func zeros(_ shape: [Int]) -> TensorOf { full(shape, 0) }

  /// A tensor of ones.
  public static func ones(_ shape: [Int]) -> TensorOf { full(shape, 1) }

  /// The identity matrix, `[size, size]`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func identity(_ size: Int) -> TensorOf {
    var result = zeros([size, size])
    for index in 0..<size { result.scalars[index * size + index] = 1 }
    return result
  }

  /// The numbers `0, 1, …, count − 1`, of shape `[count]`.
  public static func range(_ count: Int) -> TensorOf {
    TensorOf((0..<count).map { Scalar($0) })
  }

  /// `count` numbers from `start` to `end`, both included, evenly spaced.
  public static func linear(from start: Scalar, to end: Scalar, count: Int) -> TensorOf {
    let step = count > 1 ? (end - start) / Scalar(count - 1) : 0
    return TensorOf((0..<count).map { start + step * Scalar($0) })
  }

  /// Rows with a single one each, at the given class: `[labels.count, classes]`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func oneHot(
    _ labels: [Int],
    classes: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    var result = zeros([labels.count, classes])
    for (row, label) in labels.enumerated() {
      guard label >= 0, label < classes else {
        trap(
          .argument(
            operation: "oneHot",
            problem: "label \(label) at index \(row) is not a class",
            fix: "labels run from 0 to \(classes - 1)"
          ),
          file: file,
          line: line
        )
      }
      result.scalars[row * classes + label] = 1
    }
    return result
  }

  /// Independent draws from the normal distribution.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func normal(
    _ shape: [Int],
    mean: Scalar = 0,
    standardDeviation: Scalar = 1,
    generator: inout RandomGenerator
  ) -> TensorOf {
    let count = shape.reduce(1, *)
    let scalars = (0..<count).map { _ in
      mean + standardDeviation * (generator.normal() as Scalar)
    }
    return TensorOf(uncheckedShape: shape, scalars)
  }

  /// Independent draws, uniform in a range.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func uniform(
    _ shape: [Int],
    in range: ClosedRange<Scalar> = 0...1,
    generator: inout RandomGenerator
  ) -> TensorOf {
    let count = shape.reduce(1, *)
    return TensorOf(
      uncheckedShape: shape,
      (0..<count).map { _ in generator.uniform(in: range) }
    )
  }
}
