/// How well computed gradients agree with central differences.
public struct GradientCheck: CustomStringConvertible, Sendable {
  /// The worst disagreement found.
  public struct Disagreement: Sendable, Equatable {
    /// The input's name.
    public let input: String
    /// The element within it, one index for each axis.
    public let index: [Int]
    /// What central differences give.
    public let expected: Double
    /// What `backward()` gave.
    public let received: Double
    /// |expected − received| / max(|expected|, |received|), without the part that central differences
    /// cannot tell.
    public let error: Double
  }

  /// The worst element, or `nil` if there were none.
  public let worst: Disagreement?
  /// How many elements were compared.
  public let count: Int
  /// The largest allowed error.
  public let tolerance: Double

  /// Whether every element agrees.
  public var passed: Bool { count > 0 && (worst?.error ?? .infinity) <= tolerance }

  /// One sentence: what agreed, or which input, index, expected and received did not.
  public var description: String {
    guard let worst else { return "gradientCheck: there was nothing to compare" }
    if passed {
      return "gradientCheck: \(count) derivatives agree, largest error \(formatted(worst.error))"
    }
    return
      "gradientCheck: ∂/∂\(worst.input)\(worst.index): expected \(worst.expected) from central "
      + "differences, received \(worst.received); the derivative rule is wrong there, or the "
      + "function has a kink"
  }
}

/// Compares `backward()` with central differences (f(x + ε) − f(x − ε)) / 2ε at every element.
///
/// The error is relative, |expected − received| / max(|expected|, |received|): a gradient of 1e-7 has to
/// be as right as one of 1. Where the two disagree the differences are taken again with other steps
/// (`CentralDifference`), so that neither rounding nor the bend of f passes for a mistake.
///
/// - Parameter inputs: by name, so that a disagreement can say where it is.
/// - Parameter epsilon: ε, the first step.
/// - Parameter tolerance: the largest relative error that passes.
/// - Parameter function: computes one number from the inputs; it is called twice per element, twelve or
///   twenty-four times more where needed, and must not draw random numbers.
public func gradientCheck(
  _ inputs: KeyValuePairs<String, VariableOf<Double>>,
  epsilon: Double = 1e-5,
  tolerance: Double = 1e-6,
  file: StaticString = #fileID,
  line: UInt = #line,
  of function: () -> VariableOf<Double>
) -> GradientCheck {
  gradientCheck(
    inputs.map { NamedParameter($0.key, $0.value) },
    epsilon: epsilon,
    tolerance: tolerance,
    file: file,
    line: line,
    of: function
  )
}

/// The same for all parameters of a model.
public func gradientCheck<M: Model>(
  _ model: M,
  epsilon: Double = 1e-5,
  tolerance: Double = 1e-6,
  file: StaticString = #fileID,
  line: UInt = #line,
  of function: () -> VariableOf<Double>
) -> GradientCheck where M.Scalar == Double {
  gradientCheck(
    model.parameters,
    epsilon: epsilon,
    tolerance: tolerance,
    file: file,
    line: line,
    of: function
  )
}

/// The same for named parameters.
public func gradientCheck(
  _ parameters: [NamedParameter<Double>],
  epsilon: Double = 1e-5,
  tolerance: Double = 1e-6,
  file: StaticString = #fileID,
  line: UInt = #line,
  of function: () -> VariableOf<Double>
) -> GradientCheck {
  for parameter in parameters { parameter.variable.zeroGradient() }
  function().backward(file: file, line: line)
  var worst: GradientCheck.Disagreement?
  var count = 0
  for parameter in parameters {
    let variable = parameter.variable
    let received = variable.gradientIfAny ?? .zeros(variable.shape)
    for place in 0..<variable.count {
      let original = variable.storedValue.scalars[place]
      func value(at x: Double) -> Double {
        variable.storedValue.scalars[place] = x
        return noGradient { function().item }
      }
      let got = received.scalars[place]
      let difference = CentralDifference(
        checking: got,
        at: original,
        step: epsilon,
        tolerance: tolerance,
        of: value
      )
      variable.storedValue.scalars[place] = original
      let error = difference.error(of: got)
      count += 1
      // Of errors that differ by rounding alone the first counts.
      if error > (worst?.error ?? -1) * (1 + 1e-6) {
        worst = GradientCheck.Disagreement(
          input: parameter.name,
          index: indices(of: place, in: variable.shape),
          expected: difference.value,
          received: got,
          error: error
        )
      }
    }
  }
  return GradientCheck(worst: worst, count: count, tolerance: tolerance)
}

/// The index on every axis of an element's place in row-major order.
func indices(of place: Int, in shape: [Int]) -> [Int] {
  var rest = place
  var result = Array(repeating: 0, count: shape.count)
  for axis in shape.indices.reversed() {
    result[axis] = rest % shape[axis]
    rest /= shape[axis]
  }
  return result
}
