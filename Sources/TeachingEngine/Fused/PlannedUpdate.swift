internal import EngineKernels

/// How a planned training step changes the parameters.
public enum PlannedUpdate<Scalar: TensorScalar>: Sendable {
  /// w ← w − η ∂L/∂w.
  case sgd(learningRate: Scalar)
  /// Kingma & Ba (2015), with both moments bias-corrected and ε outside the root; see `Adam`.
  case adam(
    learningRate: Scalar,
    betas: (Scalar, Scalar) = (0.9, 0.999),
    epsilon: Scalar = 1e-8
  )
}

/// Parameters, their gradients and moments, each in one piece of memory.
final class PlannedParameters<Scalar: TensorScalar> {
  /// Where each parameter and its gradient lie.
  private(set) var values: [UnsafeMutablePointer<Scalar>] = []
  private(set) var gradients: [UnsafeMutablePointer<Scalar>] = []
  let variables: [VariableOf<Scalar>]

  private let memory: PlannedMemory<Scalar>
  private let update: PlannedUpdate<Scalar>
  private let count: Int
  private let base, gradientBase, first, second: UnsafeMutablePointer<Scalar>
  private(set) var stepCount = 0

  /// Takes the variables' values.
  init(_ variables: [VariableOf<Scalar>], update: PlannedUpdate<Scalar>) {
    self.variables = variables
    self.update = update
    count = variables.reduce(0) { $0 + Scalar.padded($1.count) }
    memory = PlannedMemory([count, count, count, count])
    base = memory.next(count)
    gradientBase = memory.next(count)
    first = memory.next(count)
    second = memory.next(count)
    var offset = 0
    for variable in variables {
      values.append(base + offset)
      gradients.append(gradientBase + offset)
      offset += Scalar.padded(variable.count)
    }
    load()
  }

  /// Reads the values of the variables.
  func load() {
    for (variable, target) in zip(variables, values) {
      variable.value.withUnsafeBufferPointer { source in
        if let from = source.baseAddress { target.update(from: from, count: source.count) }
      }
    }
  }

  /// Gives the variables the values reached.
  func store() {
    for (variable, source) in zip(variables, values) {
      variable.updateValue { target in
        target.baseAddress?.update(from: source, count: target.count)
      }
    }
  }

  /// The gradient of a parameter in the last step, in the parameter's shape.
  func gradient(_ index: Int) -> TensorOf<Scalar> {
    let buffer = UnsafeBufferPointer(start: gradients[index], count: variables[index].count)
    return TensorOf(uncheckedShape: variables[index].shape, Array(buffer))
  }

  /// Whether no gradient of the last step is NaN or infinite.
  var hasFiniteGradients: Bool { ElementwiseKernels.areFinite(gradientBase, count: count) }

  /// One update of all parameters.
  func apply() {
    stepCount += 1
    switch update {
    case .sgd(let learningRate):
      ElementwiseKernels.add(gradientBase, times: -learningRate, to: base, count: count)
    case .adam(let learningRate, let betas, let epsilon):
      let power = Double(stepCount)
      OptimizerKernels.adam(
        OptimizerKernels.AdamStep(
          learningRate: learningRate,
          firstDecay: betas.0,
          secondDecay: betas.1,
          epsilon: epsilon,
          firstCorrection: Scalar(1 - Double.pow(Double(betas.0), power)),
          secondCorrection: Scalar(1 - Double.pow(Double(betas.1), power))
        ),
        parameters: base,
        gradients: gradientBase,
        firstMoments: first,
        secondMoments: second,
        count: count
      )
    }
  }
}
