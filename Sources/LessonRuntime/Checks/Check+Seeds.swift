public import TeachingEngine

/// One number for what several seeds gave.
public enum SeedStatistic: String, Sendable {
  /// The middle one, or the mean of the two in the middle: one unlucky seed does not move it.
  case median
  /// The sum over the count.
  case mean
  /// The smallest.
  case smallest
  /// The greatest.
  case greatest

  func value(of numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard let first = sorted.first, let last = sorted.last else { return .nan }
    switch self {
    case .median: return (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
    case .mean: return numbers.reduce(0, +) / Double(numbers.count)
    case .smallest: return first
    case .greatest: return last
    }
  }
}

/// States that a measure stays below a limit over several seeds:
/// `check("it learns", .median, ofSeeds: 5, below: 0.1) { generator in … }`.
///
/// - Parameter seeds: how many; they count from `first`.
/// - Parameter measure: a number, computed from a generator that is new for each seed.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  _ statistic: SeedStatistic = .median,
  ofSeeds seeds: Int,
  from first: UInt64 = 1,
  below limit: Number,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line,
  _ measure: (inout RandomGenerator) throws -> Number
) rethrows {
  let numbers = try measured(seeds, from: first, measure)
  let value = statistic.value(of: numbers)
  report(
    title,
    passed: value < Double(limit) && areWithinReach(numbers + [value], of: Double(limit)),
    message: seedMessage(statistic, numbers, "below \(limit)", from: first),
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// States that a measure stays above a limit over several seeds.
public func check<Number: BinaryFloatingPoint>(
  _ title: String,
  _ statistic: SeedStatistic = .median,
  ofSeeds seeds: Int,
  from first: UInt64 = 1,
  above limit: Number,
  lookAt: String = "",
  points: Double? = nil,
  file: String = #fileID,
  line: Int = #line,
  _ measure: (inout RandomGenerator) throws -> Number
) rethrows {
  let numbers = try measured(seeds, from: first, measure)
  let value = statistic.value(of: numbers)
  report(
    title,
    passed: value > Double(limit) && areWithinReach(numbers + [value], of: Double(limit)),
    message: seedMessage(statistic, numbers, "above \(limit)", from: first),
    lookAt: lookAt,
    points: points,
    file: file,
    line: line
  )
}

/// No seed's number may be none, or without bound where the limit has one.
private func areWithinReach(_ numbers: [Double], of limit: Double) -> Bool {
  numbers.allSatisfy { !$0.isNaN && isWithinReach($0, of: limit) }
}

private func measured<Number: BinaryFloatingPoint>(
  _ seeds: Int,
  from first: UInt64,
  _ measure: (inout RandomGenerator) throws -> Number
) rethrows -> [Double] {
  precondition(seeds > 0, "a statistic needs at least one seed: give ofSeeds: 5")
  return try (0..<seeds).map { number in
    var generator = RandomGenerator(seed: first &+ UInt64(number))
    return Double(try measure(&generator))
  }
}

private func seedMessage(
  _ statistic: SeedStatistic,
  _ numbers: [Double],
  _ wanted: String,
  from first: UInt64
) -> String {
  if let nan = numbers.firstIndex(where: \.isNaN) {
    return "seed \(first &+ UInt64(nan)) gave nan; expected numbers \(wanted)"
  }
  let value = NumberText.sixDigits(statistic.value(of: numbers))
  let all = numbers.map(NumberText.sixDigits).joined(separator: ", ")
  return """
    expected the \(statistic.rawValue) of \(numbers.count) \(numbers.count == 1 ? "seed" : "seeds") \(wanted), received \(value) \
    (seeds from \(first): \(all))
    """
}
