/// A function of one number, by its vector form.
public enum ElementwiseFunction: Sendable, CaseIterable {
  /// The hyperbolic tangent.
  case tanh
  /// 1 / (1 + e⁻ˣ).
  case sigmoid
  /// eˣ.
  case exponential
}

/// Loops over plain arrays, by whole vectors; only the last, partial one is taken lane by lane.
public enum ElementwiseKernels {
  /// `result[i] = function(input[i])`; `result` may be `input`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func map<Scalar: KernelScalar>(
    _ function: ElementwiseFunction,
    _ input: UnsafePointer<Scalar>,
    into result: UnsafeMutablePointer<Scalar>,
    count: Int
  ) {
    switch function {
    case .tanh: map(input, result, count) { Scalar.tanh($0) }
    case .sigmoid: map(input, result, count) { Scalar.sigmoid($0) }
    case .exponential: map(input, result, count) { Scalar.exponential($0) }
    }
  }

  @inline(__always)
  private static func map<Scalar: KernelScalar>(
    _ input: UnsafePointer<Scalar>,
    _ result: UnsafeMutablePointer<Scalar>,
    _ count: Int,
    _ function: (Scalar.Vector) -> Scalar.Vector
  ) {
    let whole = count / Scalar.vectorWidth * Scalar.vectorWidth
    for offset in stride(from: 0, to: whole, by: Scalar.vectorWidth) {
      result.store(function(input.vector(offset)), offset)
    }
    if whole < count {
      let rest = function(input.firstLanes(count - whole, whole))
      result.storeFirstLanes(count - whole, of: rest, whole)
    }
  }

  /// `target[i] += factor * source[i]`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func add<Scalar: KernelScalar>(
    _ source: UnsafePointer<Scalar>,
    times factor: Scalar = 1,
    to target: UnsafeMutablePointer<Scalar>,
    count: Int
  ) {
    let factors = Scalar.Vector(repeating: factor)
    let whole = count / Scalar.vectorWidth * Scalar.vectorWidth
    for offset in stride(from: 0, to: whole, by: Scalar.vectorWidth) {
      target.store(target.vector(offset).addingProduct(factors, source.vector(offset)), offset)
    }
    for index in whole..<count { target[index].addProduct(factor, source[index]) }
  }

  /// Σ left[i] right[i], summed in 4 vectors and then across them.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func dot<Scalar: KernelScalar>(
    _ left: UnsafePointer<Scalar>,
    _ right: UnsafePointer<Scalar>,
    count: Int
  ) -> Scalar {
    let width = Scalar.vectorWidth
    var sums = FourVectors<Scalar>()
    var offset = 0
    while offset + 4 * width <= count {
      let (a, b) = (FourVectors(left + offset), FourVectors(right + offset))
      sums.first.first.first = sums.first.first.first.addingProduct(
        a.first.first.first,
        b.first.first.first
      )
      sums.first.second.first = sums.first.second.first.addingProduct(
        a.first.second.first,
        b.first.second.first
      )
      sums.second.first.first = sums.second.first.first.addingProduct(
        a.second.first.first,
        b.second.first.first
      )
      sums.second.second.first = sums.second.second.first.addingProduct(
        a.second.second.first,
        b.second.second.first
      )
      offset += 4 * width
    }
    var sum = sums.first.first.first + sums.first.second.first
    sum += sums.second.first.first + sums.second.second.first
    while offset + width <= count {
      sum = sum.addingProduct(left.vector(offset), right.vector(offset))
      offset += width
    }
    var result = Scalar.sum(sum)
    for index in offset..<count { result.addProduct(left[index], right[index]) }
    return result
  }

  /// Σ input[i].
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func sum<Scalar: KernelScalar>(
    _ input: UnsafePointer<Scalar>,
    count: Int
  ) -> Scalar {
    let width = Scalar.vectorWidth
    var sums = FourVectors<Scalar>()
    var offset = 0
    while offset + 4 * width <= count {
      sums.addProduct(1, FourVectors(input + offset))
      offset += 4 * width
    }
    var sum = sums.first.first.first + sums.first.second.first
    sum += sums.second.first.first + sums.second.second.first
    while offset + width <= count {
      sum += input.vector(offset)
      offset += width
    }
    var result = Scalar.sum(sum)
    for index in offset..<count { result += input[index] }
    return result
  }

  /// Whether no element is infinite or NaN: x − x is 0 for every other number, NaN for these.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func areFinite<Scalar: KernelScalar>(
    _ input: UnsafePointer<Scalar>,
    count: Int
  ) -> Bool {
    let whole = count / Scalar.vectorWidth * Scalar.vectorWidth
    var differences = Scalar.Vector.zero
    for offset in stride(from: 0, to: whole, by: Scalar.vectorWidth) {
      let x = input.vector(offset)
      differences += x - x
    }
    var difference = Scalar.sum(differences)
    for index in whole..<count { difference += input[index] - input[index] }
    return difference == 0
  }
}
