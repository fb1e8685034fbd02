/// The recurrent cells that have a fused pass over whole sequences.
public enum FusedCell: Hashable, Sendable {
  /// h′ = φ(x Wx + h Wh + b).
  case rnn(RNNActivation)
  /// With input, forget and output gate (Gers, Schmidhuber & Cummins 2000).
  case lstm
  /// Without a forget gate: c′ = c + i ⊙ g (Hochreiter & Schmidhuber 1997).
  case lstm1997
  /// r ⊙ (h Whn + bhn) if the reset comes after the product, (r ⊙ h) Whn if before it; z keeps the
  /// old state or writes the new one.
  case gru(resetAfter: Bool, updateKeeps: Bool)

  /// How many gates lie side by side in the weights.
  public var gateCount: Int {
    switch self {
    case .rnn: 1
    case .lstm: 4
    case .lstm1997, .gru: 3
    }
  }

  /// Whether the state has a cell beside the hidden part.
  public var hasCellState: Bool { self == .lstm || self == .lstm1997 }

  /// Whether a GRU multiplies the reset state, which takes a second product inside each step.
  var resetsBefore: Bool {
    if case .gru(let resetAfter, _) = self { return !resetAfter }
    return false
  }

  /// Blocks of pre-activations a step computes; a GRU keeps m = h Whn + bhn apart from the rest of n.
  var blockCount: Int {
    if case .gru(resetAfter: true, _) = self { return 4 }
    return gateCount
  }

  /// The block of pre-activations that a gate's columns of Wx and of Wh go to.
  ///
  /// A GRU's gates r, z, n lie in the blocks n, r, z, m: so what reads x is blocks 0–2 and what reads
  /// h is blocks 1–3, both without a gap.
  func block(ofGate gate: Int, from source: GateSource) -> Int {
    guard case .gru(let resetAfter, _) = self else { return gate }
    if gate < 2 { return gate + 1 }
    return source == .hidden && resetAfter ? 3 : 0
  }

  /// The blocks that read x directly.
  var inputBlocks: Range<Int> {
    if case .gru = self { return 0..<3 }
    return 0..<gateCount
  }

  /// The blocks that read h before any gate is known.
  var hiddenBlocks: Range<Int> {
    guard case .gru(let resetAfter, _) = self else { return 0..<gateCount }
    return resetAfter ? 1..<4 : 1..<3
  }
}

/// Which of its two products a gate's weights belong to.
enum GateSource {
  case input
  case hidden
}
