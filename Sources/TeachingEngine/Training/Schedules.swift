/// How the learning rate changes with the step; assign `schedule(step)` to the optimiser.
///
///     optimizer.learningRate = schedule(step)
public enum LearningRateSchedule<Scalar: TensorScalar>: Sendable, Equatable {
  /// Always the same.
  case constant(Scalar)
  /// Multiplied by `factor` every `every` steps.
  case stepwise(start: Scalar, factor: Scalar, every: Int)
  /// start · factorᵗ.
  case exponential(start: Scalar, factor: Scalar)
  /// From start to end along half a cosine over `steps`. Source: Loshchilov & Hutter (2017).
  case cosine(start: Scalar, end: Scalar, steps: Int)
  /// Linearly up to `peak` over `warmup` steps, then linearly to 0 at `steps`.
  case warmup(peak: Scalar, warmup: Int, steps: Int)

  /// The rate at a step, counted from 0.
  public func callAsFunction(_ step: Int) -> Scalar {
    switch self {
    case .constant(let rate): return rate
    case .stepwise(let start, let factor, let every):
      return start * Scalar.pow(factor, Scalar(step / max(1, every)))
    case .exponential(let start, let factor): return start * Scalar.pow(factor, Scalar(step))
    case .cosine(let start, let end, let steps):
      let progress = Scalar(min(step, steps)) / Scalar(max(1, steps))
      return end + (start - end) * (1 + Scalar.cos(Scalar.pi * progress)) / 2
    case .warmup(let peak, let warmup, let steps):
      if step < warmup { return peak * Scalar(step + 1) / Scalar(warmup) }
      return peak * Scalar(max(0, steps - step)) / Scalar(max(1, steps - warmup))
    }
  }
}

/// Stops training when a validation loss has not improved for a while.
public struct EarlyStopping<Scalar: TensorScalar> {
  /// How many checks without improvement are allowed.
  public let patience: Int
  /// By how much a loss must fall to count as better.
  public let minimumImprovement: Scalar
  /// The best loss so far.
  public private(set) var bestLoss = Scalar.infinity
  /// The number of the check that had it, from 0.
  public private(set) var bestCheck: Int?
  private var checks = 0
  private var bestValues: [TensorOf<Scalar>] = []

  /// A rule with the given patience.
  public init(patience: Int, minimumImprovement: Scalar = 0) {
    self.patience = patience
    self.minimumImprovement = minimumImprovement
  }

  /// Notes a validation loss and keeps the model's parameters if it is the best.
  ///
  /// - Returns: whether training should stop. A loss that is not a number never improves.
  public mutating func shouldStop<M: Model>(
    after loss: Scalar,
    model: M
  ) -> Bool where M.Scalar == Scalar {
    defer { checks += 1 }
    if loss < bestLoss - minimumImprovement {
      bestLoss = loss
      bestCheck = checks
      bestValues = model.parameters.map(\.variable.value)
      return false
    }
    return checks - (bestCheck ?? -1) >= patience
  }

  /// Gives the model the parameters it had at the best check.
  public func restoreBest<M: Model>(_ model: M) where M.Scalar == Scalar {
    for (parameter, value) in zip(model.parameters, bestValues) { parameter.variable.value = value }
  }
}
