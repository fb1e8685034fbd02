/// Templated sentences about films, some negated, with their sentiment (1 is good).
///
/// "the plot was not dull" is good: the negation, anywhere before the adjective, turns it.
public func templatedReviews(
  count: Int,
  generator: inout RandomGenerator
) -> (sentences: [[String]], labels: [Int]) {
  let subjects = ["plot", "acting", "music", "ending", "dialogue"]
  let good = ["great", "moving", "clever", "fresh"]
  let bad = ["dull", "weak", "noisy", "stale"]
  let fillers = ["really", "quite", "perhaps", "truly"]
  var sentences: [[String]] = []
  var labels: [Int] = []
  for _ in 0..<count {
    let isGood = generator.bernoulli(0.5)
    let isNegated = generator.bernoulli(0.4)
    let words = isGood ? good : bad
    var sentence = ["the", subjects[generator.integer(below: subjects.count)], "was"]
    if isNegated { sentence.append("not") }
    for _ in 0..<generator.integer(below: 4) {
      sentence.append(fillers[generator.integer(below: fillers.count)])
    }
    sentence.append(words[generator.integer(below: words.count)])
    sentences.append(sentence)
    labels.append(isGood != isNegated ? 1 : 0)
  }
  return (sentences, labels)
}

/// Templated sentences with a tag for every word: 0 other, 1 person, 2 place.
///
/// "jordan" is a person or a place; only the words around it say which.
public func taggedSentences(
  count: Int,
  generator: inout RandomGenerator
) -> (sentences: [[String]], tags: [[Int]]) {
  let people = ["ada", "ben", "carla", "jordan"]
  let places = ["oslo", "lima", "cairo", "jordan"]
  var sentences: [[String]] = []
  var tags: [[Int]] = []
  for _ in 0..<count {
    let person = people[generator.integer(below: people.count)]
    let place = places[generator.integer(below: places.count)]
    switch generator.integer(below: 3) {
    case 0:
      sentences.append([person, "flew", "to", place])
      tags.append([1, 0, 0, 2])
    case 1:
      sentences.append(["in", place, "we", "met", person])
      tags.append([0, 2, 0, 0, 1])
    default:
      sentences.append([place, "is", "where", person, "lives"])
      tags.append([2, 0, 0, 1, 0])
    }
  }
  return (sentences, tags)
}

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

/// Vowels as frames of their first two formants, spoken by voices of different pitch.
///
/// - Parameter frames: how many frames a vowel lasts.
/// - Returns: frames `[count, frames, 2]` in kHz, the vowel (a e i o u) and the speaker of each.
/// - Source: means after Peterson & Barney (1952), rounded.
public func vowelFrames<Scalar: TensorScalar>(
  count: Int,
  frames: Int,
  speakers: Int = 4,
  noise: Double = 0.08,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self
) -> (frames: TensorOf<Scalar>, vowels: [Int], speakers: [Int]) {
  let formants = [(0.73, 1.09), (0.53, 1.84), (0.27, 2.29), (0.57, 0.84), (0.30, 0.87)]
  let scales = (0..<speakers).map { 0.85 + 0.35 * Double($0) / Double(max(1, speakers - 1)) }
  var values = TensorOf<Scalar>.zeros([count, frames, 2])
  var vowels: [Int] = []
  var voices: [Int] = []
  for example in 0..<count {
    let vowel = generator.integer(below: formants.count)
    let voice = generator.integer(below: speakers)
    for frame in 0..<frames {
      let (first, second) = formants[vowel]
      values[example, frame, 0] = Scalar(scales[voice] * first + noise * generator.normal())
      values[example, frame, 1] = Scalar(scales[voice] * second + noise * generator.normal())
    }
    vowels.append(vowel)
    voices.append(voice)
  }
  return (values, vowels, voices)
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
