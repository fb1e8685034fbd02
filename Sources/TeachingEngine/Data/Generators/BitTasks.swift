/// y_t = the majority of x_{t−1}, x_t, x_{t+1}; the ends, which lack a neighbour, are not asked.
///
/// Without the future the best accuracy is 3/4: half of the time the two known bits decide, and
/// otherwise it is a coin's toss.
public func majorityOfNeighbours(
  count: Int,
  time: Int,
  generator: inout RandomGenerator
) -> SymbolExamples {
  bitTask(count: count, time: time, generator: &generator) { bits in
    bits.indices.map { step in
      step == 0 || step == bits.count - 1
        ? -1 : bits[step - 1] + bits[step] + bits[step + 1] >= 2 ? 1 : 0
    }
  }
}

/// Did an "a" come before the "b"? Both occur once among fillers; only their order counts.
///
/// Symbols: 0 is filler, 1 is a, 2 is b. The bag of symbols is the same for both labels, so what
/// does not see order scores one half.
public func orderOfTwo(
  count: Int,
  time: Int,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SymbolExamples {
  requireTime("orderOfTwo", time, atLeast: 2, file: file, line: line)
  var inputs: [[Int]] = []
  var labels: [[Int]] = []
  for _ in 0..<count {
    let places = generator.shuffled(Array(0..<time)).prefix(2)
    var sequence = Array(repeating: 0, count: time)
    sequence[places[0]] = 1
    sequence[places[1]] = 2
    inputs.append(sequence)
    labels.append([places[0] < places[1] ? 1 : 0])
  }
  return SymbolExamples(inputs: inputs, labels: labels, vocabulary: 3)
}

private func bitTask(
  count: Int,
  time: Int,
  generator: inout RandomGenerator,
  _ labels: ([Int]) -> [Int]
) -> SymbolExamples {
  let inputs = (0..<count).map { _ in (0..<time).map { _ in generator.integer(below: 2) } }
  return SymbolExamples(inputs: inputs, labels: inputs.map(labels), vocabulary: 2)
}
