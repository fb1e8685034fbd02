import ContentDigest
import Foundation

/// What some files hold, by their digests; large ones are not read.
struct FileContents: Sendable {
  private static let largest = 32 << 20
  private var digests: [String: String] = [:]

  init(of snapshot: FileSnapshot) {
    for (path, stamp) in snapshot.files where stamp.size <= Self.largest {
      digests[path] = Self.digest(path)
    }
  }

  /// Whether a file certainly holds what it did.
  func holdsSame(_ path: String) -> Bool {
    digests[path].map { $0 == Self.digest(path) } ?? false
  }

  /// Takes in what the files of a change hold now.
  mutating func update(_ change: FileChanges.Change) {
    for path in change.removed { digests[path] = nil }
    for path in change.written { digests[path] = Self.digest(path) }
  }

  private static func digest(_ path: String) -> String? {
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    guard let size, size <= largest, let data = FileManager.default.contents(atPath: path) else {
      return nil
    }
    return ContentDigest.hexadecimal(of: data)
  }
}
