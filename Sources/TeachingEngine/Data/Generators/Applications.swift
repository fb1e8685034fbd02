/// Sensor runs of machines, some of which wear out: the last value drifts before a failure.
///
/// - Returns: readings `[count, time, 1]` and 1 for runs that fail soon after their end.
public func machineRuns<Scalar: TensorScalar>(
  count: Int,
  time: Int,
  drift: Double = 0.04,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (readings: TensorOf<Scalar>, fails: [Bool]) {
  var readings = TensorOf<Scalar>.zeros([count, time, 1])
  let fails = (0..<count).map { run in
    let isFailing = generator.bernoulli(0.3)
    let onset = time / 2 + generator.integer(below: max(1, time / 4))
    let level: Double = 0.3 * generator.normal()
    for step in 0..<time {
      let wear = isFailing ? drift * Double(max(0, step - onset)) : 0
      readings[run, step, 0] = Scalar(level + wear + 0.3 * generator.normal())
    }
    return isFailing
  }
  return (readings, fails)
}

/// Two-class signals whose class shows only after a lag: a cue at the start, a question at the end.
///
/// With a lag above 100 it is like gait (one stride decides the next), near 20 like muscle signals.
///
/// - Returns: signals `[count, lag + 1, 2]` (cue and noise) and labels.
public func cuedSignals<Scalar: TensorScalar>(
  count: Int,
  lag: Int,
  noise: Double = 0.3,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (signals: TensorOf<Scalar>, labels: [Int]) {
  let result = latchProblem(
    count: count,
    time: lag + 1,
    noise: noise,
    generator: &generator,
    as: Scalar.self
  )
  return (result.inputs, result.labels)
}

/// A vocabulary: words or characters and their numbers, in the order in which they first came.
public struct Vocabulary<Token: Hashable & Sendable>: Sendable, Equatable {
  /// The tokens, by number.
  public let tokens: [Token]
  private let numbers: [Token: Int]

  /// The tokens of some data; those of `reserved` come first.
  public init(_ data: some Sequence<Token>, reserved: [Token] = []) {
    var tokens: [Token] = []
    var numbers: [Token: Int] = [:]
    for token in reserved + Array(data) where numbers[token] == nil {
      numbers[token] = tokens.count
      tokens.append(token)
    }
    self.tokens = tokens
    self.numbers = numbers
  }

  /// How many tokens there are.
  public var count: Int { tokens.count }

  /// The number of a token, `nil` if it is unknown.
  public func number(of token: Token) -> Int? { numbers[token] }

  /// The numbers of tokens; traps on one that is unknown.
  public func encode(
    _ data: some Sequence<Token>,
    file: StaticString = #fileID,
    line: UInt = #line
  ) -> [Int] {
    data.map { token in
      guard let number = numbers[token] else {
        trap(
          .argument(
            operation: "encode",
            problem: "\"\(token)\" is not in the vocabulary",
            fix: "build the vocabulary from all data, or drop the token"
          ),
          file: file,
          line: line
        )
      }
      return number
    }
  }

  /// The tokens of numbers.
  public func decode(_ numbers: [Int]) -> [Token] { numbers.map { tokens[$0] } }
}
