import Foundation

/// Turns the destinations that lessons write into those that pages need.
///
/// A lesson links to another by its file, `03-long-memory.md#gates`, as forges want it; its page
/// links to `../long-memory/index.html#gates`. A file beside the lessons is copied beside the page.
struct LinkResolver {
  /// What a destination becomes.
  enum Target: Equatable {
    /// An address as it is.
    case address(String)
    /// A file of the course, by its path relative to the lesson, that belongs beside the page.
    case file(path: String)
    /// An address that no page may have, with a sentence that says why.
    case refused(reason: String)
  }

  var outline: CourseOutline
  /// The way from the page to the site's root.
  var root = "../"
  /// The folder of the lesson's file, in which relative paths begin; nil copies nothing.
  var folder: URL?

  func target(of destination: String) -> Target {
    let address = destination.trimmingCharacters(in: .whitespacesAndNewlines)
    if let scheme = Self.scheme(of: address) {
      guard ["http", "https", "mailto"].contains(scheme) else {
        return .refused(
          reason: "A link may not begin with \(scheme):; use https:, mailto: or a relative path."
        )
      }
      if let reason = Self.fault(inDOI: address) { return .refused(reason: reason) }
      return .address(address)
    }
    if address.hasPrefix("//") {
      return .refused(reason: "A link to another host begins with https:, not with //.")
    }
    if address.isEmpty || address.hasPrefix("#") || address.hasPrefix("?") {
      return .address(address)
    }
    return relative(address)
  }

  /// The lesson that a destination leads to, by the name of its file.
  func entry(of destination: String) -> CourseOutline.Entry? {
    let path = destination.prefix { $0 != "#" && $0 != "?" }
    guard path.hasSuffix(".md"), !path.contains(":") else { return nil }
    let name = path.split(separator: "/").last.map(String.init)
    return (outline.entries + outline.pages).first { $0.fileName == name }
  }

  private func relative(_ address: String) -> Target {
    let path = String(address.prefix { $0 != "#" && $0 != "?" })
    let suffix = address.dropFirst(path.count)
    if let entry = entry(of: path) {
      return .address("\(root)\(entry.slug)/index.html\(suffix)")
    }
    guard let plain = path.removingPercentEncoding, isInside(plain) else {
      return .refused(
        reason: "\(path) leads out of the lessons' folder, where a page cannot reach it; "
          + "put the file below that folder."
      )
    }
    guard let folder else { return .address(address) }
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(plain).path) else {
      return .refused(reason: "There is no file \(path) beside this lesson.")
    }
    return .file(path: plain)
  }

  /// What is wrong with a link to doi.org, which a reader would follow in vain.
  private static func fault(inDOI address: String) -> String? {
    guard let match = address.prefixMatch(of: /https?:\/\/(dx\.)?doi\.org\//) else { return nil }
    let name = String(address[match.range.upperBound...])
    guard name.wholeMatch(of: /10\.\d{4,9}\/\S+/) == nil else { return nil }
    return "\(name) is no DOI, which begins with 10., digits and a slash; "
      + "copy it from the paper, as in https://doi.org/10.1162/neco.1997.9.8.1735."
  }

  private func isInside(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
  }

  /// What stands before the first colon, as a browser reads it: tabs and line ends in an address
  /// are skipped, letters are of either case.
  private static func scheme(of address: String) -> String? {
    // Scalars: a mark that combines with the colon must not hide it.
    let seen = address.unicodeScalars.filter { $0.value > 0x20 }
    guard let colon = seen.firstIndex(of: ":") else { return nil }
    let scheme = seen[..<colon]
    guard !scheme.contains(where: { "/?#".unicodeScalars.contains($0) }) else { return nil }
    return String(String.UnicodeScalarView(scheme)).lowercased()
  }
}
