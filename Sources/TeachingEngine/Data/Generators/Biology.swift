/// Splice pairing: the type of a donor must match the type of an acceptor far behind it.
///
/// Symbols 0 … 3 are bases; 4 and 5 are donors of type A and B, 6 and 7 acceptors. The label is 1
/// if the types match. Either site alone says nothing, so a local model scores one half.
public func splicePairing(
  count: Int,
  time: Int,
  lag: ClosedRange<Int>,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SymbolExamples {
  requireTime("splicePairing", time, atLeast: lag.upperBound + 1, file: file, line: line)
  var inputs: [[Int]] = []
  var labels: [[Int]] = []
  for _ in 0..<count {
    var sequence = (0..<time).map { _ in generator.integer(below: 4) }
    let distance = lag.lowerBound + generator.integer(below: lag.count)
    let donorPlace = generator.integer(below: time - distance)
    let (donor, acceptor) = (generator.integer(below: 2), generator.integer(below: 2))
    sequence[donorPlace] = 4 + donor
    sequence[donorPlace + distance] = 6 + acceptor
    inputs.append(sequence)
    labels.append([donor == acceptor ? 1 : 0])
  }
  return SymbolExamples(inputs: inputs, labels: labels, vocabulary: 8)
}

/// Sequences of bases, half of which begin with a given motif: the label is 1 for those.
public func startMotif(
  _ motif: [Int] = [0, 3, 2],
  count: Int,
  time: Int,
  generator: inout RandomGenerator,
  file: StaticString = #fileID,
  line: UInt = #line
) -> SymbolExamples {
  requireTime("startMotif", time, atLeast: motif.count, file: file, line: line)
  var inputs: [[Int]] = []
  var labels: [[Int]] = []
  for _ in 0..<count {
    var sequence = (0..<time).map { _ in generator.integer(below: 4) }
    let place = generator.integer(below: time - motif.count + 1)
    let isPresent = generator.bernoulli(0.5)
    if isPresent { sequence.replaceSubrange(place..<(place + motif.count), with: motif) }
    // A motif that arose by chance counts as one.
    let found = (0...(time - motif.count)).contains {
      Array(sequence[$0..<($0 + motif.count)]) == motif
    }
    inputs.append(sequence)
    labels.append([found ? 1 : 0])
  }
  return SymbolExamples(inputs: inputs, labels: labels, vocabulary: 4)
}

/// Proteins with a measured property that depends on a few residues and on the species.
///
/// Species differ in composition and in an offset of the property, so that a model can score by
/// recognising the species.
///
/// - Returns: residues (0 … 19), the property, and the species of every protein.
public func proteinFamilies<Scalar: TensorScalar>(
  count: Int,
  time: Int,
  species: Int = 8,
  causalPlaces: [Int] = [3, 11, 17],
  speciesEffect: Double = 1,
  noise: Double = 0.2,
  generator: inout RandomGenerator,
  as _: Scalar.Type = Float.self,
  file: StaticString = #fileID,
  line: UInt = #line
) -> (residues: [[Int]], properties: [Scalar], species: [Int]) {
  requireTime(
    "proteinFamilies",
    time,
    atLeast: (causalPlaces.max() ?? 0) + 1,
    file: file,
    line: line
  )
  let effects: [[Double]] = causalPlaces.map { _ in (0..<20).map { _ in generator.normal() } }
  let offsets: [Double] = (0..<species).map { _ in speciesEffect * generator.normal() }
  let compositions = (0..<species).map { _ in (0..<20).map { _ in generator.exponential() } }
  var residues: [[Int]] = []
  var properties: [Scalar] = []
  var groups: [Int] = []
  for _ in 0..<count {
    let group = generator.integer(below: species)
    let sequence = (0..<time).map { _ in generator.index(weights: compositions[group]) }
    let causal = zip(causalPlaces, effects).reduce(0) { $0 + $1.1[sequence[$1.0]] }
    residues.append(sequence)
    properties.append(Scalar(causal + offsets[group] + noise * generator.normal()))
    groups.append(group)
  }
  return (residues, properties, groups)
}

/// Two-state sepsis as a decision problem under partial observation.
///
/// The patient is stable (0) or septic (1). Each step shows a noisy sign; the action treats (1) or
/// waits (0). Septic and untreated costs 1, treatment costs 0.3, and ends sepsis with chance 0.5.
public struct SepsisEnvironment: Sendable, Equatable {
  /// The hidden state.
  public private(set) var isSeptic = false
  /// The chance of falling ill in a step.
  public let onset: Double
  /// The chance that the sign shows the state.
  public let signAccuracy: Double

  /// A stable patient.
  public init(onset: Double = 0.1, signAccuracy: Double = 0.75) {
    self.onset = onset
    self.signAccuracy = signAccuracy
  }

  /// What the sign shows now: 1 for septic.
  public func sign(generator: inout RandomGenerator) -> Int {
    generator.bernoulli(signAccuracy) == isSeptic ? 1 : 0
  }

  /// Takes an action and returns the reward.
  public mutating func step(treats: Bool, generator: inout RandomGenerator) -> Double {
    let reward = (isSeptic && !treats ? -1 : 0) - (treats ? 0.3 : 0)
    if isSeptic {
      if treats, generator.bernoulli(0.5) { isSeptic = false }
    } else {
      isSeptic = generator.bernoulli(onset)
    }
    return reward
  }

  /// The chance of sepsis after an action and the sign that followed, from the chance before.
  public func updatedBelief(_ belief: Double, treated: Bool, sign: Int) -> Double {
    let predicted = belief * (treated ? 0.5 : 1) + (1 - belief) * onset
    let ifSeptic = sign == 1 ? signAccuracy : 1 - signAccuracy
    let ifStable = sign == 1 ? 1 - signAccuracy : signAccuracy
    return predicted * ifSeptic / (predicted * ifSeptic + (1 - predicted) * ifStable)
  }
}
