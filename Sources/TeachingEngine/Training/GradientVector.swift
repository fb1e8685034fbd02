/// All gradients of a model in one row, in the order of its parameters; zeros where none arrived.
///
/// The dot product of two tasks' rows tells whether a step for one helps the other: to first order
/// a step −η a changes the other's loss by −η a · b.
public func gradientVector<M: Model>(_ model: M) -> TensorOf<M.Scalar> {
  TensorOf(
    model.parameters.flatMap { parameter in
      (parameter.variable.gradientIfAny ?? .zeros(parameter.variable.shape)).scalars
    }
  )
}

/// Gives a model's parameters their gradients from one row, in the order of the parameters.
public func setGradients<M: Model>(
  of model: M,
  to vector: TensorOf<M.Scalar>,
  file: StaticString = #fileID,
  line: UInt = #line
) {
  guard vector.count == model.parameterCount else {
    trap(
      .shapes(
        operation: "setGradients",
        shapes: [[model.parameterCount], vector.shape],
        problem: "the model has another number of parameters than the row has elements",
        fix: "give a row that gradientVector made of the same model"
      ),
      file: file,
      line: line
    )
  }
  var start = 0
  for parameter in model.parameters {
    let end = start + parameter.variable.count
    parameter.variable.gradientIfAny = TensorOf(
      shape: parameter.variable.shape,
      scalars: Array(vector.scalars[start..<end])
    )
    start = end
  }
}

extension TensorOf {
  /// What is left of a gradient when its part against another is taken away, so that a step along
  /// it does not raise the other's loss to first order.
  ///
  ///     g ← g − (g · a / a · a) a   if g · a < 0
  ///
  /// - Source: Chaudhry et al., "Efficient lifelong learning with A-GEM" (2019), eq. 11.
  public func projected(against other: TensorOf) -> TensorOf {
    let (dot, square) = ((self * other).sum().item, other.squared().sum().item)
    guard dot < 0, square > 0 else { return self }
    return self - other * (dot / square)
  }
}
