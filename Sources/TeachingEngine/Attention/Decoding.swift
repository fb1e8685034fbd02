/// A sequence the decoder wrote.
public struct DecodedSequence<Scalar: TensorScalar>: Sendable, Equatable {
  /// The symbols, without the end symbol.
  public let symbols: [Int]
  /// The logarithm of its probability under the model, the end symbol included if it was written.
  public let logProbability: Double
  /// Whether the end symbol was written within the allowed length.
  public let isFinished: Bool
  /// The attention weights, one row for each written symbol; empty without attention.
  public let alignment: [[Scalar]]
}

extension EncoderDecoder {
  /// Writes the most probable symbol at each step until the end symbol or the longest length.
  public func greedy(_ source: [[Int]], maximumLength: Int) -> [DecodedSequence<Scalar>] {
    noGradient {
      let memory = encode(source)
      var state = memory.finalState
      var previous = Array(repeating: symbols.start, count: source.count)
      var open = source.map { _ in OpenSequence<Scalar>() }
      for _ in 0..<maximumLength where open.contains(where: { !$0.isFinished }) {
        let decoded = decode(previous, state, memory)
        state = decoded.state
        let logProbabilities = decoded.logits.value.logSoftmax()
        previous = logProbabilities.argmax(axis: 1)
        for row in open.indices where !open[row].isFinished {
          open[row].append(
            previous[row],
            logProbability: Double(logProbabilities[row, previous[row]]),
            weights: decoded.weights.map { $0.select(axis: 0, index: row).scalars },
            end: symbols.end
          )
        }
      }
      return open.map(\.decoded)
    }
  }

  /// Keeps the `width` most probable beginnings at every step; with `width` 1 it is greedy.
  ///
  /// - Parameter lengthPenalty: α; sequences are ranked by log p / lengthᵅ. Source: Wu et al. (2016).
  /// - Returns: the best sequences, the most probable first.
  public func beamSearch(
    _ source: [Int],
    width: Int,
    maximumLength: Int,
    lengthPenalty: Double = 0,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> [DecodedSequence<Scalar>] {
    guard width > 0 else {
      trap(
        .argument(
          operation: "beamSearch",
          problem: "a beam of width \(width) keeps nothing",
          fix: "give a width of at least 1"
        ),
        file: file,
        line: line
      )
    }
    return noGradient {
      let memory = encode([source])
      var beam = [OpenSequence<Scalar>()]
      var state = memory.finalState
      for _ in 0..<maximumLength where beam.contains(where: { !$0.isFinished }) {
        let rows = Array(repeating: 0, count: beam.count)
        let decoded = decode(
          beam.map { $0.last ?? symbols.start },
          state,
          EncoderMemory(
            outputs: memory.outputs.gathered(rows: rows),
            mask: memory.mask.gathered(rows: rows),
            finalState: memory.finalState
          )
        )
        let candidates = continuations(of: beam, decoded.logits.value, decoded.weights)
          .sorted { $0.sequence.score(lengthPenalty) > $1.sequence.score(lengthPenalty) }
          .prefix(width)
        beam = candidates.map(\.sequence)
        state = decoded.state.mapParts { $0.gathered(rows: candidates.map(\.row)) }
      }
      return beam.map(\.decoded)
    }
  }

  private func continuations(
    of beam: [OpenSequence<Scalar>],
    _ logits: TensorOf<Scalar>,
    _ weights: TensorOf<Scalar>?
  ) -> [(row: Int, sequence: OpenSequence<Scalar>)] {
    let logProbabilities = logits.logSoftmax()
    return beam.enumerated().flatMap { row, sequence in
      sequence.isFinished
        ? [(row, sequence)]
        : (0..<logits.shape[1]).map { symbol in
          var longer = sequence
          longer.append(
            symbol,
            logProbability: Double(logProbabilities[row, symbol]),
            weights: weights.map { $0.select(axis: 0, index: row).scalars },
            end: symbols.end
          )
          return (row, longer)
        }
    }
  }
}

/// A sequence that is still being written.
private struct OpenSequence<Scalar: TensorScalar> {
  var symbols: [Int] = []
  var logProbability = 0.0
  var isFinished = false
  var alignment: [[Scalar]] = []
  var last: Int?

  mutating func append(_ symbol: Int, logProbability: Double, weights: [Scalar]?, end: Int) {
    last = symbol
    self.logProbability += logProbability
    if symbol == end {
      isFinished = true
    } else {
      symbols.append(symbol)
      if let weights { alignment.append(weights) }
    }
  }

  func score(_ lengthPenalty: Double) -> Double {
    let length = Double(symbols.count + (isFinished ? 1 : 0))
    return lengthPenalty == 0 ? logProbability : logProbability / Double.pow(length, lengthPenalty)
  }

  var decoded: DecodedSequence<Scalar> {
    DecodedSequence(
      symbols: symbols,
      logProbability: logProbability,
      isFinished: isFinished,
      alignment: alignment
    )
  }
}
