/// Trains over a long sequence in chunks: the state is carried from chunk to chunk, the gradient
/// is not.
///
/// Each chunk is one optimiser step. Within it gradients reach back to its first step and no
/// further, since the carried state is detached.
///
/// - Parameter input: `[batch, time, inputs]`.
/// - Parameter chunk: how many steps gradients may reach back; the last chunk may be shorter.
/// - Parameter initialState: where to start; zeros if `nil`. Give the last call's final state to
///   carry it over an epoch's end.
/// - Parameter loss: from a chunk's outputs `[batch, steps, width]` and the steps it covers.
/// - Returns: the loss of every chunk, and the last state, detached.
/// - Source: Williams & Peng (1990); Werbos (1990).
public func truncatedBackpropagation<L: SequenceLayer, O: Optimizer<L.Scalar>>(
  _ layer: L,
  _ input: TensorOf<L.Scalar>,
  chunk: Int,
  initialState: L.State? = nil,
  optimizer: O,
  clippingNorm: L.Scalar? = nil,
  allowingNonFinite: Bool = false,
  trace: (any GradientObserver<L.Scalar>)? = nil,
  file: StaticString = #fileID,
  line: UInt = #line,
  loss: (_ outputs: VariableOf<L.Scalar>, _ steps: Range<Int>) -> VariableOf<L.Scalar>
) -> (losses: [L.Scalar], finalState: L.State) {
  guard input.rank == 3, chunk > 0 else {
    trap(
      .argument(
        operation: "truncatedBackpropagation",
        problem: "an input of shape \(input.shape) in chunks of \(chunk) does not fit",
        fix: "give [batch, time, features] and chunks of at least one step"
      ),
      file: file,
      line: line
    )
  }
  var state = initialState?.detached() ?? layer.initialState(batch: input.shape[0])
  var losses: [L.Scalar] = []
  for start in stride(from: 0, to: input.shape[1], by: chunk) {
    let steps = start..<min(start + chunk, input.shape[1])
    let result = layer(
      input.slice(axis: 1, steps),
      initialState: state,
      file: file,
      line: line
    )
    losses.append(
      optimizer.step(
        minimizing: loss(result.outputs, steps),
        clippingNorm: clippingNorm,
        allowingNonFinite: allowingNonFinite,
        trace: trace,
        file: file,
        line: line
      )
    )
    state = result.finalState.detached()
  }
  return (losses, state)
}
