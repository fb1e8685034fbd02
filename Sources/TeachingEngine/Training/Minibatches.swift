/// Sequences of symbols brought to one length.
public struct PaddedBatch: Sendable, Equatable {
  /// The sequences, each filled up at its end.
  public let symbols: [[Int]]
  /// How many symbols of each count.
  public let lengths: [Int]
  /// The common length.
  public var time: Int { symbols.first?.count ?? 0 }

  /// Pads every sequence at its end to the length of the longest.
  public init(_ sequences: [[Int]], padding: Int) {
    let time = sequences.map(\.count).max() ?? 0
    lengths = sequences.map(\.count)
    symbols = sequences.map { $0 + Array(repeating: padding, count: time - $0.count) }
  }

  /// 1 where a symbol counts and 0 in the padding, `[batch, time]`.
  public var mask: Tensor { lengthMask(lengths, time: time) }
}

/// Sequences of feature vectors brought to one length.
public struct PaddedSequences<Scalar: TensorScalar>: Sendable, Equatable {
  /// The sequences, zeros at their ends, `[batch, time, features]`.
  public let values: TensorOf<Scalar>
  /// How many steps of each count.
  public let lengths: [Int]

  /// Pads sequences `[time, features]` of one width at their ends; traps if the widths differ.
  public init(
    _ sequences: [TensorOf<Scalar>],
    file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let features = sequences.first?.shape.last ?? 0
    guard sequences.allSatisfy({ $0.rank == 2 && $0.shape[1] == features }) else {
      trap(
        .shapes(
          operation: "PaddedSequences",
          shapes: sequences.map(\.shape),
          problem: "the sequences do not fit together",
          fix: "each must be [time, features] with one number of features"
        ),
        file: file,
        line: line
      )
    }
    let time = sequences.map { $0.shape[0] }.max() ?? 0
    lengths = sequences.map { $0.shape[0] }
    let scalars = sequences.flatMap {
      $0.scalars + Array(repeating: 0, count: (time - $0.shape[0]) * features)
    }
    values = TensorOf(uncheckedShape: [sequences.count, time, features], scalars)
  }

  /// 1 where a step counts and 0 in the padding, `[batch, time]`.
  public var mask: TensorOf<Scalar> {
    lengthMask(lengths, time: values.shape[1], as: Scalar.self)
  }
}

/// The numbers `0 ..< count` in random order, cut into batches; the last may be smaller.
public func minibatches(
  count: Int,
  size: Int,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> [[Int]] {
  batches(
    of: generator.shuffled(Array(0..<count)),
    size: size,
    file: file,
    line: line
  )
}

/// Batches of sequences of similar length, so that little is padded; the batches' order is random.
public func minibatches(
  lengths: [Int],
  size: Int,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> [[Int]] {
  let shuffled = generator.shuffled(Array(lengths.indices))
  // The sort is by length and then by the shuffled place, so equal lengths stay in random order.
  let sorted = shuffled.enumerated()
    .sorted { (lengths[$0.element], $0.offset) < (lengths[$1.element], $1.offset) }
    .map(\.element)
  return generator.shuffled(batches(of: sorted, size: size, file: file, line: line))
}

private func batches(
  of indices: [Int],
  size: Int,
  file: StaticString,
  line: UInt
) -> [[Int]] {
  guard size > 0 else {
    trap(
      .argument(
        operation: "minibatches",
        problem: "a batch of \(size) examples is not possible",
        fix: "give a size of at least 1"
      ),
      file: file,
      line: line
    )
  }
  return stride(from: 0, to: indices.count, by: size).map {
    Array(indices[$0..<min($0 + size, indices.count)])
  }
}
