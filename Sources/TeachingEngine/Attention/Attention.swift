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
/// A masked key's weight is exactly 0. A row without any key left gives zeros, and a warning on
/// standard error, instead of NaN.
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
  let scores = score.scores(queries, keys, file: file, line: line)
  let blocked = attentionMask(scores.shape, mask: mask, causal: causal, file: file, line: line)
  let weights = (blocked.map { scores + $0 } ?? scores).softmax(axis: -1)
  var empty = 0
  if let blocked {
    let width = scores.shape[2]
    let full = blocked.broadcast(to: scores.shape).scalars
    empty = (0..<(full.count / max(1, width))).count { row in
      full[(row * width)..<((row + 1) * width)].allSatisfy { $0 == -.infinity }
    }
    if empty > 0 { warn("attention: \(empty) row(s) have every key masked; their context is zero") }
  }
  return AttentionResult(
    context: weights.matmul(values ?? keys, file: file, line: line),
    weights: weights,
    fullyMaskedRows: empty
  )
}

/// −∞ where a weight must be 0 and 0 elsewhere, to be added to scores `[batch, m, n]`.
private func attentionMask<Scalar: TensorScalar>(
  _ shape: [Int],
  mask: TensorOf<Scalar>?,
  causal: Bool,
  file: StaticString,
  line: UInt
) -> TensorOf<Scalar>? {
  let (batch, m, n) = (shape[0], shape[1], shape[2])
  var blocked: TensorOf<Scalar>?
  if let mask {
    guard mask.shape == [batch, n] else {
      trap(
        .shapes(
          operation: "attention mask",
          shapes: [mask.shape, [batch, n]],
          problem: "the mask does not fit the keys",
          fix: "give [batch, keys], 1 where a key counts"
        ),
        file: file,
        line: line
      )
    }
    blocked = mask.map { $0 == 0 ? -.infinity : 0 }.expanded(axis: 1)
  }
  if causal {
    let future = TensorOf<Scalar>(
      uncheckedShape: [1, m, n],
      (0..<(m * n)).map { $0 % n > $0 / n ? -.infinity : 0 }
    )
    blocked = blocked.map { $0 + future } ?? future
  }
  return blocked
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
