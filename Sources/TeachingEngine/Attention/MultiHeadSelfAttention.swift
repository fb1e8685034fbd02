/// Self-attention in several heads side by side.
///
/// In files it is PyTorch's `nn.MultiheadAttention`: `in_proj_weight` holds Q, K and V, then `out_proj`.
///
///     head_i = softmax(Q_i K_iᵀ / √d) V_i        y = [head_1 … head_n] Wo
///
/// Q, K and V are three dense maps of the same input, cut into heads. Without positions it is
/// permutation-equivariant.
///
/// - Source: Vaswani et al. (2017), section 3.2.2.
public struct MultiHeadSelfAttentionOf<Scalar: TensorScalar>: Model {
  /// Makes Q.
  public let query: DenseOf<Scalar>
  /// Makes K.
  public let key: DenseOf<Scalar>
  /// Makes V.
  public let value: DenseOf<Scalar>
  /// Wo.
  public let output: DenseOf<Scalar>
  /// How many heads.
  public let heads: Int

  /// Random weights; traps unless the width is a multiple of the number of heads.
  public init(
    width: Int,
    heads: Int,
    generator: inout RandomGenerator,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard heads > 0, width % heads == 0 else {
      trap(
        .argument(
          operation: "MultiHeadSelfAttention",
          problem: "a width of \(width) cannot be cut into \(heads) heads",
          fix: "make the width a multiple of the heads"
        ),
        file: file,
        line: line
      )
    }
    func dense() -> DenseOf<Scalar> {
      DenseOf(inputs: width, outputs: width, initializer: .glorotUniform, generator: &generator)
    }
    query = dense()
    key = dense()
    value = dense()
    output = dense()
    self.heads = heads
  }

  /// The four maps by their names; files hold the first three in one.
  public var parameters: [NamedParameter<Scalar>] {
    let inputs = [("query", query), ("key", key), ("value", value)]
    return inputs.enumerated().flatMap { index, map in
      map.1.parameters.map { parameter in
        parameter.prefixed(map.0)
          .stored(FileEntry(name: "in_proj_\(parameter.name)", block: (index, 3)))
      }
    } + output.parameters.map { $0.prefixed("output", inFiles: "out_proj") }
  }

  /// The output, `[batch, time, width]`, and the weights of every head.
  ///
  /// - Parameter mask: `[batch, time]`, 1 where a step counts; the others may hold anything.
  /// - Returns: weights as `[batch · heads, time, time]`, the heads of one sequence together.
  public func callAsFunction(
    _ x: VariableOf<Scalar>,
    mask: TensorOf<Scalar>? = nil,
    causal: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> AttentionResult<Scalar> {
    requireWidth("MultiHeadSelfAttention", x.shape, query.weight.shape[0], file: file, line: line)
    let x = x.withoutPadding(mask, file: file, line: line)
    let (batch, time, width) = (x.shape[0], x.shape[1], x.shape[2])
    let part = width / heads
    func inHeads(_ y: VariableOf<Scalar>) -> VariableOf<Scalar> {
      y.reshaped([batch, time, heads, part]).transposed(axes: [0, 2, 1, 3])
        .reshaped([batch * heads, time, part])
    }
    let repeated = mask.map { mask in
      mask.gathered(rows: (0..<(batch * heads)).map { $0 / heads }, file: file, line: line)
    }
    let result = attend(
      DotScoreOf<Scalar>(),
      queries: inHeads(query(x)),
      keys: inHeads(key(x)),
      values: inHeads(value(x)),
      mask: repeated,
      causal: causal,
      file: file,
      line: line
    )
    let joined = result.context.reshaped([batch, heads, time, part])
      .transposed(axes: [0, 2, 1, 3]).reshaped([batch, time, width])
    return AttentionResult(
      context: output(joined),
      weights: result.weights,
      fullyMaskedRows: result.fullyMaskedRows
    )
  }

  /// The output and the weights for data.
  public func callAsFunction(
    _ x: TensorOf<Scalar>,
    mask: TensorOf<Scalar>? = nil,
    causal: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> AttentionResult<Scalar> {
    self(VariableOf(constant: x), mask: mask, causal: causal, file: file, line: line)
  }
}

/// A whole self-attention block: attention and a feed-forward network, each normalised first and
/// bridged by a residual connection.
///
///     a = x + attention(norm(x))        y = a + W₂ relu(W₁ norm(a))
///
/// In files it is PyTorch's `nn.TransformerEncoderLayer` with `norm_first=True`.
///
/// - Source: Vaswani et al. (2017); Xiong et al. (2020) for normalising first.
public struct SelfAttentionBlockOf<Scalar: TensorScalar>: Model {
  /// Attention.
  public let attention: MultiHeadSelfAttentionOf<Scalar>
  /// Before attention.
  public let attentionNorm: LayerNormOf<Scalar>
  /// Before the feed-forward network.
  public let feedForwardNorm: LayerNormOf<Scalar>
  /// W₁.
  public let widening: DenseOf<Scalar>
  /// W₂.
  public let narrowing: DenseOf<Scalar>

  /// A block with random weights.
  public init(
    width: Int,
    heads: Int,
    feedForwardWidth: Int,
    generator: inout RandomGenerator,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    attention = MultiHeadSelfAttentionOf(
      width: width,
      heads: heads,
      generator: &generator,
      file: file,
      line: line
    )
    attentionNorm = LayerNormOf(features: width)
    feedForwardNorm = LayerNormOf(features: width)
    widening = DenseOf(inputs: width, outputs: feedForwardWidth, generator: &generator)
    narrowing = DenseOf(inputs: feedForwardWidth, outputs: width, generator: &generator)
  }

  /// The parameters of all parts; PyTorch has other names for these.
  public var parameters: [NamedParameter<Scalar>] {
    attention.parameters.map { $0.prefixed("attention", inFiles: "self_attn") }
      + attentionNorm.parameters.map { $0.prefixed("attentionNorm", inFiles: "norm1") }
      + feedForwardNorm.parameters.map { $0.prefixed("feedForwardNorm", inFiles: "norm2") }
      + widening.parameters.map { $0.prefixed("widening", inFiles: "linear1") }
      + narrowing.parameters.map { $0.prefixed("narrowing", inFiles: "linear2") }
  }

  /// The output, `[batch, time, width]`.
  public func callAsFunction(
    _ x: VariableOf<Scalar>,
    mask: TensorOf<Scalar>? = nil,
    causal: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    let x = x.withoutPadding(mask, file: file, line: line)
    return parts(of: x, mask: mask, causal: causal, file: file, line: line).output
  }

  /// Everything that the block computes on its way.
  struct Parts {
    let normalised: VariableOf<Scalar>
    let attended: AttentionResult<Scalar>
    /// a, the input and what attention adds.
    let sum: VariableOf<Scalar>
    let normalisedSum: VariableOf<Scalar>
    let widened: VariableOf<Scalar>
    let narrowed: VariableOf<Scalar>
    let output: VariableOf<Scalar>
  }

  /// The output and what leads to it.
  func parts(
    of x: VariableOf<Scalar>,
    mask: TensorOf<Scalar>? = nil,
    causal: Bool,
    file: StaticString,
    line: UInt
  ) -> Parts {
    let normalised = attentionNorm(x, file: file, line: line)
    let attended = attention(normalised, mask: mask, causal: causal, file: file, line: line)
    let sum = x + attended.context
    let normalisedSum = feedForwardNorm(sum)
    let widened = widening(normalisedSum).relu()
    let narrowed = narrowing(widened)
    return Parts(
      normalised: normalised,
      attended: attended,
      sum: sum,
      normalisedSum: normalisedSum,
      widened: widened,
      narrowed: narrowed,
      output: sum + narrowed
    )
  }

  /// The output for data.
  public func callAsFunction(
    _ x: TensorOf<Scalar>,
    mask: TensorOf<Scalar>? = nil,
    causal: Bool = false,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    self(VariableOf(constant: x), mask: mask, causal: causal, file: file, line: line)
  }
}

extension VariableOf {
  /// The steps `[batch, time, width]` with zeros where the mask `[batch, time]` is 0.
  fileprivate func withoutPadding(
    _ mask: TensorOf<Scalar>?,
    file: StaticString,
    line: UInt
  ) -> VariableOf {
    guard let mask else { return self }
    requireMask(mask, shape, file: file, line: line)
    return masked(by: mask.nonZero.expanded(axis: 2))
  }
}

/// Multi-head self-attention of single precision.
public typealias MultiHeadSelfAttention = MultiHeadSelfAttentionOf<Float>
/// A self-attention block of single precision.
public typealias SelfAttentionBlock = SelfAttentionBlockOf<Float>
