import TestSupport

/// Mutates streams, the same way for the same seed.
struct StreamMutator {
  private var numbers: SplitMix

  init(seed: UInt64) { numbers = SplitMix(seed: seed) }

  /// One of the streams, changed in one to eight places.
  mutating func mutated(_ seeds: [[UInt8]]) -> [UInt8] {
    var stream = seeds[number(below: seeds.count)]
    for _ in 0...number(below: 8) { mutate(&stream, with: seeds) }
    return stream
  }

  /// The messages of one stream, one of them changed.
  mutating func mutatedPart(of seeds: [[[UInt8]]]) -> [[UInt8]] {
    var messages = seeds[number(below: seeds.count)]
    let place = number(below: messages.count)
    for _ in 0...number(below: 3) { mutate(&messages[place], with: messages) }
    return messages
  }

  private mutating func mutate(_ stream: inout [UInt8], with seeds: [[UInt8]]) {
    guard !stream.isEmpty else { return }
    let place = number(below: stream.count)
    switch number(below: 9) {
    case 0: stream[place] = UInt8(truncatingIfNeeded: numbers.next())
    case 1: stream[place] ^= 1 << UInt8(number(below: 8))
    case 2: stream.removeSubrange(place..<min(stream.count, place + 1 + number(below: 64)))
    case 3: stream.replaceSubrange(place..<place, with: (0...number(below: 16)).map { _ in 0xff })
    case 4:
      let other = seeds[number(below: seeds.count)]
      stream = Array(stream[..<place] + other[number(below: other.count)...])
    case 5: stream.removeSubrange(place...)
    case 6: overwrite(&stream, at: place, with: Self.odd[number(below: Self.odd.count)])
    case 7:
      overwrite(&stream, at: place, with: Self.values[number(below: Self.values.count)].bitPattern)
    default: replaceWord(in: &stream, from: place)
    }
  }

  /// Puts an odd number where a number stands: behind a tag, so that the stream stays readable.
  private mutating func replaceWord(in stream: inout [UInt8], from place: Int) {
    guard let tag = stream[place...].firstIndex(where: { (3...5).contains($0) }) else { return }
    let word =
      stream[tag] == 5
      ? Self.values[number(below: Self.values.count)].bitPattern
      : Self.odd[number(below: Self.odd.count)]
    overwrite(&stream, at: tag + 1, with: word)
  }

  private func overwrite(_ stream: inout [UInt8], at place: Int, with word: UInt64) {
    for offset in 0..<8 where place + offset < stream.count {
      stream[place + offset] = UInt8(truncatingIfNeeded: word >> (8 * UInt64(offset)))
    }
  }

  private static let odd: [UInt64] = [
    0, 1, 2, 0x7f, 0xff, 0xffff, 0x7fff_ffff, 0xffff_ffff, 1 << 40, 0x7fff_ffff_ffff_ffff, .max,
    0x8000_0000_0000_0000, 0xffff_ffff_ffff_fffe,
  ]
  private static let values: [Double] = [
    .nan, .infinity, -.infinity, 1e300, -1e300, 5e-324, 1e18, -1e18, 1e17, -0.0,
    .greatestFiniteMagnitude,
    9.3e18, 1e6, -1, 0.5,
  ]

  private mutating func number(below limit: Int) -> Int { Int(numbers.next() % UInt64(limit)) }
}
