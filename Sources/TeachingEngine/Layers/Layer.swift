/// A model that maps one variable to one variable; it is called like a function.
public protocol Layer<Scalar>: Model {
  /// The output for an input; `file` and `line` name the caller if the input does not fit.
  func forward(
    _ input: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar>
}

extension Layer {
  /// The output for an input.
  public func callAsFunction(
    _ input: VariableOf<Scalar>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    forward(input, file: file, line: line)
  }

  /// The output for data.
  public func callAsFunction(
    _ input: TensorOf<Scalar>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    forward(VariableOf(constant: input), file: file, line: line)
  }

  /// The output for data as plain numbers: nothing is recorded for gradients.
  public func predict(
    _ input: TensorOf<Scalar>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> TensorOf<Scalar> {
    noGradient { callAsFunction(input, file: file, line: line).value }
  }
}
