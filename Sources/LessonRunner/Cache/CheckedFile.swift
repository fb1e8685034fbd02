import ContentDigest
import Foundation

/// A file of the cache that begins with the digest of the rest, so that damage of any kind is noticed.
enum CheckedFile {
  /// What was written; nil if it is not there or not whole.
  static func read(_ path: String) -> Data? {
    guard FileManager.default.isRegularFile(atPath: path),
      let file = FileManager.default.contents(atPath: path),
      let end = file.firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    let data = Data(file[(end + 1)...])
    guard file[..<end].elementsEqual(ContentDigest.hexadecimal(of: data).utf8) else { return nil }
    return data
  }

  /// Replaces the file, or whatever stands in its place, whole or not at all.
  static func write(_ data: Data, to path: String) throws {
    let head = Data((ContentDigest.hexadecimal(of: data) + "\n").utf8)
    if FileManager.default.fileExists(atPath: path),
      !FileManager.default.isRegularFile(atPath: path)
    {
      try FileManager.default.removeItem(atPath: path)
    }
    try (head + data).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}

extension FileManager {
  /// Whether there is a file, and neither a folder nor a pipe or device.
  func isRegularFile(atPath path: String) -> Bool {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return (try? attributesOfItem(atPath: target))?[.type] as? FileAttributeType == .typeRegular
  }
}
