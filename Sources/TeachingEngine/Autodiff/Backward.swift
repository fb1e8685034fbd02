/// From ∂L/∂(output), the gradients of an operation's inputs, in their order.
///
/// The pass tells whether anyone traces it; only fused layers need to ask.
public typealias GradientRule<Scalar: TensorScalar> = (
  _ gradient: TensorOf<Scalar>, _ pass: BackwardPass<Scalar>
) -> [TensorOf<Scalar>?]

/// One run of `backward()`.
public final class BackwardPass<Scalar: TensorScalar> {
  /// Who wants to see gradients go by; `nil` when nobody traces.
  public let observer: (any GradientObserver<Scalar>)?

  init(observer: (any GradientObserver<Scalar>)?) {
    self.observer = observer
  }
}

extension VariableOf {
  /// Tells the tracer what this variable is to a cell, and returns it.
  @discardableResult
  public func marked(_ role: StepMark.Role, of source: AnyObject) -> VariableOf {
    mark = StepMark(role, source: source)
    return self
  }

  /// Computes ∂(this)/∂(leaf) for every leaf it depends on and adds it to the leaf's gradient.
  ///
  /// Reverse mode: a variable's gradient is complete when all its uses have contributed, and only
  /// then passed on (Linnainmaa 1970; Griewank & Walther 2008, ch. 3). The tape is released as it
  /// is used unless `retainingTape` is true.
  ///
  /// - Parameter observer: sees every gradient, for tracing.
  public func backward(
    retainingTape: Bool = false,
    trace observer: (any GradientObserver<Scalar>)? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard count == 1 else {
      trap(
        .argument(
          operation: "backward",
          problem: "\(label) has shape \(shape), a gradient needs one number",
          fix: "reduce it first, for example with sum() or mean(), or give backward(from:) a "
            + "gradient of that shape"
        ),
        file: file,
        line: line
      )
    }
    backward(
      from: TensorOf.ones(shape),
      retainingTape: retainingTape,
      trace: observer,
      file: file,
      line: line
    )
  }

  /// The same from a given ∂L/∂(this), for results that are not one number.
  public func backward(
    from seed: TensorOf<Scalar>,
    retainingTape: Bool = false,
    trace observer: (any GradientObserver<Scalar>)? = nil,
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard requiresGradient else {
      trap(
        .argument(
          operation: "backward",
          problem: "\(label) depends on no variable with a gradient",
          fix: "make parameters with Variable(…), and call it outside noGradient"
        ),
        file: file,
        line: line
      )
    }
    guard seed.shape == shape else {
      trap(
        .shapes(
          operation: "backward",
          shapes: [shape, seed.shape],
          problem: "the gradient's shape differs",
          fix: "give a gradient of the variable's own shape"
        ),
        file: file,
        line: line
      )
    }
    countUses(file: file, line: line)
    observer?.beginPass(loss: self)
    defer { observer?.endPass() }
    let pass = BackwardPass(observer: observer)
    var ready: [(VariableOf, TensorOf<Scalar>)] = [(self, seed)]
    while let (node, gradient) = ready.popLast() {
      observer?.observe(node, gradient: gradient)
      if node.retainsGradient { node.accumulate(gradient) }
      guard let rule = node.rule else { continue }
      let contributions = rule(gradient, pass)
      if !retainingTape { node.rule = nil }
      for (input, contribution) in zip(node.inputs, contributions) where input.requiresGradient {
        if let contribution { input.receive(contribution) }
        input.pendingUses -= 1
        if input.pendingUses == 0 {
          ready.append((input, input.arrivingGradient ?? .zeros(input.shape)))
          input.arrivingGradient = nil
        }
      }
    }
  }

  /// Counts how often each variable below this one is used, so that none is passed on too early.
  private func countUses(file: StaticString, line: UInt) {
    var open = [self]
    var reached = [self]
    isReached = true
    while let node = open.popLast() {
      if node.rule == nil, !node.isLeaf {
        trap(
          .argument(
            operation: "backward",
            problem: "the tape of \(node.label) was used before",
            fix: "compute the loss again, or call backward(retainingTape: true) the first time"
          ),
          file: file,
          line: line
        )
      }
      for input in node.inputs where input.requiresGradient {
        input.pendingUses += 1
        if !input.isReached {
          input.isReached = true
          open.append(input)
          reached.append(input)
        }
      }
    }
    for node in reached { node.isReached = false }
  }

  /// Adds one use's contribution to the gradient that is being completed.
  private func receive(_ contribution: TensorOf<Scalar>) {
    if arrivingGradient == nil {
      arrivingGradient = contribution
    } else {
      arrivingGradient? += contribution
    }
  }

  private func accumulate(_ gradient: TensorOf<Scalar>) {
    if gradientIfAny == nil { gradientIfAny = gradient } else { gradientIfAny? += gradient }
  }
}

/// Whether operations are recorded; scoped to the current task, so that one test or lesson
/// cannot switch it off for another.
enum Recording {
  @TaskLocal static var isOn = true
}

/// Runs `body` without recording: results are constants, nothing is kept for gradients.
public func noGradient<Result>(_ body: () throws -> Result) rethrows -> Result {
  try Recording.$isOn.withValue(false, operation: body)
}
