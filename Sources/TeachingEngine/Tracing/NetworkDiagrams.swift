public import Plots

/// One example of `[1, time, width]` as plain numbers, step by step.
private func steps<Scalar: TensorScalar>(_ value: TensorOf<Scalar>) -> [[Double]] {
  value.select(axis: 0, index: 0).rows().map { row in row.map { Double($0) } }
}

extension RecurrentCell {
  /// Draws the network unrolled over a sequence, `[time, inputs]`, with its states in the boxes.
  ///
  /// - Parameters:
  ///   - sequence: One example.
  ///   - inputs: What each step reads, such as letters.
  ///   - outputs: What each step writes; none are drawn without.
  ///   - state: The state before the first step; zeros if `nil`.
  ///   - title: What the figure is called.
  public func unrolledDiagram(
    over sequence: TensorOf<Scalar>,
    inputs: [String] = [],
    outputs: [String] = [],
    from state: State? = nil,
    title: String = ""
  ) -> Chart {
    var state = state ?? initialState(batch: 1)
    let states = (0..<sequence.shape[0]).map { step -> [Double] in
      state = noGradient { callAsFunction(sequence[step..<(step + 1)], state) }
      return StepParts<Self>.units(output(of: state).value, example: 0)
    }
    return unrolledNetwork(hiddenStates: states, inputs: inputs, outputs: outputs, title: title)
  }

  /// Draws both directions of backpropagation through time over a sequence, `[time, inputs]`: the states on
  /// their way forward and ∂L/∂h on its way back, L being the sum of the steps' losses.
  ///
  /// No gradient of a parameter is changed by it.
  ///
  /// - Parameters:
  ///   - sequence: One example.
  ///   - inputs: What each step reads, such as letters.
  ///   - state: The state before the first step; zeros if `nil`.
  ///   - title: What the figure is called.
  ///   - loss: The loss, one number, of a step's output `[1, hidden]`; nil at a step without one.
  public func backpropagationDiagram(
    over sequence: TensorOf<Scalar>,
    inputs: [String] = [],
    from state: State? = nil,
    title: String = "",
    loss: (_ step: Int, _ output: VariableOf<Scalar>) -> VariableOf<Scalar>?
  ) -> Chart {
    var state = state ?? initialState(batch: 1)
    var outputs: [VariableOf<Scalar>] = []
    var losses: [VariableOf<Scalar>?] = []
    for step in 0..<sequence.shape[0] {
      state = callAsFunction(sequence[step..<(step + 1)], state)
      outputs.append(output(of: state).retainGradient())
      losses.append(loss(step, outputs[step]))
    }
    let taken = losses.compactMap(\.self)
    if let first = taken.first {
      taken.dropFirst().reduce(first, +).backwardLeavingParameters()
    }
    let gradients = outputs.map { output in
      output.gradientIfAny.map { StepParts<Self>.units($0, example: 0) }
        ?? Array(repeating: 0, count: hidden)
    }
    return backpropagationNetwork(
      hiddenStates: outputs.map { StepParts<Self>.units($0.value, example: 0) },
      gradients: gradients,
      losses: losses.map { $0.map { Double($0.item) } },
      inputs: inputs,
      title: title
    )
  }
}

extension VariableOf {
  /// Backpropagates and puts the leaves' gradients back as they were.
  fileprivate func backwardLeavingParameters() {
    var leaves: [VariableOf] = []
    var seen: Set<ObjectIdentifier> = []
    var open = [self]
    while let variable = open.popLast() {
      guard seen.insert(ObjectIdentifier(variable)).inserted else { continue }
      if variable.isLeaf, variable.requiresGradient { leaves.append(variable) }
      open += variable.inputs
    }
    let kept = leaves.map(\.gradientIfAny)
    backward()
    for (leaf, gradient) in zip(leaves, kept) { leaf.gradientIfAny = gradient }
  }
}

extension Bidirectional {
  /// Draws both directions over a sequence, `[time, inputs]`, with their outputs in the boxes.
  ///
  /// - Parameters:
  ///   - sequence: One example.
  ///   - inputs: What each step reads, such as letters.
  ///   - outputs: What each step writes; `y(t)` without.
  ///   - title: What the figure is called.
  public func diagram(
    over sequence: TensorOf<Scalar>,
    inputs: [String] = [],
    outputs: [String] = [],
    title: String = ""
  ) -> Chart {
    let both = steps(predict(sequence.expanded(axis: 0)))
    let width = forward.outputWidth
    return bidirectionalNetwork(
      forward: both.map { Array($0[..<width]) },
      backward: both.map { Array($0[width...]) },
      inputs: inputs,
      outputs: outputs,
      title: title
    )
  }
}

extension Stacked {
  /// Draws the layers over a sequence, `[time, inputs]`, with their outputs in the boxes.
  ///
  /// - Parameters:
  ///   - sequence: One example.
  ///   - inputs: What each step reads, such as letters.
  ///   - outputs: What each step writes; none are drawn without.
  ///   - title: What the figure is called.
  public func diagram(
    over sequence: TensorOf<Scalar>,
    inputs: [String] = [],
    outputs: [String] = [],
    title: String = ""
  ) -> Chart {
    var below = sequence.expanded(axis: 0)
    let states = layers.map { layer in
      below = layer.predict(below)
      return steps(below)
    }
    return stackedNetwork(layers: states, inputs: inputs, outputs: outputs, title: title)
  }
}

extension EncoderDecoder {
  /// Draws the model while it reads a source and writes its own best answer, state by state.
  ///
  /// - Parameters:
  ///   - source: The symbols that are read.
  ///   - maximumLength: How many symbols are written at most; the end symbol is one.
  ///   - title: What the figure is called.
  ///   - name: What a symbol is called, read and written.
  public func diagram(
    reading source: [Int],
    maximumLength: Int,
    title: String = "",
    name: (Int) -> String
  ) -> Chart {
    let memory = noGradient { encode([source]) }
    let written = written(memory, maximumLength: maximumLength)
    return encoderDecoderNetwork(
      encoder: steps(memory.outputs.value),
      decoder: written.map(\.state),
      source: source.map(name),
      target: written.map { name($0.symbol) },
      start: name(symbols.start),
      title: title
    )
  }

  /// Draws each look of the decoder while it writes its own best answer, a frame for each symbol: the state that
  /// asks, the encoder's outputs, their weights and the context.
  ///
  /// Traps without a score, for then nothing is looked at.
  ///
  /// - Parameters:
  ///   - source: The symbols that are read.
  ///   - maximumLength: How many symbols are written at most; the end symbol is one.
  ///   - title: What the figure is called.
  ///   - name: What a symbol is called, read and written.
  public func attentionDiagram(
    reading source: [Int],
    maximumLength: Int,
    title: String = "",
    file: StaticString = #fileID,
    line: UInt = #line,
    name: (Int) -> String
  ) -> Chart {
    guard score != nil else {
      trap(
        .argument(
          operation: "attentionDiagram",
          problem: "this model has no attention",
          fix: "build it with a score, or draw it with diagram(reading:maximumLength:name:)"
        ),
        file: file,
        line: line
      )
    }
    let memory = noGradient { encode([source]) }
    let keys = steps(memory.outputs.value)
    let written = written(memory, maximumLength: maximumLength)
    let frames = written.enumerated().map { index, step in
      let context = zip(step.weights, keys).reduce(Array(repeating: 0.0, count: encoder.hidden)) {
        sum,
        part in zip(sum, part.1).map { $0 + part.0 * $1 }
      }
      return (
        "symbol \(index + 1)",
        Plots.attentionDiagram(
          query: step.query,
          keys: keys,
          weights: step.weights,
          context: context,
          inputs: source.map(name),
          output: name(step.symbol)
        )
      )
    }
    return figureOverTime(frames, title: title)
  }

  private typealias Written = (symbol: Int, query: [Double], state: [Double], weights: [Double])

  /// The model's own best answer with what the decoder holds before and after each symbol.
  private func written(_ memory: EncoderMemory<Cell.State>, maximumLength: Int) -> [Written] {
    noGradient {
      var (state, previous) = (memory.finalState, symbols.start)
      var written: [Written] = []
      while written.count < maximumLength, written.last?.symbol != symbols.end {
        let query = StepParts<Cell>.units(decoder.output(of: state).value, example: 0)
        let step = decode([previous], state, memory)
        (state, previous) = (step.state, step.logits.value.argmax(axis: 1)[0])
        written.append(
          (
            previous, query, StepParts<Cell>.units(decoder.output(of: state).value, example: 0),
            step.weights.map { StepParts<Cell>.units($0, example: 0) } ?? []
          )
        )
      }
      return written
    }
  }
}

extension AttentionResult {
  /// Draws how much every query attends to every key.
  ///
  /// - Parameters:
  ///   - outputs: A name for each query, such as the words that are written; numbers if empty.
  ///   - inputs: A name for each key, such as the words that are read; numbers if empty.
  ///   - example: Which example of the batch is drawn.
  ///   - title: What the figure is called.
  public func alignment(
    outputs: [String] = [],
    inputs: [String] = [],
    example: Int = 0,
    title: String = ""
  ) -> Chart {
    let rows = weights.value.select(axis: 0, index: example).rows()
    return attentionAlignment(
      rows.map { row in row.map { Double($0) } },
      outputs: outputs,
      inputs: inputs,
      title: title
    )
  }
}

extension SelfAttentionBlockOf {
  /// Draws what the block holds at one place of a sequence, `[time, width]`.
  ///
  /// - Parameters:
  ///   - sequence: One example.
  ///   - place: The step that is drawn, counted from 0.
  ///   - causal: Whether it sees no later steps.
  ///   - title: What the figure is called.
  public func diagram(
    over sequence: TensorOf<Scalar>,
    at place: Int,
    causal: Bool = false,
    title: String = "",
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> Chart {
    guard sequence.rank == 2, (0..<sequence.shape[0]).contains(place) else {
      trap(
        .argument(
          operation: "SelfAttentionBlock.diagram",
          problem: "a sequence of shape \(sequence.shape) has no step \(place)",
          fix: "give [time, width] and a step from 0 to time − 1"
        ),
        file: file,
        line: line
      )
    }
    let parts = noGradient {
      let x = VariableOf(constant: sequence.expanded(axis: 0))
      return self.parts(of: x, causal: causal, file: file, line: line)
    }
    func at(_ variable: VariableOf<Scalar>) -> [Double] { steps(variable.value)[place] }
    let weights = parts.attended.weights.value
    let step = SelfAttentionStep(
      input: sequence.rows()[place].map { Double($0) },
      normalised: at(parts.normalised),
      weights: (0..<attention.heads).map { head in
        weights.select(axis: 0, index: head).rows()[place].map { Double($0) }
      },
      attended: at(parts.attended.context),
      sum: at(parts.sum),
      normalisedSum: at(parts.normalisedSum),
      widened: at(parts.widened),
      narrowed: at(parts.narrowed),
      output: at(parts.output)
    )
    return selfAttentionBlockDiagram(step, title: title)
  }
}
