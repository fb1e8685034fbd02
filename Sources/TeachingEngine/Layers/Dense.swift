/// An affine map of the last axis.
///
///     y = x W + b
///
/// W is `[inputs, outputs]`, b is `[outputs]`; x is `[…, inputs]` with one or two leading axes.
/// In files it is PyTorch's `nn.Linear`: `weight` (transposed) and `bias`.
public struct DenseOf<Scalar: TensorScalar>: Layer {
  /// W, `[inputs, outputs]`.
  public let weight: VariableOf<Scalar>
  /// b, `[outputs]`; `nil` for a purely linear map.
  public let bias: VariableOf<Scalar>?

  /// A layer with random weights; the bias is drawn like PyTorch's, U(−1/√inputs, 1/√inputs),
  /// for `uniformByWidth`, and is zero for every other initialiser.
  public init(
    inputs: Int,
    outputs: Int,
    bias: Bool = true,
    initializer: Initializer = .uniformByWidth,
    generator: inout RandomGenerator
  ) {
    weight = VariableOf(
      initializer.matrix(inputs: inputs, outputs: outputs, generator: &generator)
    )
    guard bias else {
      self.bias = nil
      return
    }
    let limit = initializer == .uniformByWidth ? 1 / Scalar(inputs).squareRoot() : 0
    self.bias = VariableOf(.uniform([outputs], in: -limit...limit, generator: &generator))
  }

  /// A layer with the given weights.
  public init(
    weight: TensorOf<Scalar>,
    bias: TensorOf<Scalar>?,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard weight.rank == 2, bias == nil || bias?.shape == [weight.shape[1]] else {
      trap(
        .shapes(
          operation: "Dense",
          shapes: [weight.shape, bias?.shape ?? []],
          problem: "weight and bias do not fit",
          fix: "the weight is [inputs, outputs], the bias [outputs]"
        ),
        file: file,
        line: line
      )
    }
    self.weight = VariableOf(weight)
    self.bias = bias.map { VariableOf($0) }
  }

  /// y = x W + b.
  ///
  /// - Parameter input: `[batch, inputs]` or `[batch, time, inputs]`.
  /// - Returns: the same with `outputs` in place of `inputs`.
  public func forward(
    _ input: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    requireWidth(
      "Dense",
      input.shape,
      weight.shape[0],
      file: file,
      line: line
    )
    let product = input.matmul(weight, file: file, line: line)
    guard let bias else { return product }
    return product + bias
  }

  /// Weight and bias under PyTorch's names.
  public var parameters: [NamedParameter<Scalar>] {
    [NamedParameter("weight", weight, transposedInFiles: true)]
      + (bias.map { [NamedParameter("bias", $0)] } ?? [])
  }
}

/// A dense layer of single precision.
public typealias Dense = DenseOf<Float>

/// Traps unless the last axis of an input has the width a layer was built for.
func requireWidth(
  _ layer: String,
  _ shape: [Int],
  _ expected: Int,
  file: StaticString,
  line: UInt
) {
  guard shape.count >= 2, shape.last == expected else {
    trap(
      .argument(
        operation: layer,
        problem: "an input of shape \(shape) has \(shape.last ?? 0) features, "
          + "the layer was built for \(expected)",
        fix: shape.count < 2
          ? "give a batch, [batch, features], even if it holds one example"
          : "build it with inputs: \(shape.last ?? 0), or give the last axis \(expected) features"
      ),
      file: file,
      line: line
    )
  }
}
