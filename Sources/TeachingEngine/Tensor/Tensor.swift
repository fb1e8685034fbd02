internal import EngineKernels

/// An n-dimensional array of numbers: contiguous, row-major, a value.
///
/// Copying a tensor is free until one of the copies is written to. Shape `[]` is a single number.
public struct TensorOf<Scalar: TensorScalar>: Equatable, Sendable {
  /// The length of each axis, outermost first.
  public internal(set) var shape: [Int]
  /// The elements, the last axis varying fastest.
  public internal(set) var scalars: [Scalar]

  /// A tensor from its elements in row-major order; traps if their number is not the shape's.
  public init(
    shape: [Int],
    scalars: [Scalar],
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, *) == scalars.count else {
      trap(
        .argument(
          operation: "Tensor(shape:scalars:)",
          problem: "shape \(shape) holds \(shape.reduce(1, *)) numbers, \(scalars.count) given",
          fix: "give one number for each element of the shape"
        ),
        file: file,
        line: line
      )
    }
    self.shape = shape
    self.scalars = scalars
  }

  /// The same, unchecked, for results whose shape the engine has computed.
  @usableFromInline
  init(uncheckedShape shape: [Int], _ scalars: [Scalar]) {
    self.shape = shape
    self.scalars = scalars
  }

  /// A single number, of shape `[]`.
  public init(_ scalar: Scalar) {
    self.init(uncheckedShape: [], [scalar])
  }

  /// A vector, of shape `[count]`.
  public init(_ vector: [Scalar]) {
    self.init(uncheckedShape: [vector.count], vector)
  }

  /// A matrix from its rows, of shape `[rows, columns]`; traps if the rows differ in length.
  public init(_ rows: [[Scalar]], file: StaticString = #fileID, line: UInt = #line) {
    let columns = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == columns }) else {
      trap(
        .argument(
          operation: "Tensor",
          problem: "the rows have lengths \(rows.map(\.count))",
          fix: "give every row the same number of elements"
        ),
        file: file,
        line: line
      )
    }
    self.init(uncheckedShape: [rows.count, columns], rows.flatMap { $0 })
  }

  /// A three-dimensional tensor from its matrices; traps if they differ in shape.
  public init(_ matrices: [[[Scalar]]], file: StaticString = #fileID, line: UInt = #line) {
    self = TensorOf.stacked(
      matrices.map { TensorOf($0, file: file, line: line) },
      axis: 0,
      file: file,
      line: line
    )
  }

  /// A tensor of the other precision, converted element by element.
  public init<Other: TensorScalar>(_ other: TensorOf<Other>) {
    self.init(uncheckedShape: other.shape, other.scalars.map { Scalar($0) })
  }

  /// The number of axes.
  public var rank: Int { shape.count }
  /// The number of elements.
  public var count: Int { scalars.count }

  /// The one number of a tensor that holds exactly one; traps otherwise.
  public var item: Scalar {
    guard count == 1 else {
      trap(
        .argument(
          operation: "item",
          problem: "a tensor of shape \(shape) is not one number",
          fix: "reduce it first, for example with sum() or mean(), or read an element as t[0, 0]"
        ),
        file: #fileID,
        line: #line
      )
    }
    return scalars[0]
  }

  /// Whether no element is infinite or NaN.
  public var isFinite: Bool {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    get {
      scalars.withUnsafeBufferPointer { elements in
        elements.baseAddress.map {
          ElementwiseKernels.areFinite($0, count: elements.count)
        } ?? true
      }
    }
  }

  /// Calls `body` with the elements in row-major order, for kernels.
  @inlinable
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    try scalars.withUnsafeBufferPointer(body)
  }

  /// Calls `body` with the elements, writable; copies them first if they are shared.
  public mutating func withUnsafeMutableBufferPointer<Result>(
    _ body: (inout UnsafeMutableBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    try scalars.withUnsafeMutableBufferPointer(body)
  }
}

/// A tensor of single-precision numbers, which a lesson uses throughout.
public typealias Tensor = TensorOf<Float>

/// An axis given from the front (0, 1, …) or the back (−1 is the last), as a front index.
func resolvedAxis(_ axis: Int, rank: Int, operation: String) throws(EngineError) -> Int {
  let resolved = axis < 0 ? axis + rank : axis
  guard resolved >= 0, resolved < rank else {
    throw .argument(
      operation: operation,
      problem: "axis \(axis) does not exist in a tensor of rank \(rank)",
      fix: rank == 0 ? "a single number has no axes" : "choose one of 0 to \(rank - 1)"
    )
  }
  return resolved
}
