/// Two-state sepsis as a decision problem under partial observation.
///
/// The patient is stable (0) or septic (1). Each step shows a noisy sign; the action treats (1) or
/// waits (0). Septic and untreated costs 1, treatment costs 0.3, and ends sepsis with chance 0.5.
public struct SepsisEnvironment: Sendable, Equatable {
  /// The hidden state.
  public private(set) var isSeptic = false
  /// The chance of falling ill in a step.
  public let onset: Double
  /// The chance that the sign shows the state.
  public let signAccuracy: Double

  /// A stable patient.
  public init(onset: Double = 0.1, signAccuracy: Double = 0.75) {
    self.onset = onset
    self.signAccuracy = signAccuracy
  }

  /// What the sign shows now: 1 for septic.
  public func sign(generator: inout RandomGenerator) -> Int {
    generator.bernoulli(signAccuracy) == isSeptic ? 1 : 0
  }

  /// Takes an action and returns the reward.
  public mutating func step(treats: Bool, generator: inout RandomGenerator) -> Double {
    let reward = (isSeptic && !treats ? -1 : 0) - (treats ? 0.3 : 0)
    if isSeptic {
      if treats, generator.bernoulli(0.5) { isSeptic = false }
    } else {
      isSeptic = generator.bernoulli(onset)
    }
    return reward
  }
}
