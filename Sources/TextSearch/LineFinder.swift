/// Finds lines in bytes, all of them in one pass.
public struct LineFinder: Sendable {
  /// How many bytes of a line its hash covers: a line with fewer, blanks not counted, is never found.
  public static let shortest = 10

  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// The factor by which the byte weighs that leaves the window.
  private static let lastFactor: UInt64 = (0..<shortest).reduce(1) { power, _ in power &* factor }
  private static let filterBits = 16

  /// The lines without their blanks.
  private let lines: [[UInt8]]
  /// The lines that begin alike, by the hash of their beginning.
  private var byHash: [UInt64: [Int]] = [:]
  /// For each hash's first bits, whether any line's hash begins so.
  private var filter = [Bool](repeating: false, count: 1 << filterBits)

  /// A finder of lines; which they are is told by their index.
  public init(_ lines: [String]) {
    self.lines = lines.map { Blanks.removed(from: Array($0.utf8)) }
    for (index, line) in self.lines.enumerated() where line.count >= Self.shortest {
      let hash = line.prefix(Self.shortest).reduce(0) { $0 &* Self.factor &+ UInt64($1) &+ 1 }
      byHash[hash, default: []].append(index)
      filter[Self.slot(hash)] = true
    }
  }

  /// The lines that stand in some bytes.
  ///
  /// - Parameter forms: the ways in which the bytes may write text, each tried on its own.
  public func found(in bytes: UnsafeRawBufferPointer, as forms: [WrittenForm]) -> Set<Int> {
    guard !byHash.isEmpty else { return [] }
    var found: Set<Int> = []
    bytes.withMemoryRebound(to: UInt8.self) { bytes in
      for form in forms {
        form.text(of: bytes).withUnsafeBufferPointer { find(in: $0, &found) }
      }
    }
    return found
  }

  private func find(in text: UnsafeBufferPointer<UInt8>, _ found: inout Set<Int>) {
    guard text.count >= Self.shortest else { return }
    var hash: UInt64 = 0
    filter.withUnsafeBufferPointer { filter in
      for end in 0..<text.count {
        hash = hash &* Self.factor &+ UInt64(text[end]) &+ 1
        let start = end + 1 - Self.shortest
        if start > 0 { hash = hash &- (UInt64(text[start - 1]) &+ 1) &* Self.lastFactor }
        if start >= 0, filter[Self.slot(hash)] { compare(hash, text, at: start, &found) }
      }
    }
  }

  private func compare(
    _ hash: UInt64,
    _ text: UnsafeBufferPointer<UInt8>,
    at start: Int,
    _ found: inout Set<Int>
  ) {
    for index in byHash[hash] ?? [] where text.count - start >= lines[index].count {
      if lines[index].elementsEqual(text[start..<start + lines[index].count]) {
        found.insert(index)
      }
    }
  }

  private static func slot(_ hash: UInt64) -> Int { Int(hash >> (64 - UInt64(filterBits))) }
}
