import Foundation

/// A number of bytes as a person writes it: `500M`, `2G`, `1.5 GiB`, `0`.
public struct ByteSize: Equatable, Sendable, CustomStringConvertible {
  /// How many bytes.
  public let bytes: Int

  /// So many bytes.
  public init(bytes: Int) { self.bytes = bytes }

  /// Reads a size; nil if the text is none, or more than there can be.
  public init?(_ text: String) {
    guard
      let match = text.trimmingCharacters(in: .whitespaces).uppercased()
        .wholeMatch(of: /(\d+(?:\.\d+)?)\s*([KMGT]?)(?:I?B)?/),
      let number = Double(match.1),
      let power = ["", "K", "M", "G", "T"].firstIndex(of: match.2),
      let bytes = Int(exactly: (number * pow(1024, Double(power))).rounded())
    else { return nil }
    self.bytes = bytes
  }

  /// What a size looks like, for errors.
  public static let form = "write a number of bytes, or one with K, M, G or T, as in 500M"

  /// The size with one decimal at most: `38.2 MiB`, `1010 KiB`.
  public var description: String {
    guard bytes >= 1024 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
    let units = ["KiB", "MiB", "GiB", "TiB"]
    var (number, place) = (Double(bytes) / 1024, 0)
    // What would be written as 1024 is one of the next unit.
    while number.rounded() >= 1024, place < units.count - 1 {
      (number, place) = (number / 1024, place + 1)
    }
    let tenths = number < 100 ? (number * 10).rounded() / 10 : number.rounded()
    let text = Int(exactly: tenths).map(String.init) ?? "\(tenths)"
    return "\(text) \(units[place])"
  }
}
