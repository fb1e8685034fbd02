internal import EngineKernels

/// The sizes that a plan is made for.
struct RecurrentShape: Hashable {
  let cell: FusedCell
  let inputs: Int
  let hidden: Int
  let batch: Int
  let time: Int
}

/// Where everything lies in a plan.
struct RecurrentLayout<Scalar: TensorScalar> {
  let width: Int
  let hiddenOffset: Int
  let joinedStride: Int
  let gatesStride: Int
  /// What a step multiplies before its gates are known.
  let productShapes: [GateProductShape]
  /// What it multiplies afterwards.
  let candidateShape: GateProductShape?
  /// Scalars of each buffer, in the order of the plan's properties.
  let lengths: [Int]

  init(_ shape: RecurrentShape) {
    width = Scalar.padded(shape.hidden)
    hiddenOffset = Scalar.padded(shape.inputs + 1)
    joinedStride = hiddenOffset + width
    gatesStride = shape.cell.blockCount * width
    let start = hiddenOffset - shape.inputs - 1
    let (bias, end) = (hiddenOffset - 1, hiddenOffset + shape.hidden)
    switch shape.cell {
    case .rnn, .lstm, .lstm1997:
      productShapes = [GateProductShape(read: start..<end, blocks: 0..<shape.cell.gateCount)]
      candidateShape = nil
    case .gru(let resetAfter, _):
      productShapes =
        [
          GateProductShape(read: start..<hiddenOffset, blocks: 0..<1),
          GateProductShape(read: start..<end, blocks: 1..<3),
        ] + (resetAfter ? [GateProductShape(read: bias..<end, blocks: 3..<4)] : [])
      candidateShape =
        resetAfter ? nil : GateProductShape(read: 0..<shape.hidden, blocks: 0..<1)
    }
    let (steps, batch, width) = (shape.time * shape.batch, shape.batch, width)
    let cellState = shape.cell.hasCellState ? 1 : 0
    let reset = shape.cell.resetsBefore ? 1 : 0
    let inputWidth = Scalar.padded(shape.inputs)
    lengths =
      [
        (steps + batch) * joinedStride, steps * gatesStride, cellState * (steps + batch) * width,
        cellState * steps * width, reset * steps * width, steps * width, batch * width,
        batch * width, reset * batch * width, steps * inputWidth,
        2 * MatrixProduct.workspaceCount(Scalar.self),
      ] + productShapes.flatMap { $0.lengths(width: width) }
      + (candidateShape?.lengths(width: width) ?? [])
      + [
        shape.cell.hiddenBlocks.count * width * width,
        shape.cell.inputBlocks.count * width * inputWidth, reset * width * width,
      ]
  }
}

/// Which part of a row a product reads and which blocks it computes.
struct GateProductShape {
  let read: Range<Int>
  let blocks: Range<Int>

  /// Scalars of the packed weights and of their gradient.
  func lengths(width: Int) -> [Int] {
    let count = read.count * blocks.count * width
    return [count, count]
  }
}

/// One product of a step: weights packed for it, and room for their gradient.
struct GateProduct<Scalar: TensorScalar> {
  let read: Range<Int>
  let blocks: Range<Int>
  let weights: PackedMatrix<Scalar>
  /// `[read.count, blocks.count · width]`.
  let gradient: UnsafeMutablePointer<Scalar>
  let gradientStride: Int

  init(
    _ shape: GateProductShape,
    width: Int,
    _ take: () -> UnsafeMutablePointer<Scalar>
  ) {
    (read, blocks) = (shape.read, shape.blocks)
    gradientStride = shape.blocks.count * width
    weights = PackedMatrix(inner: shape.read.count, columns: gradientStride, storage: take())
    gradient = take()
  }
}
