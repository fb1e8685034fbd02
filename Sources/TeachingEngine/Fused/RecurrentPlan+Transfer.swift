internal import EngineKernels

/// A sequence batch in someone's memory; features lie side by side.
struct SequenceRows<Pointer> {
  let pointer: Pointer
  /// Scalars from one sequence to the next, and from one time step to the next.
  let batchStride: Int
  let timeStride: Int

  /// Rows with the given strides.
  init(_ pointer: Pointer, batchStride: Int, timeStride: Int) {
    self.pointer = pointer
    self.batchStride = batchStride
    self.timeStride = timeStride
  }

  /// `[batch, time, features]`, or `[batch, features]` for a single step.
  init(_ pointer: Pointer, time: Int, features: Int) {
    self.pointer = pointer
    batchStride = time * features
    timeStride = features
  }
}

extension RecurrentPlan {
  /// Takes the number of steps of each sequence; all of them if `nil`.
  func setLengths(_ newLengths: [Int]?) {
    let isShort = newLengths?.contains { $0 < time } ?? false
    if !isShort, !hasShortSequences { return }
    for sequence in 0..<batch {
      let length = newLengths?[sequence] ?? time
      lengths[sequence] = length
      for step in 0..<time { active[step * batch + sequence] = step < length }
    }
    hasShortSequences = isShort
  }

  /// Where a step of the plan lies in the caller's sequence; `nil` in the padding.
  @inline(__always)
  private func position(_ step: Int, _ sequence: Int) -> Int? {
    if !hasShortSequences { return isReversed ? time - 1 - step : step }
    let length = lengths[sequence]
    if step >= length { return nil }
    return isReversed ? length - 1 - step : step
  }

  /// Reads x, `[batch, time, inputs]`; padding is read as zero, whatever it holds.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func loadInputs(_ source: SequenceRows<UnsafePointer<Scalar>>) {
    let (first, given) = (hiddenOffset - 1 - inputs, givenInputs)
    for step in 0..<time {
      for sequence in 0..<batch {
        let row = joined + (step * batch + sequence) * joinedStride + first
        guard let position = position(step, sequence) else {
          row.update(repeating: 0, count: given)
          continue
        }
        let from = source.pointer + sequence * source.batchStride + position * source.timeStride
        if given == 1 { row[0] = from[0] } else { row.update(from: from, count: given) }
      }
    }
  }

  /// Reads h and c before the first step, `[batch, hidden]`; zeros where `nil`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func loadInitialState(hidden h: UnsafePointer<Scalar>?, cell c: UnsafePointer<Scalar>?) {
    for sequence in 0..<batch {
      let row = joined + sequence * joinedStride + hiddenOffset
      load(h.map { $0 + sequence * hidden }, to: row)
      if cell.hasCellState { load(c.map { $0 + sequence * hidden }, to: cells + sequence * width) }
    }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  private func load(_ source: UnsafePointer<Scalar>?, to row: UnsafeMutablePointer<Scalar>) {
    if let source {
      row.update(from: source, count: hidden)
    } else {
      row.update(repeating: 0, count: hidden)
    }
  }

  /// Writes h₁ … h_T, `[batch, time, hidden]`; zeros in the padding.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func copyOutputs(into target: SequenceRows<UnsafeMutablePointer<Scalar>>) {
    for sequence in 0..<batch {
      let to = target.pointer + sequence * target.batchStride
      for step in 0..<time {
        guard let position = position(step, sequence) else {
          (to + step * target.timeStride).update(repeating: 0, count: hidden)
          continue
        }
        let row = joined + ((step + 1) * batch + sequence) * joinedStride + hiddenOffset
        (to + position * target.timeStride).update(from: row, count: hidden)
      }
    }
  }

  /// Writes h after each sequence's own last step, `[batch, hidden]`.
  func copyFinalHidden(into target: UnsafeMutablePointer<Scalar>) {
    copyRows(
      batch,
      of: hidden,
      from: joined + time * batch * joinedStride + hiddenOffset,
      stride: joinedStride,
      to: target,
      stride: hidden
    )
  }

  /// Writes c after each sequence's own last step, `[batch, hidden]`.
  func copyFinalCell(into target: UnsafeMutablePointer<Scalar>) {
    copyRows(
      batch,
      of: hidden,
      from: cells + time * batch * width,
      stride: width,
      to: target,
      stride: hidden
    )
  }

  /// Reads ∂L/∂h_t, `[batch, time, hidden]`; `nil` if no single step is read.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func loadOutputGradients(_ source: SequenceRows<UnsafePointer<Scalar>>?) {
    hasOutputGradients = source != nil
    guard let source else { return }
    for sequence in 0..<batch {
      let from = source.pointer + sequence * source.batchStride
      for step in 0..<time {
        guard let position = position(step, sequence) else { continue }
        (outputGradients + (step * batch + sequence) * width)
          .update(from: from + position * source.timeStride, count: hidden)
      }
    }
  }

  /// Reads the gradients of the final state, `[batch, hidden]`; zeros where `nil`.
  func loadFinalGradients(hidden h: UnsafePointer<Scalar>?, cell c: UnsafePointer<Scalar>?) {
    for sequence in 0..<batch {
      load(h.map { $0 + sequence * hidden }, to: hiddenGradient + sequence * width)
      load(c.map { $0 + sequence * hidden }, to: cellGradient + sequence * width)
    }
  }

  /// Writes ∂L/∂x, `[batch, time, inputs]`; zeros in the padding.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func copyInputGradients(into target: SequenceRows<UnsafeMutablePointer<Scalar>>) {
    let stride = Scalar.padded(inputs)
    for sequence in 0..<batch {
      let to = target.pointer + sequence * target.batchStride
      for step in 0..<time {
        let row = inputGradients + (step * batch + sequence) * stride
        (to + (position(step, sequence) ?? step) * target.timeStride)
          .update(from: row, count: givenInputs)
      }
    }
  }

  /// Writes the gradient of h or of c before the first step, `[batch, hidden]`.
  func copyInitialGradient(
    _ source: UnsafeMutablePointer<Scalar>,
    into target: UnsafeMutablePointer<Scalar>
  ) {
    copyRows(batch, of: hidden, from: source, stride: width, to: target, stride: hidden)
  }
}
