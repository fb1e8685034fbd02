public import Foundation

/// A file that a block wrote in its own folder, such as the weights of a model.
public struct SavedFile: Codable, Equatable, Sendable {
  /// Its name; it stands in no folder.
  public var name: String
  /// What it holds.
  public var bytes: Data

  /// Makes a file.
  public init(name: String, bytes: Data) {
    (self.name, self.bytes) = (name, bytes)
  }

  /// Whether a file may have a name: letters, digits, hyphens, underscores and points, and not hidden.
  public static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9._-]{0,99}/) != nil
  }

  /// Where it is, in a sentence.
  public var sentence: String {
    let size =
      bytes.count < 1000
      ? "\(bytes.count) \(bytes.count == 1 ? "byte" : "bytes")" : "\((bytes.count + 500) / 1000) kB"
    return "saved as Work/saved/\(name) (\(size))"
  }
}
