internal import EngineKernels

/// The weights of a cell in someone's memory, or their gradients.
///
/// Shapes as in `RecurrentWeights`: `[inputs, gates · hidden]`, `[hidden, gates · hidden]`,
/// `[gates · hidden]`.
struct WeightPointers<Pointer> {
  let input: Pointer
  let hidden: Pointer
  let inputBias: Pointer?
  let hiddenBias: Pointer?
}

extension RecurrentPlan {
  /// Scalars from row to row of the weights.
  private var weightStride: Int { cell.gateCount * hidden }

  /// Packs the weights for the forward pass.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func load(_ weights: WeightPointers<UnsafePointer<Scalar>>) {
    for product in products {
      for gate in 0..<cell.gateCount {
        if let columns = columns(of: gate, from: .input, in: product), readsInput(product) {
          product.weights.pack(
            MatrixOperand(weights.input + gate * hidden, rowStride: weightStride),
            rows: 0..<inputs,
            columns: columns
          )
        }
        if let columns = columns(of: gate, from: .hidden, in: product), readsHidden(product) {
          let first = hiddenOffset - product.read.lowerBound
          product.weights.pack(
            MatrixOperand(weights.hidden + gate * hidden, rowStride: weightStride),
            rows: first..<first + hidden,
            columns: columns
          )
        }
        packBias(weights, gate, product)
      }
    }
    if let candidateProduct {
      candidateProduct.weights.pack(
        MatrixOperand(weights.hidden + 2 * hidden, rowStride: weightStride),
        rows: 0..<hidden,
        columns: 0..<hidden
      )
    }
  }

  /// The row that 1 multiplies: the sum of the biases that belong to the product's blocks.
  private func packBias(
    _ weights: WeightPointers<UnsafePointer<Scalar>>,
    _ gate: Int,
    _ product: GateProduct<Scalar>
  ) {
    let fromInput = columns(of: gate, from: .input, in: product)
    let fromHidden = columns(of: gate, from: .hidden, in: product)
    if let fromInput, fromInput == fromHidden {
      packBias(weights.inputBias, weights.hiddenBias, gate, product, fromInput)
      return
    }
    if let fromInput { packBias(weights.inputBias, nil, gate, product, fromInput) }
    if let fromHidden { packBias(weights.hiddenBias, nil, gate, product, fromHidden) }
  }

  private func packBias(
    _ first: UnsafePointer<Scalar>?,
    _ second: UnsafePointer<Scalar>?,
    _ gate: Int,
    _ product: GateProduct<Scalar>,
    _ columns: Range<Int>
  ) {
    let sum = workspaces
    for unit in 0..<hidden {
      sum[unit] = (first?[gate * hidden + unit] ?? 0) + (second?[gate * hidden + unit] ?? 0)
    }
    let row = hiddenOffset - 1 - product.read.lowerBound
    product.weights.pack(
      MatrixOperand(sum, rowStride: hidden),
      rows: row..<row + 1,
      columns: columns
    )
  }

  /// Packs the transposed weights for the backward pass.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func loadTransposed(
    _ weights: WeightPointers<UnsafePointer<Scalar>>,
    wantsInputGradients: Bool
  ) {
    func pack(
      _ source: UnsafePointer<Scalar>,
      _ gate: Int,
      _ target: PackedMatrix<Scalar>,
      row block: Int,
      columns: Int
    ) {
      target.pack(
        MatrixOperand(source + gate * hidden, rowStride: weightStride).transposed,
        rows: block * width..<block * width + hidden,
        columns: 0..<columns
      )
    }
    for gate in 0..<cell.gateCount {
      let (x, h) = (cell.block(ofGate: gate, from: .input), cell.block(ofGate: gate, from: .hidden))
      if wantsInputGradients {
        pack(
          weights.input,
          gate,
          inputTransposed,
          row: x - cell.inputBlocks.lowerBound,
          columns: inputs
        )
      }
      if cell.hiddenBlocks.contains(h) {
        pack(
          weights.hidden,
          gate,
          hiddenTransposed,
          row: h - cell.hiddenBlocks.lowerBound,
          columns: hidden
        )
      } else {
        pack(weights.hidden, gate, candidateTransposed, row: 0, columns: hidden)
      }
    }
  }

  /// Writes the gradients of the weights in the weights' own layout.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func copyWeightGradients(into gradients: WeightPointers<UnsafeMutablePointer<Scalar>>) {
    for product in products {
      for gate in 0..<cell.gateCount {
        func copy(
          _ columns: Range<Int>,
          row: Int,
          count: Int,
          to target: UnsafeMutablePointer<Scalar>
        ) {
          copyRows(
            count,
            of: hidden,
            from: product.gradient + row * product.gradientStride
              + columns.lowerBound,
            stride: product.gradientStride,
            to: target + gate * hidden,
            stride: weightStride
          )
        }
        let bias = hiddenOffset - 1 - product.read.lowerBound
        if let columns = columns(of: gate, from: .input, in: product), readsInput(product) {
          copy(columns, row: 0, count: inputs, to: gradients.input)
          if let target = gradients.inputBias { copy(columns, row: bias, count: 1, to: target) }
        }
        if let columns = columns(of: gate, from: .hidden, in: product) {
          if readsHidden(product) {
            copy(columns, row: bias + 1, count: hidden, to: gradients.hidden)
          }
          if let target = gradients.hiddenBias { copy(columns, row: bias, count: 1, to: target) }
        }
      }
    }
    if let candidateProduct {
      copyRows(
        hidden,
        of: hidden,
        from: candidateProduct.gradient,
        stride: candidateProduct.gradientStride,
        to: gradients.hidden + 2 * hidden,
        stride: weightStride
      )
    }
  }

  /// The columns of a product that belong to a gate; `nil` if it does not compute the gate's block.
  private func columns(
    of gate: Int,
    from source: GateSource,
    in product: GateProduct<Scalar>
  ) -> Range<Int>? {
    let block = cell.block(ofGate: gate, from: source)
    guard product.blocks.contains(block) else { return nil }
    let first = (block - product.blocks.lowerBound) * width
    return first..<first + hidden
  }

  private func readsInput(_ product: GateProduct<Scalar>) -> Bool {
    product.read.lowerBound < hiddenOffset - 1
  }

  private func readsHidden(_ product: GateProduct<Scalar>) -> Bool {
    product.read.upperBound > hiddenOffset
  }
}
