/// The weights every gated or vanilla cell has: all gates side by side in columns.
///
/// In files they are PyTorch's `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`; a single bias is written as
/// two, the second zero, and read as the sum of two.
public struct RecurrentWeights<Scalar: TensorScalar> {
  /// Wx, `[inputs, gates · hidden]`.
  public let input: VariableOf<Scalar>
  /// Wh, `[hidden, gates · hidden]`.
  public let hidden: VariableOf<Scalar>
  /// The bias added to the input's product, `[gates · hidden]`; `nil` without biases.
  public let inputBias: VariableOf<Scalar>?
  /// The second bias, added to the state's product, `[gates · hidden]`; `nil` unless there are two.
  public let hiddenBias: VariableOf<Scalar>?

  /// Random weights: matrices by the initialiser, gate by gate; biases U(−1/√hidden, 1/√hidden)
  /// with `uniformByWidth`, as PyTorch draws them, otherwise zero.
  init(
    inputs: Int,
    hidden: Int,
    gates: Int,
    biases: BiasConvention,
    initializer: Initializer,
    recurrentInitializer: Initializer?,
    generator: inout RandomGenerator
  ) {
    func matrix(_ rows: Int, _ initializer: Initializer) -> TensorOf<Scalar> {
      .concatenated(
        (0..<gates).map { _ in
          initializer.matrix(inputs: rows, outputs: hidden, width: hidden, generator: &generator)
        },
        axis: 1
      )
    }
    func bias() -> VariableOf<Scalar> {
      let limit = initializer == .uniformByWidth ? 1 / Scalar(hidden).squareRoot() : 0
      return VariableOf(
        .uniform([gates * hidden], in: -limit...limit, generator: &generator)
      )
    }
    input = VariableOf(matrix(inputs, initializer))
    self.hidden = VariableOf(matrix(hidden, recurrentInitializer ?? initializer))
    inputBias = biases == .none ? nil : bias()
    hiddenBias = biases == .two ? bias() : nil
  }

  /// Given weights; traps if their shapes do not fit each other.
  public init(
    input: TensorOf<Scalar>,
    hidden: TensorOf<Scalar>,
    inputBias: TensorOf<Scalar>? = nil,
    hiddenBias: TensorOf<Scalar>? = nil,
    gates: Int,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let width = hidden.shape.first ?? 0
    let fits =
      input.rank == 2 && hidden.shape == [width, gates * width]
      && input.shape[1] == gates * width
      && [inputBias, hiddenBias].allSatisfy { $0 == nil || $0?.shape == [gates * width] }
    guard fits else {
      trap(
        .shapes(
          operation: "recurrent weights",
          shapes: [input.shape, hidden.shape],
          problem: "the shapes do not belong to a cell with \(gates) gate(s)",
          fix: "input weights are [inputs, \(gates) · hidden], hidden weights "
            + "[hidden, \(gates) · hidden], biases [\(gates) · hidden]"
        ),
        file: file,
        line: line
      )
    }
    self.input = VariableOf(input)
    self.hidden = VariableOf(hidden)
    self.inputBias = inputBias.map { VariableOf($0) }
    self.hiddenBias = hiddenBias.map { VariableOf($0) }
  }

  /// How many biases there are.
  public var biases: BiasConvention {
    inputBias == nil ? .none : hiddenBias == nil ? .one : .two
  }

  /// x Wx + bx, all gates at once.
  func fromInput(_ x: VariableOf<Scalar>) -> VariableOf<Scalar> {
    let product = x.matmul(input)
    guard let inputBias else { return product }
    return product + inputBias
  }

  /// h Wh + bh, all gates at once.
  func fromHidden(_ h: VariableOf<Scalar>) -> VariableOf<Scalar> {
    let product = h.matmul(hidden)
    guard let hiddenBias else { return product }
    return product + hiddenBias
  }

  /// The weights under PyTorch's names for a single cell.
  ///
  /// - Parameter secondBiasApart: from which place on a second bias is not added to the first.
  func parameters(secondBiasApart: Int? = nil) -> [NamedParameter<Scalar>] {
    let only = FileEntry(name: "bias_ih", second: "bias_hh", secondApart: secondBiasApart)
    let first = hiddenBias == nil ? only : FileEntry(name: "bias_ih")
    return [
      NamedParameter("weight_ih", input, transposedInFiles: true),
      NamedParameter("weight_hh", hidden, transposedInFiles: true),
    ] + (inputBias.map { [NamedParameter("bias_ih", $0, entry: first)] } ?? [])
      + (hiddenBias.map { [NamedParameter("bias_hh", $0)] } ?? [])
  }
}

/// A cell whose parameters are one set of `RecurrentWeights`, readable by short names.
public protocol WeightedCell<Scalar>: RecurrentCell {
  /// The weights of all gates.
  var weights: RecurrentWeights<Scalar> { get }
}

extension WeightedCell {
  /// Wx, `[inputs, gates · hidden]`.
  public var inputWeights: VariableOf<Scalar> { weights.input }
  /// Wh, `[hidden, gates · hidden]`.
  public var hiddenWeights: VariableOf<Scalar> { weights.hidden }
  /// The bias, or the first of two, `[gates · hidden]`.
  public var inputBias: VariableOf<Scalar>? { weights.inputBias }
  /// The second bias of PyTorch's convention, `[gates · hidden]`.
  public var hiddenBias: VariableOf<Scalar>? { weights.hiddenBias }
  /// The number of input features.
  public var inputs: Int { weights.input.shape[0] }
  /// The width of the state.
  public var hidden: Int { weights.hidden.shape[0] }
  /// The weights under PyTorch's names.
  public var parameters: [NamedParameter<Scalar>] { weights.parameters() }
}
