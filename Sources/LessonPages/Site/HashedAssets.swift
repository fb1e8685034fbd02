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
      var content = files[name] ?? Data()
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
  func rewritten(_ html: String) -> String {
    assets.reduce(html) { html, asset in
      html.replacingOccurrences(
        of: "assets/\(asset.name)\"",
        with: "assets/\(asset.published)\""
      )
    }
  }

  /// The files of a folder and its subfolders by their paths in it, hidden ones left out.
  static func files(in folder: URL) throws(SiteError) -> [String: Data] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    var files: [String: Data] = [:]
    for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      let file = folder.appendingPathComponent(path).resolvingSymlinksInPath()
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[path] = try content(of: file)
    }
    return files
  }

  /// The bytes of a file that must be there.
  static func content(of file: URL) throws(SiteError) -> Data {
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw .unwritable(path: "assets", reason: "\(file.path) cannot be read.")
    }
    return data
  }
}
