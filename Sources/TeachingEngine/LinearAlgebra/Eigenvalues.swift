/// A complex number, as eigenvalues are.
public struct ComplexNumber: Sendable, Equatable, CustomStringConvertible {
  /// The real part.
  public var real: Double
  /// The imaginary part.
  public var imaginary: Double

  /// A number from its parts.
  public init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The distance from 0.
  public var magnitude: Double {
    TensorOf([real, imaginary]).norm
  }

  /// Both parts.
  public var description: String {
    let sign = imaginary < 0 ? "−" : "+"
    return "\(formatted(real)) \(sign) \(formatted(imaginary.magnitude))i"
  }

  var conjugate: ComplexNumber { ComplexNumber(real, -imaginary) }
  static func + (a: Self, b: Self) -> Self { Self(a.real + b.real, a.imaginary + b.imaginary) }
  static func - (a: Self, b: Self) -> Self { Self(a.real - b.real, a.imaginary - b.imaginary) }
  static func * (a: Self, b: Self) -> Self {
    Self(
      a.real * b.real - a.imaginary * b.imaginary,
      a.real * b.imaginary + a.imaginary * b.real
    )
  }
  static func * (a: Self, b: Double) -> Self { Self(a.real * b, a.imaginary * b) }

  /// A square root with a non-negative real part.
  var squareRoot: Self {
    let length = magnitude
    let re = (Swift.max(0, (length + real) / 2)).squareRoot()
    let im = (Swift.max(0, (length - real) / 2)).squareRoot()
    return Self(re, imaginary < 0 ? -im : im)
  }
}

/// The eigenvalues of a square matrix, the largest magnitude first.
///
/// The QR algorithm with Wilkinson's shifts, in complex arithmetic.
///
/// - Source: Golub & Van Loan (2013), section 7.5.
public func eigenvalues<Scalar: TensorScalar>(
  _ matrix: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> [ComplexNumber] {
  requireMatrix("eigenvalues", matrix, square: true, file: file, line: line)
  let size = matrix.shape[0]
  var a = (0..<size).map { row in
    (0..<size).map { ComplexNumber(Double(matrix[row, $0])) }
  }
  let scale = Swift.max(Double(matrix.norm), .leastNormalMagnitude)
  var result: [ComplexNumber] = []
  var active = size
  var iterations = 0
  while active > 0 {
    let last = active - 1
    let below = last == 0 ? 0 : a[last][..<last].reduce(0.0) { $0 + $1.magnitude }
    if below <= 1e-15 * scale || iterations > 10_000 {
      result.append(a[last][last])
      active -= 1
      iterations = 0
      continue
    }
    iterations += 1
    // An exceptional shift now and then breaks the cycles that symmetric cases can fall into.
    let shift =
      iterations % 12 == 0
      ? a[last][last] + ComplexNumber(below, below / 2) : wilkinsonShift(a, last)
    qrStep(&a, active, shift)
  }
  return result.sorted { $0.magnitude > $1.magnitude }
}

/// The largest magnitude of an eigenvalue: what decides Wᵏ for k → ∞, and not before.
public func spectralRadius<Scalar: TensorScalar>(
  _ matrix: TensorOf<Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) -> Double {
  eigenvalues(matrix, file: file, line: line).first?.magnitude ?? 0
}

/// The eigenvalue of the last 2 × 2 block that is nearer to its last element.
private func wilkinsonShift(_ a: [[ComplexNumber]], _ last: Int) -> ComplexNumber {
  let (p, q) = (a[last - 1][last - 1], a[last][last])
  let half = (p - q) * 0.5
  let root = (half * half + a[last - 1][last] * a[last][last - 1]).squareRoot
  let centre = (p + q) * 0.5
  let (first, second) = (centre + root, centre - root)
  return (first - q).magnitude < (second - q).magnitude ? first : second
}

/// A ← R Q + μ I where Q R = A − μ I, on the leading block, by Gram–Schmidt applied twice.
private func qrStep(_ a: inout [[ComplexNumber]], _ n: Int, _ shift: ComplexNumber) {
  for i in 0..<n { a[i][i] = a[i][i] - shift }
  var q: [[ComplexNumber]] = []
  for column in 0..<n {
    var vector = (0..<n).map { a[$0][column] }
    let original = vector.reduce(0.0) { $0 + $1.magnitude }
    for _ in 0..<2 {
      for other in q {
        var projection = ComplexNumber(0)
        for i in 0..<n { projection = projection + other[i].conjugate * vector[i] }
        for i in 0..<n { vector[i] = vector[i] - projection * other[i] }
      }
    }
    let length = vector.reduce(0.0) {
      $0 + $1.real * $1.real + $1.imaginary * $1.imaginary
    }.squareRoot()
    // What is left of a dependent column is rounding and has no direction.
    q.append(
      length > 1e-12 * original && length > 1e-300
        ? vector.map { $0 * (1 / length) } : completing(q, n)
    )
  }
  // Qᴴ A Q is R Q without forming R.
  let block = a
  var product = Array(repeating: Array(repeating: ComplexNumber(0), count: n), count: n)
  for i in 0..<n {
    for j in 0..<n {
      for k in 0..<n { product[i][j] = product[i][j] + block[i][k] * q[j][k] }
    }
  }
  for i in 0..<n {
    for j in 0..<n {
      var sum = ComplexNumber(0)
      for k in 0..<n { sum = sum + q[i][k].conjugate * product[k][j] }
      a[i][j] = i == j ? sum + shift : sum
    }
  }
}

/// A unit vector orthogonal to those given, for a column that vanished.
private func completing(_ q: [[ComplexNumber]], _ n: Int) -> [ComplexNumber] {
  for axis in 0..<n {
    var vector = (0..<n).map { ComplexNumber($0 == axis ? 1 : 0) }
    for _ in 0..<2 {
      for other in q {
        var projection = ComplexNumber(0)
        for i in 0..<n { projection = projection + other[i].conjugate * vector[i] }
        for i in 0..<n { vector[i] = vector[i] - projection * other[i] }
      }
    }
    let length = vector.reduce(0.0) {
      $0 + $1.real * $1.real + $1.imaginary * $1.imaginary
    }.squareRoot()
    if length > 0.1 / Double(n) { return vector.map { $0 * (1 / length) } }
  }
  return (0..<n).map { ComplexNumber($0 == 0 ? 1 : 0) }
}
