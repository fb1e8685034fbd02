import ContentDigest
import Foundation

/// The assets of a site under names that hold a digest of their content.
///
/// A browser may keep such a file for ever: what changes gets another name. Templates and style
/// sheets say the plain name, `assets/page.css`.
struct HashedAssets {
  /// One file of the site.
  struct Asset: Equatable {
    /// Its path below `assets/`, as templates name it.
    var name: String
    /// Its path below `assets/` in the site.
    var published: String
    var content: Data
  }

  private(set) var assets: [Asset] = []

  /// Takes files in; style sheets last, since they name the others.
  init(_ files: [String: Data]) {
    let isSheet: (String) -> Bool = { $0.hasSuffix(".css") }
    for name in files.keys.sorted(by: { (isSheet($0) ? 1 : 0, $0) < (isSheet($1) ? 1 : 0, $1) }) {
      var content = Self.lean(name, files[name] ?? Data())
      if isSheet(name) {
        var text = String(decoding: content, as: UTF8.self)
        for asset in assets {
          text = text.replacingOccurrences(
            of: "url(\"\(asset.name)\")",
            with: "url(\"\(asset.published)\")"
          )
        }
        content = Data(text.utf8)
      }
      // A licence is read by people, who look for it under its own name.
      let isText = name.uppercased().hasSuffix(".TXT")
      let published = isText ? name : Self.hashed(name, content)
      assets.append(Asset(name: name, published: published, content: content))
    }
  }

  /// A script or style sheet without indentation, lines of comment and empty lines, which people alone read.
  private static func lean(_ name: String, _ content: Data) -> Data {
    let isSheet = name.hasSuffix(".css")
    guard isSheet || name.hasSuffix(".js"), let text = String(data: content, encoding: .utf8) else {
      return content
    }
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { line in
      let isComment = isSheet ? line.hasPrefix("/*") && line.hasSuffix("*/") : line.hasPrefix("//")
      return !line.isEmpty && !isComment
    }
    return Data((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// `page.css` with the first ten digits of its digest: `page.0123456789.css`.
  static func hashed(_ name: String, _ content: Data) -> String {
    var digest = ContentDigest()
    digest.update(content)
    let mark = digest.hexadecimal.prefix(10)
    let folder = name.contains("/") ? name[...(name.lastIndex(of: "/") ?? name.startIndex)] : ""
    let file = name.dropFirst(folder.count)
    guard let dot = file.lastIndex(of: ".") else { return "\(name).\(mark)" }
    return "\(folder)\(file[..<dot]).\(mark)\(file[dot...])"
  }

  /// A page whose attributes name the assets as they are published.
  ///
  /// - Parameter others: Names of assets that are none of these, and how they are published.
  func rewritten(_ html: String, besides others: [String: String] = [:]) -> String {
    let published = assets.reduce(into: others) { $0[$1.name] = $1.published }
    return Self.renamed(html) { published[$0] }
  }

  /// A page in which some `assets/NAME"` have other names; it is read once, whatever their number.
  static func renamed(_ html: String, name: (String) -> String?) -> String {
    let bytes = Array(html.utf8)
    let mark = Array("assets/".utf8)
    var renamed: [UInt8] = []
    renamed.reserveCapacity(bytes.count + 1_024)
    var index = 0
    while index < bytes.count {
      renamed.append(bytes[index])
      index += 1
      guard bytes[index - 1] == mark[mark.count - 1],
        renamed.suffix(mark.count).elementsEqual(mark),
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "\"")),
        let other = name(String(decoding: bytes[index..<end], as: UTF8.self))
      else { continue }
      renamed += other.utf8
      index = end
    }
    return String(decoding: renamed, as: UTF8.self)
  }

  /// The bytes of a file that must be there.
  static func content(of file: URL) throws(SiteError) -> Data {
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw .unwritable(path: "assets", reason: "\(file.path) cannot be read.")
    }
    return data
  }
}
