/// A table of one trainable vector per symbol.
///
/// In files it is PyTorch's `nn.Embedding`: `weight`, `[count, width]`.
public struct EmbeddingOf<Scalar: TensorScalar>: Model {
  /// One row for each symbol, `[count, width]`.
  public let weight: VariableOf<Scalar>

  /// Vectors drawn from N(0, 1).
  public init(count: Int, width: Int, generator: inout RandomGenerator) {
    weight = VariableOf(.normal([count, width], generator: &generator))
  }

  /// The vectors of some symbols, `[symbols.count, width]`.
  public func callAsFunction(
    _ symbols: [Int],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    weight.gathered(rows: symbols, file: file, line: line)
  }

  /// The vectors of sequences of one length, `[batch, time, width]`.
  public func callAsFunction(
    _ sequences: [[Int]],
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> VariableOf<Scalar> {
    let time = sequences.first?.count ?? 0
    guard sequences.allSatisfy({ $0.count == time }) else {
      trap(
        .argument(
          operation: "Embedding",
          problem: "sequences of lengths \(sequences.map(\.count))",
          fix: "pad them to one length first, for example with PaddedBatch"
        ),
        file: file,
        line: line
      )
    }
    return weight.gathered(rows: sequences.flatMap { $0 }, file: file, line: line)
      .reshaped([sequences.count, time, weight.shape[1]])
  }
}

/// An embedding of single precision.
public typealias Embedding = EmbeddingOf<Float>
