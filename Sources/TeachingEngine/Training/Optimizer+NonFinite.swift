extension Optimizer {
  /// Traps unless the loss, if there is one, and all gradients are finite.
  func requireFinite(
    loss: VariableOf<Scalar>?,
    trace: (any GradientObserver<Scalar>)?,
    file: StaticString,
    line: UInt
  ) {
    let reached = parameters.filter { !($0.variable.gradientIfAny?.isFinite ?? true) }
    let isLossFinite = loss?.storedValue.isFinite ?? true
    guard !reached.isEmpty || !isLossFinite else { return }
    let first =
      (trace as? GradientTrace<Scalar>)?.lastPass?.firstNonFinite
      ?? loss.flatMap { NonFiniteSearch(below: $0, parameters: parameters).finding(pass: 0) }
    trap(
      nonFiniteGradient(
        operation: "step \(stepCount + 1)",
        loss: isLossFinite ? nil : loss.map { $0.item.isNaN ? "nan" : "\($0.item)" },
        parameters: reached.map(\.name),
        origin: first.map { "; it began in \($0.place)" } ?? ""
      ),
      file: file,
      line: line
    )
  }
}

/// The error of a step whose loss or gradients are NaN or infinite.
///
/// - Parameter loss: the loss if it is what is wrong.
/// - Parameter parameters: the names of those with a gradient that is not finite.
func nonFiniteGradient(
  operation: String,
  loss: String?,
  parameters: [String],
  origin: String = ""
) -> EngineError {
  let named = parameters.prefix(3).joined(separator: ", ")
  let others = parameters.count > 3 ? " and \(parameters.count - 3) more" : ""
  let problems = [
    loss.map { "the loss is \($0)" },
    parameters.isEmpty ? nil : "the gradient of \(named)\(others) is not finite",
  ]
  return .argument(
    operation: operation,
    problem: problems.compactMap { $0 }.joined(separator: " and ") + origin,
    fix: "lower the learning rate or clip (clippingNorm: 1); a GradientTrace shows the way there, "
      + "allowingNonFinite: true trains on"
  )
}
