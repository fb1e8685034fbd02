/// A hidden state that changes by chance, seen through noisy symbols.
public struct HiddenMarkovModel: Sendable, Equatable {
  /// Chances of the next state (column) from each state (row).
  public let transition: [[Double]]
  /// Chances of each symbol (column) in each state (row).
  public let emission: [[Double]]
  /// Chances of the first state.
  public let initial: [Double]

  /// A model from its tables; every row must sum to 1, or it traps.
  public init(
    transition: [[Double]],
    emission: [[Double]],
    initial: [Double],
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let states = initial.count
    let fits =
      transition.count == states && emission.count == states
      && transition.allSatisfy { $0.count == states }
      && (transition + emission + [initial]).allSatisfy { row in
        row.allSatisfy { $0 >= 0 } && (row.reduce(0, +) - 1).magnitude < 1e-9
      }
    guard fits else {
      trap(
        .argument(
          operation: "HiddenMarkovModel",
          problem: "the tables are not distributions",
          fix: "give one row for each state, each with a sum of 1"
        ),
        file: file,
        line: line
      )
    }
    self.transition = transition
    self.emission = emission
    self.initial = initial
  }

  /// Two states that stay with chance `stay` and show their own symbol with chance `emit`.
  public static func twoState(stay: Double = 0.95, emit: Double = 0.8) -> HiddenMarkovModel {
    HiddenMarkovModel(
      transition: [[stay, 1 - stay], [1 - stay, stay]],
      emission: [[emit, 1 - emit], [1 - emit, emit]],
      initial: [0.5, 0.5]
    )
  }

  /// One sequence of states and the symbols they show.
  public func sample(
    time: Int,
    generator: inout RandomGenerator
  ) -> (states: [Int], symbols: [Int]) {
    var states: [Int] = []
    var symbols: [Int] = []
    var state = generator.index(weights: initial)
    for _ in 0..<time {
      states.append(state)
      symbols.append(generator.index(weights: emission[state]))
      state = generator.index(weights: transition[state])
    }
    return (states, symbols)
  }

  /// The Bayes filter: after every symbol the chances of the states, and before it the
  /// chances of the symbols.
  ///
  ///     predicted_t(j) = Σᵢ belief_{t−1}(i) A_ij
  ///     belief_t(j) ∝ predicted_t(j) B_j(x_t)
  public func filter(
    _ symbols: [Int]
  ) -> (beliefs: [[Double]], predictions: [[Double]]) {
    var beliefs: [[Double]] = []
    var predictions: [[Double]] = []
    var predicted = initial
    for symbol in symbols {
      predictions.append(
        emission[0].indices.map { next in
          predicted.indices.reduce(0) { $0 + predicted[$1] * emission[$1][next] }
        }
      )
      let joint = predicted.indices.map { predicted[$0] * emission[$0][symbol] }
      let total = joint.reduce(0, +)
      let belief = joint.map { $0 / total }
      beliefs.append(belief)
      predicted = belief.indices.map { next in
        belief.indices.reduce(0) { $0 + belief[$1] * transition[$1][next] }
      }
    }
    return (beliefs, predictions)
  }

  /// The filter's mean cross-entropy, −ln of the chance it gave to what came, in nats a symbol.
  public func crossEntropy(_ symbols: [Int]) -> Double {
    let predictions = filter(symbols).predictions
    let total = zip(predictions, symbols).reduce(0) { $0 - Double.log($1.0[$1.1]) }
    return total / Double(symbols.count)
  }
}
