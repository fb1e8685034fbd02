import ContentDigest

/// One part of a work that several machines share: `2/8` is the second of eight.
///
/// What belongs to it is decided by names alone, so every machine comes to the same, in whatever order.
public struct Shard: Equatable, Sendable, CustomStringConvertible {
  /// Which part; the first is 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// More parts than anybody has machines for are a slip.
  private static let limit = 10_000

  /// The part that is written `2/8`; nil if that is none.
  public init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([0-9]{1,5})\/([0-9]{1,5})/),
      let number = Int(match.1), let count = Int(match.2),
      (1...Self.limit).contains(count), (1...count).contains(number)
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// `2/8`.
  public var description: String { "\(number)/\(count)" }

  /// Whether the work of this name is this part's.
  public func holds(_ name: String) -> Bool { Self.number(of: name, among: count) == number }

  /// The part to which the work of a name belongs.
  static func number(of name: String, among count: Int) -> Int {
    var digest = ContentDigest()
    digest.update(field: "shard 1")
    digest.update(field: name)
    let value = digest.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(value % UInt64(count)) + 1
  }
}
