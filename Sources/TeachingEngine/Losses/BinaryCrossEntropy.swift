/// Cross-entropy of yes-or-no targets in [0, 1], from logits, averaged over all elements, or over those
/// whose mask is 1.
///
///     L = mean(max(x, 0) − x t + ln(1 + e^−|x|))        ∂L/∂x = (σ(x) − t) / n
///
/// Computed as it is printed: a confident right answer, such as x = 20 for t = 1, keeps its small loss
/// (2.1e-9). The gradient is (1 − t) σ(x) − t σ(−x), which is the same without a difference of numbers
/// near 1. Elements whose mask is 0 may hold anything.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
public func binaryCrossEntropy<Scalar: TensorScalar>(
  logits: VariableOf<Scalar>,
  targets: TensorOf<Scalar>,
  mask: TensorOf<Scalar>? = nil,
  file: StaticString = #fileID,
  line: UInt = #line
) -> VariableOf<Scalar> {
  requireSameShape("binaryCrossEntropy", logits.shape, targets.shape, file: file, line: line)
  if let mask {
    requireSameShape("binaryCrossEntropy mask", targets.shape, mask.shape, file: file, line: line)
  }
  let x = logits.value
  let count = mask.map { Scalar.maximum(1, $0.sum().item) } ?? Scalar(x.count)
  let losses = x.map2(targets) { x, t in
    (x > 0 ? x : 0) - x * t + Scalar.log1p(Scalar.exp(-x.magnitude))
  }
  let total = (mask.map { losses.masked(by: $0) } ?? losses).sum()
  return VariableOf(
    operation: "binaryCrossEntropy",
    inputs: [logits],
    value: total / count
  ) { gradient, _ in
    let slopes = x.map2(targets) { x, t in
      (1 - t) * Scalar.sigmoid(x) - t * Scalar.sigmoid(-x)
    }
    return [(mask.map { slopes.masked(by: $0) } ?? slopes) * (gradient.item / count)]
  }
}
