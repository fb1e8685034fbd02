/// The Reber grammar: a small automaton that writes strings over B T P S X V E.
///
/// - Source: Reber (1967); the embedded form is Hochreiter & Schmidhuber (1997), experiment 1.
public enum ReberGrammar {
  /// The alphabet, in the order of the symbols' numbers.
  public static let alphabet: [Character] = Array("BTPSXVE")

  /// From every state the symbols that may follow and the states they lead to.
  private static let transitions: [[(symbol: Character, next: Int)]] = [
    [("T", 1), ("P", 2)],
    [("S", 1), ("X", 3)],
    [("T", 2), ("V", 4)],
    [("X", 2), ("S", 5)],
    [("P", 3), ("V", 5)],
  ]

  /// One string: B, a walk through the automaton with even chances, E.
  public static func string(generator: inout RandomGenerator) -> String {
    var result = "B"
    var state = 0
    while state < transitions.count {
      let step = transitions[state][generator.integer(below: transitions[state].count)]
      result.append(step.symbol)
      state = step.next
    }
    return result + "E"
  }

  /// One embedded string: B, T or P, a Reber string, the same T or P again, E.
  ///
  /// The last but one symbol can be known only by remembering the second across the whole string.
  public static func embeddedString(generator: inout RandomGenerator) -> String {
    let side = generator.bernoulli(0.5) ? "T" : "P"
    return "B" + side + string(generator: &generator) + side + "E"
  }

  /// The numbers of a string's symbols; symbols outside the alphabet are left out.
  public static func symbols(_ string: String) -> [Int] {
    string.compactMap { alphabet.firstIndex(of: $0) }
  }

  /// Whether a string belongs to the (not embedded) grammar.
  public static func accepts(_ string: String) -> Bool {
    var rest = Array(string)[...]
    guard rest.popFirst() == "B" else { return false }
    var state = 0
    while state < transitions.count {
      guard let symbol = rest.popFirst(),
        let step = transitions[state].first(where: { $0.symbol == symbol })
      else { return false }
      state = step.next
    }
    return rest == ["E"]
  }
}

/// Well-nested brackets of two kinds, `( ) [ ]` as 0 1 2 3, of one even length.
///
/// At each step a bracket opens with chance ½ while there is room; labels are the depth after
/// every symbol.
public func nestedBrackets(
  count: Int,
  time: Int,
  maximumDepth: Int,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SymbolExamples {
  requireTime("nestedBrackets", time, atLeast: 2, file: file, line: line)
  let time = time - time % 2
  var inputs: [[Int]] = []
  var labels: [[Int]] = []
  for _ in 0..<count {
    var open: [Int] = []
    var sequence: [Int] = []
    var depths: [Int] = []
    for step in 0..<time {
      let mustClose = open.count == time - step || open.count == maximumDepth
      if open.isEmpty || (!mustClose && generator.bernoulli(0.5)) {
        open.append(generator.integer(below: 2))
        sequence.append(2 * (open.last ?? 0))
      } else {
        sequence.append(2 * open.removeLast() + 1)
      }
      depths.append(open.count)
    }
    inputs.append(sequence)
    labels.append(depths)
  }
  return SymbolExamples(inputs: inputs, labels: labels, vocabulary: 4)
}

/// Words of a Markov chain over letters, one of several made-up languages.
public struct MarkovLanguage: Sendable, Equatable {
  /// The letters.
  public let alphabet: [Character]
  /// Chances of the next letter (column; the last column is the end), from each letter; the last
  /// row is for the first letter.
  public let chances: [[Double]]

  /// A language with random chances; the smaller `evenness`, the more it prefers a few pairs.
  public init(
    alphabet: [Character] = Array("aeioubdgklmnrst"),
    evenness: Double = 0.3,
    generator: inout RandomGenerator
  ) {
    self.alphabet = alphabet
    let width = alphabet.count
    chances = (0...width).map { row in
      // Powers of exponential draws give rows that prefer few columns, without a gamma sampler.
      let weights = (0..<width).map { _ in Double.pow(generator.exponential(), 1 / evenness) }
      let total = weights.reduce(0, +)
      let end = row == width ? 0 : 0.15
      return weights.map { $0 / total * (1 - end) } + [end]
    }
  }

  /// One word of at least two letters and at most twelve.
  public func word(generator: inout RandomGenerator) -> String {
    var result = ""
    var row = alphabet.count
    while result.count < 12 {
      let next = generator.index(weights: chances[row])
      if next == alphabet.count {
        if result.count >= 2 { break }
        continue
      }
      result.append(alphabet[next])
      row = next
    }
    return result
  }
}

/// A whole number below a million in English words: 102 is "one hundred two".
public func numberInWords(_ number: Int) -> String {
  let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  switch number {
  case ..<0: return "minus " + numberInWords(-number)
  case ..<20: return small[number]
  case ..<100:
    return tens[number / 10] + (number % 10 == 0 ? "" : " " + small[number % 10])
  case ..<1000:
    let rest = number % 100 == 0 ? "" : " " + numberInWords(number % 100)
    return small[number / 100] + " hundred" + rest
  default:
    let rest = number % 1000 == 0 ? "" : " " + numberInWords(number % 1000)
    return numberInWords(number / 1000) + " thousand" + rest
  }
}
