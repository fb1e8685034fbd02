import Foundation

/// Which release of a course a folder is, in its file `release.json`.
public struct ReleaseStamp: Codable, Equatable, Sendable {
  /// The file's name.
  public static let fileName = "release.json"

  /// The release's id: its name, if it has one, and the first digits of its digest.
  public var release: String
  /// The SHA-256 of all files' paths and contents.
  public var digest: String

  /// A stamp.
  ///
  /// - Parameter name: what the instructor calls the release, such as `2026-autumn`.
  init(digest: String, name: String?) {
    self.digest = digest
    let short = String(digest.prefix(12))
    release = name.map { "\($0)-\(short)" } ?? short
  }

  /// The stamp of the students' edition in a folder; nil if it is none.
  public static func of(folder: String) -> ReleaseStamp? {
    guard let data = try? ClassFile.bytes(at: "\(folder)/\(fileName)", limit: 1 << 16) else {
      return nil
    }
    return try? ClassJSON.decoder.decode(ReleaseStamp.self, from: data)
  }

  /// Whether a text may name a release.
  public static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,63}/) != nil
  }
}
