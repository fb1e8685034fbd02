/// Plans of decoders with attention that are not in use; see `PlanPool`.
final class AttentionPool<Scalar: TensorScalar> {
  private static var limit: Int { 4 }
  private var free: [(plan: RecurrentPlan<Scalar>, attention: AttentionPlan<Scalar>)] = []
  let threads: Int

  init(threads: Int) { self.threads = threads }

  /// A pair for these shapes: one that was given back, or a new one.
  func take(
    _ shape: RecurrentShape,
    _ attentionShape: AttentionShape
  ) -> (plan: RecurrentPlan<Scalar>, attention: AttentionPlan<Scalar>) {
    let index = free.lastIndex {
      $0.attention.shape == attentionShape && $0.plan.cell == shape.cell
        && $0.plan.inputs == shape.inputs
    }
    if let index { return free.remove(at: index) }
    let plan = RecurrentPlan<Scalar>(shape, threads: threads)
    let attention = AttentionPlan<Scalar>(attentionShape)
    plan.attention = attention
    return (plan, attention)
  }

  /// Keeps a pair for later.
  func giveBack(_ plan: RecurrentPlan<Scalar>, _ attention: AttentionPlan<Scalar>) {
    free.append((plan, attention))
    if free.count > Self.limit { free.removeFirst() }
  }
}

extension AdditiveScoreOf {
  /// Wq, Wk and v.
  var variables: [VariableOf<Scalar>] { [queryWeights, keyWeights, scoreWeights] }
}
