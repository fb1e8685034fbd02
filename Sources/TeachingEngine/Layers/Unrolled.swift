/// A cell applied step after step on the tape: the textbook's unrolled network.
public struct Unrolled<Cell: RecurrentCell>: SequenceLayer {
  /// The cell all steps share.
  public let cell: Cell

  /// A layer that applies a cell to every step.
  public init(_ cell: Cell) { self.cell = cell }

  /// The number of input features.
  public var inputs: Int { cell.inputs }
  /// The width of the outputs.
  public var outputWidth: Int { cell.hidden }
  /// Zeros.
  public func initialState(batch: Int) -> Cell.State { cell.initialState(batch: batch) }
  /// The cell's parameters, under PyTorch's names for a first layer.
  public var parameters: [NamedParameter<Cell.Scalar>] {
    cell.parameters.map { $0.suffixed("_l0") }
  }

  /// h₁ … h_T by T calls of the cell.
  public func run(
    _ input: VariableOf<Cell.Scalar>,
    lengths: [Int]?,
    initialState: Cell.State?,
    file: StaticString,
    line: UInt
  ) -> SequenceResult<Cell.State> {
    let time = input.shape[1]
    // An ended sequence still takes part in the step's products, where NaN would meet zeros.
    let input = input.withoutPadding(lengths)
    var state = initialState ?? cell.initialState(batch: input.shape[0])
    var outputs: [VariableOf<Cell.Scalar>] = []
    for step in 0..<time {
      let next = cell.step(input.select(axis: 1, index: step), state, file: file, line: line)
      guard let lengths, lengths.contains(where: { $0 <= step }) else {
        state = next
        outputs.append(cell.output(of: next))
        continue
      }
      // A sequence that has ended keeps its state, and its output is zero.
      let mask = TensorOf<Cell.Scalar>(
        uncheckedShape: [lengths.count, 1],
        lengths.map { $0 > step ? 1 : 0 }
      )
      state = next.blended(with: state, mask: mask)
      outputs.append(cell.output(of: next).masked(by: mask))
    }
    return SequenceResult(outputs: .stacked(outputs, axis: 1), finalState: state)
  }
}
