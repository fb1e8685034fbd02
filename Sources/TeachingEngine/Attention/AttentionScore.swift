/// How well a query fits a key: one number for every pair.
public protocol AttentionScore<Scalar>: Model {
  /// The scores of queries `[batch, m, q]` against keys `[batch, n, k]`: `[batch, m, n]`.
  func scores(
    _ queries: VariableOf<Scalar>,
    _ keys: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar>
}

/// Traps unless queries and keys are batches of vectors of the given widths.
private func requirePair<Scalar: TensorScalar>(
  _ name: String,
  _ queries: VariableOf<Scalar>,
  _ keys: VariableOf<Scalar>,
  _ widths: (Int, Int),
  file: StaticString,
  line: UInt
) {
  guard queries.rank == 3, keys.rank == 3, queries.shape[0] == keys.shape[0],
    queries.shape[2] == widths.0, keys.shape[2] == widths.1
  else {
    trap(
      .shapes(
        operation: name,
        shapes: [queries.shape, keys.shape],
        problem: "queries and keys do not fit",
        fix: "queries are [batch, m, \(widths.0)], keys [batch, n, \(widths.1)]; "
          + "expanded(axis: 1) turns one query [batch, width] into that"
      ),
      file: file,
      line: line
    )
  }
}

/// score(q, k) = q · k, or q · k / √d, which keeps its variance at 1 for independent unit parts.
///
/// - Source: Luong, Pham & Manning (2015); Vaswani et al. (2017), section 3.2.1, for the scale.
public struct DotScoreOf<Scalar: TensorScalar>: AttentionScore {
  /// Whether scores are divided by √d.
  public let isScaled: Bool

  /// A score without parameters.
  public init(scaled: Bool = true) { isScaled = scaled }

  /// q · k for every pair.
  public func scores(
    _ queries: VariableOf<Scalar>,
    _ keys: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    let width = keys.shape.last ?? 0
    requirePair("DotScore", queries, keys, (width, width), file: file, line: line)
    let products = queries.matmul(keys.transposed(), file: file, line: line)
    return isScaled ? products / Scalar(width).squareRoot() : products
  }

  /// None.
  public var parameters: [NamedParameter<Scalar>] { [] }
}

/// score(q, k) = q W kᵀ.
///
/// - Source: Luong, Pham & Manning (2015), "general".
public struct GeneralScoreOf<Scalar: TensorScalar>: AttentionScore {
  /// W, `[query width, key width]`.
  public let weight: VariableOf<Scalar>

  /// A score with a random W.
  public init(queries: Int, keys: Int, generator: inout RandomGenerator) {
    weight = VariableOf(
      Initializer.uniformByWidth.matrix(inputs: queries, outputs: keys, generator: &generator)
    )
  }

  /// q W kᵀ for every pair.
  public func scores(
    _ queries: VariableOf<Scalar>,
    _ keys: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    requirePair(
      "GeneralScore",
      queries,
      keys,
      (weight.shape[0], weight.shape[1]),
      file: file,
      line: line
    )
    return queries.matmul(weight).matmul(keys.transposed())
  }
}

/// score(q, k) = tanh(q Wq + k Wk) · v.
///
/// - Source: Bahdanau, Cho & Bengio (2015), appendix A.1.2.
public struct AdditiveScoreOf<Scalar: TensorScalar>: AttentionScore {
  /// Wq, `[query width, units]`.
  public let queryWeights: VariableOf<Scalar>
  /// Wk, `[key width, units]`.
  public let keyWeights: VariableOf<Scalar>
  /// v, `[units, 1]`.
  public let scoreWeights: VariableOf<Scalar>

  /// A score with random weights.
  public init(queries: Int, keys: Int, units: Int, generator: inout RandomGenerator) {
    let initializer = Initializer.uniformByWidth
    queryWeights = VariableOf(
      initializer.matrix(inputs: queries, outputs: units, generator: &generator)
    )
    keyWeights = VariableOf(
      initializer.matrix(inputs: keys, outputs: units, generator: &generator)
    )
    scoreWeights = VariableOf(
      initializer.matrix(inputs: units, outputs: 1, generator: &generator)
    )
  }

  /// tanh(q Wq + k Wk) · v for every pair.
  public func scores(
    _ queries: VariableOf<Scalar>,
    _ keys: VariableOf<Scalar>,
    file: StaticString,
    line: UInt
  ) -> VariableOf<Scalar> {
    requirePair(
      "AdditiveScore",
      queries,
      keys,
      (queryWeights.shape[0], keyWeights.shape[0]),
      file: file,
      line: line
    )
    let (batch, m, n) = (queries.shape[0], queries.shape[1], keys.shape[1])
    let units = scoreWeights.shape[0]
    let q = queries.matmul(queryWeights).expanded(axis: 2)
    let k = keys.matmul(keyWeights).expanded(axis: 1)
    return (q + k).tanh().reshaped([batch * m, n, units]).matmul(scoreWeights)
      .reshaped([batch, m, n])
  }
}

/// The dot-product score of single precision.
public typealias DotScore = DotScoreOf<Float>
/// Luong's general score of single precision.
public typealias GeneralScore = GeneralScoreOf<Float>
/// Bahdanau's score of single precision.
public typealias AdditiveScore = AdditiveScoreOf<Float>
