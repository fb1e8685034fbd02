/// The states of several layers, the lowest first.
public struct StackedState<State: RecurrentState>: RecurrentState {
  /// One state for each layer.
  public let layers: [State]

  /// A state from the layers' states, the lowest first.
  public init(layers: [State]) { self.layers = layers }

  /// The parts of all layers, one after another.
  public var parts: [VariableOf<State.Scalar>] { layers.flatMap(\.parts) }

  /// Every layer's parts, replaced.
  public func mapParts(
    _ transform: (VariableOf<State.Scalar>) -> VariableOf<State.Scalar>
  ) -> StackedState {
    StackedState(layers: layers.map { $0.mapParts(transform) })
  }
}

/// Recurrent layers on top of each other: each reads the outputs of the one below.
public struct Stacked<Inner: SequenceLayer>: SequenceLayer {
  /// The layers, the lowest first.
  public let layers: [Inner]

  /// A stack of layers, the lowest first; traps if their widths do not fit.
  public init(_ layers: [Inner], file: StaticString = #fileID, line: UInt = #line) {
    let fits = zip(layers, layers.dropFirst()).allSatisfy { $0.outputWidth == $1.inputs }
    guard !layers.isEmpty, fits else {
      trap(
        .argument(
          operation: "Stacked",
          problem: "layers with inputs \(layers.map(\.inputs)) and outputs "
            + "\(layers.map(\.outputWidth)) do not fit",
          fix: "give at least one layer, each with as many inputs as the one below has outputs"
        ),
        file: file,
        line: line
      )
    }
    self.layers = layers
  }

  /// The number of input features.
  public var inputs: Int { layers[0].inputs }
  /// The width of the top layer's outputs.
  public var outputWidth: Int { layers[layers.count - 1].outputWidth }

  /// Zeros in every layer.
  public func initialState(batch: Int) -> StackedState<Inner.State> {
    StackedState(layers: layers.map { $0.initialState(batch: batch) })
  }

  /// The layers' parameters with their numbers, as PyTorch has them, `weight_ih_l0`, `_l1` and on.
  public var parameters: [NamedParameter<Inner.Scalar>] {
    layers.enumerated().flatMap { index, layer in
      layer.parameters.map { $0.renamed(replacing: "_l0", by: "_l\(index)") }
    }
  }

  /// Runs the layers one after another over the whole sequence.
  public func run(
    _ input: VariableOf<Inner.Scalar>,
    lengths: [Int]?,
    initialState: StackedState<Inner.State>?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<StackedState<Inner.State>> {
    var outputs = input
    var states: [Inner.State] = []
    for (index, layer) in layers.enumerated() {
      let result = layer.run(
        outputs,
        lengths: lengths,
        initialState: initialState?.layers[index],
        file: file,
        line: line
      )
      outputs = result.outputs
      states.append(result.finalState)
    }
    return SequenceResult(outputs: outputs, finalState: StackedState(layers: states))
  }
}
