/// The distribution of the next symbol at a temperature: softmax(x / τ).
///
/// τ → 0 picks the largest logit (0 does so exactly), τ = 1 is the model's own distribution, and
/// τ → ∞ is uniform.
public func probabilities<Scalar: TensorScalar>(
  logits: [Scalar],
  temperature: Scalar = 1,
  file: StaticString = #fileID,
  line: UInt = #line
) -> [Scalar] {
  guard temperature >= 0, !logits.isEmpty else {
    trap(
      .argument(
        operation: "probabilities",
        problem: "temperature \(temperature) over \(logits.count) logits is not possible",
        fix: "give at least one logit and a temperature of at least 0"
      ),
      file: file,
      line: line
    )
  }
  // NaN among the logits leaves no distribution, whatever the temperature.
  if temperature == 0, !logits.contains(where: \.isNaN) {
    let best = TensorOf(logits).argmax(axis: 0)[0]
    return logits.indices.map { $0 == best ? 1 : 0 }
  }
  // The largest logit is taken out before the division, so that a tiny temperature cannot overflow.
  let largest = logits.max() ?? 0
  return TensorOf(logits.map { ($0 - largest) / temperature }).softmax().scalars
}

/// A symbol drawn from the distribution of its logits at a temperature.
public func sampledSymbol<Scalar: TensorScalar>(
  logits: [Scalar],
  temperature: Scalar = 1,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> Int {
  generator.index(
    weights: probabilities(logits: logits, temperature: temperature, file: file, line: line),
    file: file,
    line: line
  )
}
