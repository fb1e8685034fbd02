/// Records how gradients flow through time while a model trains, without changing its code.
///
///     let trace = GradientTrace(model)
///     optimizer.step(minimizing: loss, trace: trace)      // or loss.backward(trace: trace)
///
/// For every backward pass it keeps, step by step, ‖∂L/∂h_t‖ and ‖∂L/∂c_t‖ and the same for every
/// gate, the gates' activations, and for every parameter the norms of its value and gradient. The
/// engine's cells and fused layers say themselves what their states are; in a model written by
/// hand the states are found from the tape: they are what a weight matrix multiplies again and
/// again, each depending on the one before. Norms are over batch and units together.
public final class GradientTrace<Scalar: TensorScalar>: GradientObserver {
  /// What is traced, by name.
  public let parameters: [NamedParameter<Scalar>]
  /// One record for each backward pass, the first one first.
  public private(set) var passes: [TracePass] = []

  private var sources: [ObjectIdentifier: String] = [:]
  private var open = OpenPass<Scalar>()
  private var snapshot: [TensorOf<Scalar>] = []

  /// A trace of a model's backward passes.
  public convenience init<M: Model>(_ model: M) where M.Scalar == Scalar {
    self.init(model.parameters)
  }

  /// A trace of the given parameters' backward passes.
  public init(_ parameters: [NamedParameter<Scalar>]) {
    self.parameters = parameters
    for parameter in parameters {
      sources[ObjectIdentifier(parameter.variable)] = layerName(of: parameter.name)
    }
  }

  /// Called when a backward pass starts.
  public func beginPass(loss: VariableOf<Scalar>) {
    settleUpdates()
    open = OpenPass()
    open.loss = loss
  }

  /// Called with every complete gradient.
  public func observe(_ variable: VariableOf<Scalar>, gradient: TensorOf<Scalar>) {
    open.note(variable, gradient)
  }

  /// Called by fused layers with what a cell would have marked.
  public func observe(_ mark: StepMark, value: TensorOf<Scalar>, gradient: TensorOf<Scalar>) {
    open.note(mark, StepSummary(value: value, gradient: gradient))
  }

  /// Called when a backward pass has ended.
  public func endPass() {
    open.addDiscoveredStates()
    var series: [TraceSeries] = []
    for part in open.order {
      series.append(
        TraceSeries(
          layer: sources[part.source] ?? "cell",
          role: part.role,
          steps: open.steps(of: part)
        )
      )
    }
    let summaries = parameters.map { parameter in
      ParameterSummary(
        name: parameter.name,
        valueNorm: Double(parameter.variable.value.norm),
        gradientNorm: parameter.variable.gradientIfAny.map { Double($0.norm) } ?? 0
      )
    }
    passes.append(
      TracePass(
        number: passes.count,
        loss: open.loss.map { $0.count == 1 ? Double($0.item) : .nan } ?? .nan,
        series: series,
        parameters: summaries,
        firstNonFinite: open.nonFinite.isEmpty
          ? nil
          : open.loss.flatMap { loss in
            NonFiniteSearch(below: loss, parameters: parameters, noted: open.nonFinite)
              .finding(pass: passes.count)
          }
      )
    )
    snapshot = parameters.map(\.variable.value)
    open = OpenPass()
  }

  /// Measures how far each parameter has moved since the last pass.
  ///
  /// It happens by itself when the next pass starts; call it before reading the last pass's
  /// update-to-weight ratios.
  public func settleUpdates() {
    guard let last = passes.indices.last, snapshot.count == parameters.count else { return }
    for (index, parameter) in parameters.enumerated() {
      let moved = (parameter.variable.value - snapshot[index]).norm
      passes[last].parameters[index].updateNorm = Double(moved)
    }
    snapshot = []
  }
}

/// A layer's name from the name of one of its parameters: its path, and its number if it has one.
func layerName(of parameter: String) -> String {
  let parts = parameter.split(separator: ".")
  let last = parts.last ?? ""
  let path = parts.dropLast().joined(separator: ".")
  let pieces = last.split(separator: "_")
  let suffix = pieces.drop {
    !($0.first == "l" && $0.dropFirst().allSatisfy(\.isNumber)) || $0 == "l"
  }
  .joined(separator: " ")
  return [path, suffix].filter { !$0.isEmpty }.joined(separator: " ").isEmpty
    ? "cell" : [path, suffix].filter { !$0.isEmpty }.joined(separator: " ")
}
