import TeachingEngine

/// Sequence to sequence with GRU cells and additive attention.
struct Seq2SeqSizes {
  let vocabulary, length, embedding, hidden, batch, steps: Int

  static let standard = Seq2SeqSizes(
    vocabulary: 12,
    length: 10,
    embedding: 64,
    hidden: 64,
    batch: 64,
    steps: 200
  )

  var operations: Double { 0 }

  func makeTraining(path: TrainingPath, threads: Int) throws -> () -> Float {
    throw BenchError.usage("w5 has no path “\(path.rawValue)”")
  }
}
