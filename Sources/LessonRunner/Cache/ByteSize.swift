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

  /// The size to three digits: `38.2 MiB`.
  public var description: String {
    var (number, unit) = (Double(bytes), "bytes")
    for larger in ["KiB", "MiB", "GiB", "TiB"] where number >= 1024 {
      (number, unit) = (number / 1024, larger)
    }
    return unit == "bytes" ? "\(bytes) bytes" : String(format: "%.3g %@", number, unit)
  }
}
