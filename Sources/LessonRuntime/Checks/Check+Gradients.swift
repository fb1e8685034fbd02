public import TeachingEngine

/// States that `backward()` agrees with central differences at every element of some inputs.
///
/// - Parameter inputs: by name, so that the message can say where they disagree.
/// - Parameter function: computes one number from the inputs, in double precision; it is called twice an
///   element, more often where that does not agree, and must not draw random numbers.
public func check(
  _ title: String,
  gradientsOf inputs: KeyValuePairs<String, VariableOf<Double>>,
  tolerance: Double = 1e-6,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line,
  _ function: () -> VariableOf<Double>
) {
  report(
    title,
    gradientCheck(inputs, tolerance: tolerance, of: function),
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States the same of all parameters of a model.
public func check<M: Model>(
  _ title: String,
  gradientsOf model: M,
  tolerance: Double = 1e-6,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line,
  _ function: () -> VariableOf<Double>
) where M.Scalar == Double {
  report(
    title,
    gradientCheck(model, tolerance: tolerance, of: function),
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States that a gradient written by hand agrees with central differences (f(x + ε) − f(x − ε)) / 2ε, to
/// a relative error at every element.
///
/// - Parameter gradient: of the shape of `point`.
/// - Parameter point: where the gradient was computed.
/// - Parameter function: what it is the gradient of.
public func check(
  _ title: String,
  gradient: TensorOf<Double>,
  at point: TensorOf<Double>,
  epsilon: Double = 1e-5,
  tolerance: Double = 1e-6,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line,
  of function: (TensorOf<Double>) -> Double
) {
  guard gradient.shape == point.shape else {
    let message = shapeMessage(gradient.shape, point.shape)
    report(
      title,
      message: message + "; a gradient has the shape of its input",
      lookAt: lookAt,
      points: points,
      file: file,
      line: line
    )
    return
  }
  var message: String?
  for place in point.scalars.indices where message == nil {
    var moved = point.scalars
    let received = gradient.scalars[place]
    let difference = CentralDifference(
      checking: received,
      at: point.scalars[place],
      step: epsilon,
      tolerance: tolerance
    ) { x in
      moved[place] = x
      return function(TensorOf(shape: point.shape, scalars: moved))
    }
    guard difference.error(of: received) > tolerance else { continue }
    let expected = difference.value
    let index = indexText(of: place, in: point.shape)
    message = """
      the derivative\(index.isEmpty ? "" : " at \(index)") is \(NumberText.sixDigits(expected)) by \
      central differences, received \(NumberText.sixDigits(received))\(suspicion(received, expected))
      """
  }
  report(title, message: message, lookAt: lookAt, points: points, file: file, line: line)
}

private func report(
  _ title: String,
  _ outcome: GradientCheck,
  lookAt: String,
  points: Double?,
  file: String,
  line: Int
) {
  var message: String?
  if !outcome.passed {
    message =
      outcome.worst.map { worst in
        """
        ∂/∂\(worst.input)\(worst.index.isEmpty ? "" : "\(worst.index)") is \
        \(NumberText.sixDigits(worst.expected)) by central differences, received \
        \(NumberText.sixDigits(worst.received))\(suspicion(worst.received, worst.expected))
        """
      } ?? "there was nothing to compare"
  }
  report(title, message: message, lookAt: lookAt, points: points, file: file, line: line)
}

/// What a wrong derivative looks like.
private func suspicion(_ received: Double, _ expected: Double) -> String {
  guard expected != 0, received.isFinite else { return "" }
  if received == 0 { return ": nothing arrives there" }
  let ratio = received / expected
  if abs(ratio + 1) < 1e-4 { return ": the sign is wrong" }
  if abs(ratio - 2) < 1e-4 { return ": it is twice too large" }
  if abs(ratio - 0.5) < 1e-4 { return ": it is half of it" }
  return ""
}
