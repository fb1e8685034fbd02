internal import EngineKernels

extension TensorOf {
  @inline(__always)
  static func combined(
    _ a: TensorOf,
    _ b: TensorOf,
    _ operation: String,
    _ f: (Scalar, Scalar) -> Scalar
  ) -> TensorOf {
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    if a.shape == b.shape {
      let scalars = [Scalar](unsafeUninitializedCapacity: a.count) { out, count in
        a.scalars.withUnsafeBufferPointer { x in
          b.scalars.withUnsafeBufferPointer { y in
            for i in 0..<x.count { out[i] = f(x[i], y[i]) }
          }
        }
        count = a.count
      }
      return TensorOf(uncheckedShape: a.shape, scalars)
    }
    guard let shape = broadcastShape(a.shape, b.shape) else {
      trap(
        .shapes(
          operation: operation,
          shapes: [a.shape, b.shape],
          problem: "the shapes do not fit",
          fix: "axes are matched from the last one and must be equal, or 1 in one of the two"
        ),
        file: #fileID,
        line: #line
      )
    }
    let aStrides = broadcastStrides(a.shape, to: shape)
    let bStrides = broadcastStrides(b.shape, to: shape)
    let width = shape.last ?? 1
    let aStep = aStrides.last ?? 0
    let bStep = bStrides.last ?? 0
    let total = shape.reduce(1, *)
    let scalars = [Scalar](unsafeUninitializedCapacity: total) { out, count in
      var start = 0
      a.scalars.withUnsafeBufferPointer { x in
        b.scalars.withUnsafeBufferPointer { y in
          forEachRow(of: shape, aStrides, bStrides) { i, j in
            for k in 0..<width { out[start + k] = f(x[i + k * aStep], y[j + k * bStep]) }
            start += width
          }
        }
      }
      count = total
    }
    return TensorOf(uncheckedShape: shape, scalars)
  }

  /// The element-wise sum; shapes broadcast.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func + (lhs: TensorOf, rhs: TensorOf) -> TensorOf { combined(lhs, rhs, "+", +) }

  /// The element-wise difference; shapes broadcast.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func - (lhs: TensorOf, rhs: TensorOf) -> TensorOf { combined(lhs, rhs, "-", -) }

  /// The element-wise product; shapes broadcast.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func * (lhs: TensorOf, rhs: TensorOf) -> TensorOf { combined(lhs, rhs, "*", *) }

  /// The element-wise quotient; shapes broadcast.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func / (lhs: TensorOf, rhs: TensorOf) -> TensorOf { combined(lhs, rhs, "/", /) }

  /// The larger of two elements at each place; shapes broadcast.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func maximum(_ a: TensorOf, _ b: TensorOf) -> TensorOf {
    combined(a, b, "maximum") { $0 > $1 || $0.isNaN ? $0 : $1 }
  }

  /// The element-wise product in which a factor of 0 on the right gives exactly 0, even against NaN
  /// and infinity; shapes broadcast.
  ///
  /// A mask made of products would let through what it hides: 0 · NaN is NaN.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func masked(by mask: TensorOf) -> TensorOf {
    Self.combined(self, mask, "masked") { $1 == 0 ? 0 : $0 * $1 }
  }

  /// 1 where an element is not 0 and 0 where it is: which places a mask lets count.
  var nonZero: TensorOf { mapped { $0 == 0 ? 0 : 1 } }

  /// The negative of every element.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static prefix func - (x: TensorOf) -> TensorOf { x.mapped { -$0 } }

  /// Adds a number to every element.
  public static func + (lhs: TensorOf, rhs: Scalar) -> TensorOf { lhs + TensorOf(rhs) }
  /// Adds a number to every element.
  public static func + (lhs: Scalar, rhs: TensorOf) -> TensorOf { TensorOf(lhs) + rhs }
  /// Subtracts a number from every element.
  public static func - (lhs: TensorOf, rhs: Scalar) -> TensorOf { lhs - TensorOf(rhs) }
  /// Subtracts every element from a number.
  public static func - (lhs: Scalar, rhs: TensorOf) -> TensorOf { TensorOf(lhs) - rhs }
  /// Multiplies every element by a number.
  public static func * (lhs: TensorOf, rhs: Scalar) -> TensorOf { lhs * TensorOf(rhs) }
  /// Multiplies every element by a number.
  public static func * (lhs: Scalar, rhs: TensorOf) -> TensorOf { TensorOf(lhs) * rhs }
  /// Divides every element by a number.
  public static func / (lhs: TensorOf, rhs: Scalar) -> TensorOf { lhs / TensorOf(rhs) }
  /// Divides a number by every element.
  public static func / (lhs: Scalar, rhs: TensorOf) -> TensorOf { TensorOf(lhs) / rhs }

  /// Adds in place; the right shape broadcasts to the left.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func += (lhs: inout TensorOf, rhs: TensorOf) {
    guard lhs.shape == rhs.shape else {
      lhs = lhs + rhs
      return
    }
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    rhs.scalars.withUnsafeBufferPointer { y in
      lhs.scalars.withUnsafeMutableBufferPointer { x in
        for i in 0..<x.count { x[i] += y[i] }
      }
    }
  }

  /// Subtracts in place.
  public static func -= (lhs: inout TensorOf, rhs: TensorOf) { lhs = lhs - rhs }
  /// Multiplies in place.
  public static func *= (lhs: inout TensorOf, rhs: TensorOf) { lhs = lhs * rhs }
  /// Multiplies every element by a number, in place.
  public static func *= (lhs: inout TensorOf, rhs: Scalar) { lhs = lhs * rhs }

  /// The sum over all axes that were stretched to reach this shape from `shape`: the transpose
  /// of broadcasting, which every gradient of a broadcast operand needs.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func summed(to target: [Int]) -> TensorOf {
    if shape == target { return self }
    let mode = SubnormalMode.flushed()
    defer { mode.restore() }
    var result = TensorOf.zeros(target)
    let own = broadcastStrides(shape, to: shape)
    let strides = broadcastStrides(target, to: shape)
    let width = shape.last ?? 1
    let step = strides.last ?? 0
    // A row may be longer than one only with stride 1; an axis of length 1 has stride 0 and width 1.
    scalars.withUnsafeBufferPointer { x in
      result.scalars.withUnsafeMutableBufferPointer { out in
        forEachRow(of: shape, own, strides) { i, j in
          if step == 0 {
            var sum: Scalar = 0
            for k in 0..<width { sum += x[i + k] }
            out[j] += sum
          } else {
            for k in 0..<width { out[j + k] += x[i + k] }
          }
        }
      }
    }
    return result
  }

  /// The tensor stretched to a shape it broadcasts to.
  public func broadcast(
    to target: [Int],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf {
    guard broadcastShape(shape, target) == target else {
      trap(
        .shapes(
          operation: "broadcast",
          shapes: [shape, target],
          problem: "the first does not stretch",
          fix: "only axes of length 1 stretch, matched from the last"
        ),
        file: file,
        line: line
      )
    }
    return shape == target ? self : self + TensorOf.zeros(target)
  }
}
