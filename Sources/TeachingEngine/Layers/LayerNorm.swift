/// Brings the features of every position to mean 0 and variance 1, then scales and shifts them.
///
///     y = (x − μ) / √(σ² + ε) ⊙ γ + β        μ, σ² over the last axis
///
/// In files it is PyTorch's `nn.LayerNorm`: `weight` γ and `bias` β.
///
/// - Source: Ba, Kiros & Hinton (2016).
public struct LayerNormOf<Scalar: TensorScalar>: Layer {
  /// γ, starts at 1.
  public let weight: VariableOf<Scalar>
  /// β, starts at 0.
  public let bias: VariableOf<Scalar>
  /// ε.
  public let epsilon: Scalar

  /// A layer for a number of features.
  public init(features: Int, epsilon: Scalar = 1e-5) {
    weight = VariableOf(.ones([features]))
    bias = VariableOf(.zeros([features]))
    self.epsilon = epsilon
  }

  /// The normalised input, of its own shape.
  public func forward(
    _ x: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    requireWidth("LayerNorm", x.shape, weight.count, file: file, line: line)
    // Counted from its first feature, a row of equal features is exactly 0 however large they are.
    let shifted = x - x.value.slice(axis: -1, 0..<1)
    let centred = shifted - shifted.mean(axis: -1, keepingAxis: true)
    let variance = centred.squared().mean(axis: -1, keepingAxis: true)
    return centred / (variance + epsilon).sqrt() * weight + bias
  }
}

/// A layer normalisation of single precision.
public typealias LayerNorm = LayerNormOf<Float>
