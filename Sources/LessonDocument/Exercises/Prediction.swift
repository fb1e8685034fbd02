/// A question that a reader answers before the block below it shows what it gives.
///
/// A guess is compared and never graded.
public struct Prediction: Codable, Equatable, Sendable {
  /// One of the answers to choose from.
  public struct Choice: Codable, Equatable, Sendable {
    /// The answer.
    public var text: String
    /// What is said to someone who takes it, such as what they may have mixed up.
    public var message: String?

    /// Makes a choice.
    public init(text: String, message: String? = nil) {
      (self.text, self.message) = (text, message)
    }

    /// Reads a choice from `text => message`.
    init(written: String) {
      let parts = written.split(separator: "=>", maxSplits: 1).map { part in
        String(part.drop { $0.isWhitespace }).trimmedAtEnd
      }
      text = parts.first ?? ""
      message = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
    }
  }

  /// What is asked.
  public var question: String
  /// The answers to choose from; without them the reader writes one.
  public var choices: [Choice]
  /// The right answer; nil takes the last value that the block shows.
  public var answer: String?

  /// Makes a prediction.
  public init(question: String, choices: [Choice] = [], answer: String? = nil) {
    (self.question, self.choices, self.answer) = (question, choices, answer)
  }

  /// The right answer, if it is known.
  ///
  /// - Parameter result: what came of the block.
  public func truth(in result: BlockResult?) -> String? {
    answer ?? result?.outputs.last { $0.kind == .value }?.text.trimmedAtEnd
  }

  /// The choice that a reader means by its number or its text.
  public func choice(_ guess: String) -> Choice? {
    let guess = guess.drop { $0.isWhitespace }.description.trimmedAtEnd
    if let number = Int(guess), choices.indices.contains(number - 1) { return choices[number - 1] }
    return choices.first { $0.text.lowercased() == guess.lowercased() }
  }

  /// How a guess compares, or nil if there is nothing to compare it with.
  public func comparison(of guess: String, with result: BlockResult?) -> GuessComparison? {
    guard let truth = truth(in: result) else { return nil }
    if let choice = choice(guess) {
      let isRight = choice.text == truth
      return GuessComparison(
        isRight: isRight,
        guess: choice.text,
        truth: truth,
        more: choice.message
      )
    }
    let isRight: Bool
    var more: String?
    if let (guessed, number) = Self.numbers(guess, truth) {
      isRight =
        guessed == number
        || number.isFinite && abs(guessed - number) <= max(abs(number) * 5e-3, 1e-9)
      if !isRight, number != 0, guessed / number > 0, guessed.isFinite {
        let ratio = guessed / number
        more =
          ratio > 1
          ? "\(ratio.shortText) times too large" : "\((1 / ratio).shortText) times too small"
      }
    } else if let guessed = Self.shape(guess), let shape = Self.shape(truth) {
      isRight = guessed == shape
      if !isRight, guessed.count != shape.count {
        more = "it has \(shape.count) \(shape.count == 1 ? "axis" : "axes"), not \(guessed.count)"
      }
    } else {
      isRight = guess.lowercased() == truth.lowercased()
    }
    return GuessComparison(isRight: isRight, guess: guess, truth: truth, more: more)
  }

  /// Two numbers, however they are written: `1,000`, `1 000`, `50 %`, `∞`; nil if one is none.
  private static func numbers(_ guess: String, _ truth: String) -> (Double, Double)? {
    guard let guess = PredictionClaim(guess), let truth = PredictionClaim(truth),
      let guessed = guess.size, let number = truth.size
    else { return nil }
    guard guess.isPercent != truth.isPercent else { return (guessed, number) }
    // Half may be shown as 0.5, as 50, and as 50 %.
    let (shared, plain) =
      guess.isPercent ? (guessed / 100, number) : (guessed, number / 100)
    return abs(shared - plain) <= abs(plain) * 5e-3 ? (shared, plain) : (guessed, number)
  }

  /// The numbers of a shape, however it is written: `[3, 2]`, `3 × 2`, `3x2`.
  static func shape(_ text: String) -> [Int]? {
    let isOpen = { (character: Character) in " []()×x,*\t".contains(character) }
    let parts = text.split(whereSeparator: isOpen)
    let numbers = parts.compactMap { Int($0) }
    return numbers.count == parts.count && !numbers.isEmpty ? numbers : nil
  }
}

/// How a guess compares with what came.
public struct GuessComparison: Equatable, Sendable {
  /// Whether it is right; numbers within half a percent are.
  public var isRight: Bool
  /// The guess.
  public var guess: String
  /// What came.
  public var truth: String
  /// How far off it is, or what the author says to it.
  public var more: String?

  /// A sentence to the reader.
  public var sentence: String {
    let head =
      isRight
      ? "You guessed \(guess): that is right." : "You guessed \(guess); it is \(truth)."
    guard let more else { return head }
    let isSentence = more.last.map { ".!?".contains($0) } ?? false
    return isSentence ? "\(head) \(more)" : "\(head.dropLast()) (\(more))."
  }
}

extension Double {
  /// Two significant digits: `1.4`, `12`.
  fileprivate var shortText: String {
    guard isFinite, self < 1e9 else { return "many" }
    return self < 10 ? "\((self * 10).rounded() / 10)" : "\(Int(rounded()))"
  }
}
