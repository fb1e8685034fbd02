import ContentDigest
import Foundation
import Plots

/// A page with everything that it needs in it: style sheets, scripts, fonts and images.
///
/// Its content-security policy names the style sheets and scripts by their digests, so that it is
/// as strict as that of the site.
struct SelfContainedPage {
  /// The page as the site has it, two levels deep.
  let html: String
  /// The assets by their names below `assets/`.
  let assets: [String: Data]
  /// The files beside the page, by their paths.
  let files: [String: Data]
  /// Where the site stands, for links to other pages; nil makes them plain text.
  let baseURL: String?

  private static let root = "../"

  func text() -> String {
    var styles: [String] = []
    var scripts: [String] = []
    var text = replacingTags("link", in: html) { tag in
      guard let name = asset(tag, "href"), let content = assets[name] else { return tag }
      guard tag.contains("rel=\"stylesheet\"") else { return linked(tag, name, content) }
      let sheet = embedded(String(decoding: content, as: UTF8.self))
      styles.append(Self.digest(sheet))
      let media = Self.value(of: "media", in: tag).map { " media=\"\($0)\"" } ?? ""
      return "<style\(media)>\(sheet)</style>"
    }
    text = text.replacingOccurrences(of: "></script>", with: ">")
    text = replacingTags("script", in: text) { tag in
      guard let name = asset(tag, "src"), let content = assets[name] else { return tag }
      let script = String(decoding: content, as: UTF8.self)
        .replacingOccurrences(of: "</script", with: "<\\/script")
      scripts.append(Self.digest(script))
      // A module waits for the page, as the deferred script of the site does.
      return "<script type=\"module\">\(script)</script>"
    }
    for name in ["img", "image", "video", "audio", "source", "track"] {
      text = replacingTags(name, in: text, with: embedding)
    }
    text = replacingTags("a", in: text, with: linkedElsewhere)
    for (name, content) in assets {
      let address = "\"\(Self.root)assets/\(name)\""
      guard text.contains(address) else { continue }
      text = text.replacingOccurrences(of: address, with: "\"\(Self.dataAddress(name, content))\"")
    }
    return policed(text, styles: styles, scripts: scripts)
  }

  /// A tag with the files that it shows in it, in one size only.
  private func embedding(_ tag: String) -> String {
    var tag = tag
    for attribute in ["src", "href", "poster"] {
      guard let source = Self.value(of: attribute, in: tag) else { continue }
      let path = HTMLText.resolved(source).prefix { $0 != "#" && $0 != "?" }
      guard let parts = LinkedFile.parts(of: path.removingPercentEncoding ?? ""),
        let content = files[parts.joined(separator: "/")]
      else { continue }
      let address = Self.dataAddress(String(path), content)
      tag = tag.replacingOccurrences(
        of: " \(attribute)=\"\(source)\"",
        with: " \(attribute)=\"\(address)\""
      )
    }
    guard let sizes = Self.value(of: "srcset", in: tag) else { return tag }
    return tag.replacingOccurrences(of: " srcset=\"\(sizes)\"", with: "")
  }

  private func asset(_ tag: String, _ attribute: String) -> String? {
    guard let address = Self.value(of: attribute, in: tag) else { return nil }
    let prefix = Self.root + "assets/"
    return address.hasPrefix(prefix) ? String(address.dropFirst(prefix.count)) : nil
  }

  private func linked(_ tag: String, _ name: String, _ content: Data) -> String {
    let address = Self.dataAddress(name, content)
    return tag.replacingOccurrences(of: "\(Self.root)assets/\(name)", with: address)
  }

  /// A style sheet with the files that it names.
  private func embedded(_ sheet: String) -> String {
    assets.reduce(sheet) { sheet, asset in
      guard sheet.contains("url(\"\(asset.key)\")") else { return sheet }
      let address = Self.dataAddress(asset.key, asset.value)
      return sheet.replacingOccurrences(of: "url(\"\(asset.key)\")", with: "url(\"\(address)\")")
    }
  }

  /// A link to another page of the course leads to the site, or nowhere.
  private func linkedElsewhere(_ tag: String) -> String {
    guard let address = Self.value(of: "href", in: tag) else { return tag }
    if address.hasPrefix("#") || address.hasPrefix("http") || address.hasPrefix("mailto:") {
      return tag
    }
    guard let baseURL, address.hasPrefix(Self.root) else {
      return tag.replacingOccurrences(of: " href=\"\(address)\"", with: "")
    }
    let path = address.dropFirst(Self.root.count)
    return tag.replacingOccurrences(of: "\"\(address)\"", with: "\"\(baseURL)\(path)\"")
  }

  private func policed(_ text: String, styles: [String], scripts: [String]) -> String {
    func sources(_ digests: [String]) -> String {
      digests.isEmpty ? "'none'" : digests.map { "'sha256-\($0)'" }.joined(separator: " ")
    }
    return
      text
      .replacingOccurrences(of: "style-src 'self'", with: "style-src \(sources(styles))")
      .replacingOccurrences(of: "script-src 'self'", with: "script-src \(sources(scripts))")
      .replacingOccurrences(of: "img-src 'self' data:", with: "img-src data:")
      .replacingOccurrences(of: "font-src 'self'", with: "font-src data:")
      .replacingOccurrences(of: "media-src 'self'", with: "media-src data:")
  }

  private static func digest(_ text: String) -> String {
    var digest = ContentDigest()
    digest.update(text.utf8)
    return Data(digest.bytes).base64EncodedString()
  }

  static func dataAddress(_ name: String, _ content: Data) -> String {
    let types = [
      "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
      "gif": "image/gif", "webp": "image/webp", "avif": "image/avif", "otf": "font/otf",
      "woff2": "font/woff2", "mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg",
      "ogg": "audio/ogg", "wav": "audio/wav", "vtt": "text/vtt",
    ]
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let type = types[ending] ?? "application/octet-stream"
    return "data:\(type);base64,\(content.base64EncodedString())"
  }

  private static func value(of name: String, in tag: String) -> String? {
    guard let range = tag.range(of: " \(name)=\"") else { return nil }
    return String(tag[range.upperBound...].prefix { $0 != "\"" })
  }

  /// The page with every start tag of a name replaced; text holds no `<`, it is escaped.
  private func replacingTags(
    _ name: String,
    in text: String,
    with replacement: (String) -> String
  ) -> String {
    var pieces = text.components(separatedBy: "<\(name) ")
    for index in pieces.indices.dropFirst() {
      guard let end = pieces[index].firstIndex(of: ">") else { continue }
      let tag = "<\(name) " + pieces[index][...end]
      pieces[index] = replacement(tag) + pieces[index][pieces[index].index(after: end)...]
    }
    return pieces.joined()
  }
}
