/// Neighbouring vectors of one row of a product, held in registers while the product is summed.
protocol VectorRow {
  associatedtype Scalar: KernelScalar

  /// How many vectors the row holds.
  static var vectorCount: Int { get }

  /// The row that starts at `pointer`.
  init(_ pointer: UnsafePointer<Scalar>)

  /// All lanes zero.
  init()

  /// Adds `factor` times `row`, rounded once a lane.
  mutating func addProduct(_ factor: Scalar, _ row: Self)

  /// Writes the row, or adds it to what is there.
  func store(to pointer: UnsafeMutablePointer<Scalar>, accumulating: Bool)
}

extension VectorRow {
  static var scalarCount: Int { vectorCount * Scalar.vectorWidth }
}

struct OneVector<Scalar: KernelScalar>: VectorRow {
  static var vectorCount: Int { 1 }
  var first: Scalar.Vector

  @inline(__always) init() { first = .zero }
  @inline(__always) init(_ pointer: UnsafePointer<Scalar>) { first = pointer.vector(0) }

  @inline(__always)
  mutating func addProduct(_ factor: Scalar, _ row: Self) {
    first = first.addingProduct(Scalar.Vector(repeating: factor), row.first)
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Scalar>, accumulating: Bool) {
    pointer.store(accumulating ? pointer.vector(0) + first : first, 0)
  }
}

struct TwoVectors<Scalar: KernelScalar>: VectorRow {
  static var vectorCount: Int { 2 }
  var first, second: OneVector<Scalar>

  @inline(__always) init() { (first, second) = (.init(), .init()) }
  @inline(__always)
  init(_ pointer: UnsafePointer<Scalar>) {
    first = .init(pointer)
    second = .init(pointer + Scalar.vectorWidth)
  }

  @inline(__always)
  mutating func addProduct(_ factor: Scalar, _ row: Self) {
    first.addProduct(factor, row.first)
    second.addProduct(factor, row.second)
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Scalar>, accumulating: Bool) {
    first.store(to: pointer, accumulating: accumulating)
    second.store(to: pointer + Scalar.vectorWidth, accumulating: accumulating)
  }
}

struct FourVectors<Scalar: KernelScalar>: VectorRow {
  static var vectorCount: Int { 4 }
  var first, second: TwoVectors<Scalar>

  @inline(__always) init() { (first, second) = (.init(), .init()) }
  @inline(__always)
  init(_ pointer: UnsafePointer<Scalar>) {
    first = .init(pointer)
    second = .init(pointer + 2 * Scalar.vectorWidth)
  }

  @inline(__always)
  mutating func addProduct(_ factor: Scalar, _ row: Self) {
    first.addProduct(factor, row.first)
    second.addProduct(factor, row.second)
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Scalar>, accumulating: Bool) {
    first.store(to: pointer, accumulating: accumulating)
    second.store(to: pointer + 2 * Scalar.vectorWidth, accumulating: accumulating)
  }
}
