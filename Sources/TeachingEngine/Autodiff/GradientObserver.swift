/// Sees the gradient of every variable as the backward pass completes it.
public protocol GradientObserver<Scalar>: AnyObject {
  /// The precision of what is observed.
  associatedtype Scalar: TensorScalar
  /// Called once per variable, the loss first, with its complete gradient.
  func observe(_ variable: VariableOf<Scalar>, gradient: TensorOf<Scalar>)
  /// Called by a fused layer with what a cell would have marked.
  func observe(_ mark: StepMark, value: TensorOf<Scalar>, gradient: TensorOf<Scalar>)
  /// Called when a backward pass starts.
  func beginPass(loss: VariableOf<Scalar>)
  /// Called when a backward pass has ended and all leaves have their gradients.
  func endPass()
}

/// What a variable is to the cell that made it.
public struct StepMark: Hashable, Sendable {
  /// The part a variable plays in a step.
  public enum Role: String, Sendable, CaseIterable {
    /// h_t.
    case hiddenState = "h"
    /// c_t.
    case cellState = "c"
    /// i_t of an LSTM.
    case inputGate = "i"
    /// f_t of an LSTM.
    case forgetGate = "f"
    /// o_t of an LSTM.
    case outputGate = "o"
    /// g_t of an LSTM, n_t of a GRU: the candidate.
    case candidate = "g"
    /// r_t of a GRU.
    case resetGate = "r"
    /// z_t of a GRU.
    case updateGate = "z"
  }

  /// The part it plays.
  public let role: Role
  /// Which cell made it: the identity of its recurrent weights.
  public let source: ObjectIdentifier
  /// The time step, if the maker knows it; cells leave it to the order of the tape.
  public let step: Int?

  /// A mark for a variable made by the cell whose recurrent weights are `source`.
  public init(_ role: Role, source: AnyObject, step: Int? = nil) {
    self.role = role
    self.source = ObjectIdentifier(source)
    self.step = step
  }

  /// A mark for a source that was found on the tape.
  init(_ role: Role, id source: ObjectIdentifier) {
    self.role = role
    self.source = source
    step = nil
  }
}
