/// What a trace keeps of one variable at one time step.
public struct StepSummary: Sendable, Equatable {
  /// ‖∂L/∂(variable)‖ over batch and units.
  public let gradientNorm: Double
  /// The mean of the variable's own numbers.
  public let mean: Double
  /// The smallest of them.
  public let minimum: Double
  /// The largest of them.
  public let maximum: Double
  /// Whether the values are finite.
  public let hasFiniteValues: Bool
  /// Whether the gradients are finite.
  public let hasFiniteGradients: Bool

  /// The summary of a value and its gradient.
  init<Scalar: TensorScalar>(value: TensorOf<Scalar>, gradient: TensorOf<Scalar>) {
    gradientNorm = Double(gradient.norm)
    hasFiniteGradients = gradient.isFinite
    hasFiniteValues = value.isFinite
    mean = value.count > 0 ? Double(value.mean().item) : .nan
    minimum = value.count > 0 ? Double(value.min()) : .nan
    maximum = value.count > 0 ? Double(value.max()) : .nan
  }
}

/// One part of one layer over all steps.
public struct TraceSeries: Sendable, Equatable {
  /// The layer, by the path of its parameters.
  public let layer: String
  /// Which part: h, c or a gate.
  public let role: StepMark.Role
  /// What was seen, the first step first.
  public let steps: [StepSummary]

  /// ‖∂L/∂(part)_t‖, the first step first.
  public var gradientNorms: [Double] { steps.map(\.gradientNorm) }
}

/// What a trace keeps of one parameter.
public struct ParameterSummary: Sendable, Equatable {
  /// The parameter.
  public let name: String
  /// ‖w‖ before the update.
  public let valueNorm: Double
  /// ‖∂L/∂w‖.
  public let gradientNorm: Double
  /// ‖Δw‖ of the update that followed, if there was one.
  public internal(set) var updateNorm: Double?

  /// ‖Δw‖ / ‖w‖; about 10⁻³ is usual.
  public var updateRatio: Double? {
    updateNorm.map { valueNorm > 0 ? $0 / valueNorm : .infinity }
  }
}

/// One backward pass.
public struct TracePass: Sendable, Equatable {
  /// Its number, from 0.
  public let number: Int
  /// The loss it started from.
  public let loss: Double
  /// All parts of all layers.
  public let series: [TraceSeries]
  /// All parameters.
  public internal(set) var parameters: [ParameterSummary]
  /// Where NaN or infinity first appeared; `nil` if it did not.
  public let firstNonFinite: TraceFinding?

  /// One part; of the first layer that has it if no layer is named.
  public func series(_ role: StepMark.Role, layer: String? = nil) -> TraceSeries? {
    series.first { $0.role == role && (layer == nil || $0.layer == layer) }
  }
}

/// Where something went wrong first.
public struct TraceFinding: Sendable, Equatable, CustomStringConvertible {
  /// What went wrong.
  public enum Problem: String, Sendable {
    /// The forward pass gave NaN or infinity.
    case valueNotFinite = "the value is not finite"
    /// The backward pass gave NaN or infinity.
    case gradientNotFinite = "the gradient is not finite"
    /// The gradient has become too small to matter.
    case vanished = "the gradient has vanished"
    /// The gradient has become huge.
    case exploded = "the gradient has exploded"
  }

  /// What went wrong.
  public let problem: Problem
  /// In which backward pass, from 0.
  public let pass: Int
  /// In which layer, or which parameter.
  public let layer: String
  /// In which part of a cell; `nil` for a parameter, and for what is no state or gate.
  public let role: StepMark.Role?
  /// In which operation, by its name if it has one; `nil` for a parameter, a state or a gate.
  public let operation: String?
  /// At which time step, from 0; `nil` outside of recurrent layers.
  public let step: Int?

  /// One sentence.
  public var description: String { "pass \(pass): \(problem.rawValue) in \(place)" }

  /// What went wrong, in which layer and at which step: `h of encoder at step 3`.
  public var place: String {
    let part = (role?.rawValue ?? operation).map { "\($0) of " } ?? ""
    return part + layer + (step.map { " at step \($0)" } ?? "")
  }
}
