#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What attention gives back.
public struct AttentionResult<Scalar: TensorScalar> {
  /// For every query the weighted mean of the values, `[batch, m, width]`.
  public let context: VariableOf<Scalar>
  /// The weights, `[batch, m, n]`; every row sums to 1, or is all 0 if everything is masked.
  public let weights: VariableOf<Scalar>
  /// How many rows had every key masked; their context is zero.
  public let fullyMaskedRows: Int
}

/// Attention: every query gets the mean of the values, weighted by the softmax of its scores.
///
///     α_ij = softmax_j(score(q_i, k_j))        context_i = Σ_j α_ij v_j
///
/// A masked key's weight is exactly 0, and whatever it holds reaches no value and no gradient. A row
/// without any key left gives zeros, and a warning on standard error, instead of NaN.
///
/// - Parameter values: `[batch, n, width]`; the keys themselves if `nil`.
/// - Parameter mask: `[batch, n]`, 1 where a key counts and 0 in the padding.
/// - Parameter causal: whether query i sees keys 0 … i only.
/// - Source: Bahdanau, Cho & Bengio (2015), section 3.1; Vaswani et al. (2017), eq. 1.
public func attend<Score: AttentionScore>(
  _ score: Score,
  queries: VariableOf<Score.Scalar>,
  keys: VariableOf<Score.Scalar>,
  values: VariableOf<Score.Scalar>? = nil,
  mask: TensorOf<Score.Scalar>? = nil,
  causal: Bool = false,
  file: StaticString = #fileID,
  line: UInt = #line
) -> AttentionResult<Score.Scalar> {
  let counted = mask.map { mask -> TensorOf<Score.Scalar> in
    requireMask(mask, keys.shape, file: file, line: line)
    return mask.nonZero.expanded(axis: 2)
  }
  // What a masked key holds must not even enter a product: 0 · NaN is NaN.
  let keys = counted.map { keys.masked(by: $0) } ?? keys
  let values = counted.flatMap { counted in values?.masked(by: counted) } ?? values ?? keys
  let scores = score.scores(queries, keys, file: file, line: line)
  let open = openPairs(scores.shape, mask: mask, causal: causal)
  let weights = (open.map { scores.closed(where: $0) } ?? scores).softmax(axis: -1)
  let empty = open.map { $0.max(axis: 2).scalars.count { $0 == 0 } } ?? 0
  if empty > 0 { warn("attention: \(empty) row(s) have every key masked; their context is zero") }
  return AttentionResult(
    context: context(weights, values, open: causal ? open : nil, file: file, line: line),
    weights: weights,
    fullyMaskedRows: empty
  )
}

/// Σ_j α_ij v_j; with `open`, a pair that is not open adds nothing even if v_j is NaN.
private func context<Scalar: TensorScalar>(
  _ weights: VariableOf<Scalar>,
  _ values: VariableOf<Scalar>,
  open: TensorOf<Scalar>?,
  file: StaticString,
  line: UInt
) -> VariableOf<Scalar> {
  guard let open, !values.value.isFinite else {
    return weights.matmul(values, file: file, line: line)
  }
  // Every query gets values of its own, without those it may not see.
  let (batch, m, n, width) = (
    open.shape[0], open.shape[1], open.shape[2], values.shape.last ?? 0
  )
  let seen = values.expanded(axis: 1).broadcast(to: [batch, m, n, width])
    .masked(by: open.expanded(axis: 3))
  return weights.reshaped([batch * m, 1, n]).matmul(seen.reshaped([batch * m, n, width]))
    .reshaped([batch, m, width])
}

/// Traps unless a mask has one number for every key.
func requireMask<Scalar: TensorScalar>(
  _ mask: TensorOf<Scalar>,
  _ keys: [Int],
  file: StaticString,
  line: UInt
) {
  guard mask.shape == Array(keys.prefix(2)) else {
    trap(
      .shapes(
        operation: "attention mask",
        shapes: [mask.shape, Array(keys.prefix(2))],
        problem: "the mask does not fit the keys",
        fix: "give [batch, keys], 1 where a key counts"
      ),
      file: file,
      line: line
    )
  }
}

/// 1 where a query may see a key and 0 elsewhere, `[batch, m, n]`; `nil` if every query sees all.
private func openPairs<Scalar: TensorScalar>(
  _ shape: [Int],
  mask: TensorOf<Scalar>?,
  causal: Bool
) -> TensorOf<Scalar>? {
  guard mask != nil || causal else { return nil }
  let (m, n) = (shape[1], shape[2])
  let counted = mask?.nonZero.expanded(axis: 1) ?? .ones([1, 1, n])
  let past = TensorOf<Scalar>(
    uncheckedShape: [1, m, n],
    (0..<(m * n)).map { causal && $0 % n > $0 / n ? 0 : 1 }
  )
  return (counted * past).broadcast(to: shape)
}

extension VariableOf {
  /// −∞ where `open` is 0, whatever stands there, and the elements themselves elsewhere.
  fileprivate func closed(where open: TensorOf<Scalar>) -> VariableOf {
    Self.operation(
      "masked",
      value.map2(open) { x, open in open == 0 ? -.infinity : x },
      (self, { $0.masked(by: open) })
    )
  }
}

/// A sentence on standard error, so that results stay as they are.
func warn(_ sentence: String) {
  let line = Array("warning: \(sentence)\n".utf8)
  line.withUnsafeBytes { _ = write(2, $0.baseAddress, $0.count) }
}

/// Positions as vectors, `[time, width]`.
///
///     PE(t, 2i) = sin(t / 10000^(2i/width))        PE(t, 2i + 1) = cos(t / 10000^(2i/width))
///
/// - Source: Vaswani et al. (2017), section 3.5.
public func sinusoidalPositions<Scalar: TensorScalar>(
  time: Int,
  width: Int,
  as _: Scalar.Type = Float.self
) -> TensorOf<Scalar> {
  var result = TensorOf<Scalar>.zeros([time, width])
  for t in 0..<time {
    for feature in 0..<width {
      let frequency = Double.pow(10000, -Double(feature / 2 * 2) / Double(width))
      let angle = Double(t) * frequency
      result[t, feature] = Scalar(feature % 2 == 0 ? Double.sin(angle) : Double.cos(angle))
    }
  }
  return result
}
