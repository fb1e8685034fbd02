/// A batch of sequences, each with one target.
public struct SequenceExamples<Scalar: TensorScalar>: Sendable, Equatable {
  /// What is read, `[batch, time, features]`.
  public let inputs: TensorOf<Scalar>
  /// What is asked, `[batch, targets]`.
  public let targets: TensorOf<Scalar>
}

/// A batch of sequences of symbols with labels.
public struct SymbolExamples: Sendable, Equatable {
  /// What is read, sequence by sequence.
  public let inputs: [[Int]]
  /// What is asked: one label per sequence, or one per step; −1 where nothing is asked.
  public let labels: [[Int]]
  /// How many different symbols there are.
  public let vocabulary: Int

  /// The inputs as rows with a single one, `[batch, time, vocabulary]`.
  public func oneHot<Scalar: TensorScalar>(as _: Scalar.Type = Float.self) -> TensorOf<Scalar> {
    TensorOf.oneHot(inputs.flatMap { $0 }, classes: vocabulary)
      .reshaped([inputs.count, inputs.first?.count ?? 0, vocabulary])
  }

  /// 1 where a label is asked for and 0 elsewhere, `[batch, labels]`.
  public func mask<Scalar: TensorScalar>(as _: Scalar.Type = Float.self) -> TensorOf<Scalar> {
    TensorOf(labels.map { row in row.map { $0 >= 0 ? 1 : 0 } })
  }
}

/// The adding problem: the sum of the two marked numbers.
///
/// Feature 0 is U(0, 1), feature 1 marks one step in each half; the target is the sum of the two
/// marked numbers. Always predicting the mean, 1, has an error of 2 · 1/12 = 1/6.
///
/// - Source: Hochreiter & Schmidhuber (1997), experiment 4, with markers as in Le, Jaitly & Hinton
///   (2015).
public func addingProblem<Scalar: TensorScalar>(
  count: Int,
  time: Int,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SequenceExamples<Scalar> {
  requireTime("addingProblem", time, atLeast: 2, file: file, line: line)
  var inputs: TensorOf<Scalar> = .zeros([count, time, 2])
  var targets: TensorOf<Scalar> = .zeros([count, 1])
  for example in 0..<count {
    for step in 0..<time { inputs[example, step, 0] = generator.uniform() }
    let first = generator.integer(below: time / 2)
    let second = time / 2 + generator.integer(below: time - time / 2)
    for step in [first, second] {
      inputs[example, step, 1] = 1
      targets[example, 0] += inputs[example, step, 0]
    }
  }
  return SequenceExamples(inputs: inputs, targets: targets)
}

/// The copy problem: ten symbols of eight, a long pause, then the same ten.
///
/// Symbols 1 … 8 are data, 0 is blank, 9 says "now"; the length is `pause` + 20. A model without
/// memory guesses the last ten: its cross-entropy, averaged over all steps, is
/// 10 ln 8 / (pause + 20).
///
/// - Source: Arjovsky, Shah & Bengio (2016), section 5.1.
public func copyProblem(
  count: Int,
  pause: Int,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SymbolExamples {
  requireTime("copyProblem", pause, atLeast: 1, file: file, line: line)
  var inputs: [[Int]] = []
  var labels: [[Int]] = []
  for _ in 0..<count {
    let word = (0..<10).map { _ in 1 + generator.integer(below: 8) }
    let blanks = Array(repeating: 0, count: pause - 1)
    inputs.append(word + blanks + [9] + Array(repeating: 0, count: 10))
    labels.append(Array(repeating: 0, count: pause + 10) + word)
  }
  return SymbolExamples(inputs: inputs, labels: labels, vocabulary: 10)
}

/// The latch: which of two symbols came first, asked at the end, after noise.
///
/// Step 0 carries +1 or −1 in feature 0; later steps carry N(0, noise²) in feature 1. The label is
/// 1 for +1.
///
/// - Source: after Bengio, Simard & Frasconi (1994), section II.
public func latchProblem<Scalar: TensorScalar>(
  count: Int,
  time: Int,
  noise: Double = 0.2,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self,
  file: StaticString = #fileID,
  line: UInt = #line
) -> (inputs: TensorOf<Scalar>, labels: [Int]) {
  requireTime("latchProblem", time, atLeast: 1, file: file, line: line)
  var inputs: TensorOf<Scalar> = .zeros([count, time, 2])
  let labels = (0..<count).map { example in
    let label = generator.integer(below: 2)
    inputs[example, 0, 0] = label == 1 ? 1 : -1
    for step in 0..<time { inputs[example, step, 1] = Scalar(noise) * generator.normal() }
    return label
  }
  return (inputs, labels)
}

/// Temporal order: two relevant symbols far apart; the class says which came in which order.
///
/// Symbols 0 and 1 are relevant, 2 … 5 are distractors; the label, at the last step, is
/// 2 · first + second.
///
/// - Source: Hochreiter & Schmidhuber (1997), experiment 6a.
public func temporalOrder(
  count: Int,
  time: Int,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SymbolExamples {
  requireTime("temporalOrder", time, atLeast: 10, file: file, line: line)
  var inputs: [[Int]] = []
  var labels: [[Int]] = []
  for _ in 0..<count {
    var sequence = (0..<time).map { _ in 2 + generator.integer(below: 4) }
    let (first, second) = (generator.integer(below: 2), generator.integer(below: 2))
    sequence[time / 10 + generator.integer(below: time / 10)] = first
    sequence[time / 2 + generator.integer(below: time / 10)] = second
    inputs.append(sequence)
    labels.append([2 * first + second])
  }
  return SymbolExamples(inputs: inputs, labels: labels, vocabulary: 6)
}

func requireTime(
  _ operation: String,
  _ time: Int,
  atLeast least: Int,
  file: StaticString,
  line: UInt
) {
  guard time >= least else {
    trap(
      .argument(
        operation: operation,
        problem: "\(time) steps are too few",
        fix: "give at least \(least)"
      ),
      file: file,
      line: line
    )
  }
}
