/// Plans that are not in use, so that a training loop plans its buffers once.
final class PlanPool<Scalar: TensorScalar> {
  /// Plans kept; batches of many different lengths would otherwise keep memory for each.
  private static var limit: Int { 4 }

  private var free: [(shape: RecurrentShape, plan: RecurrentPlan<Scalar>)] = []

  /// A plan for a shape: one that was given back, or a new one.
  func take(_ shape: RecurrentShape, threads: Int) -> RecurrentPlan<Scalar> {
    if let index = free.lastIndex(where: { $0.shape == shape }) {
      return free.remove(at: index).plan
    }
    return RecurrentPlan(shape, threads: threads)
  }

  /// Keeps a plan for later.
  func giveBack(_ plan: RecurrentPlan<Scalar>, _ shape: RecurrentShape) {
    free.append((shape, plan))
    if free.count > Self.limit { free.removeFirst() }
  }
}
