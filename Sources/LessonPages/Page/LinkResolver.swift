import Foundation
import Plots

/// Turns the destinations that lessons write into those that pages need.
///
/// A lesson links to another by its file, `03-long-memory.md#gates`, as forges want it; its page
/// links to `../long-memory/index.html#gates`. A file beside the lessons is copied beside the page, if
/// ``LinkedFile`` lets it be published.
struct LinkResolver {
  /// What a destination becomes.
  enum Target: Equatable {
    /// An address as it is.
    case address(String)
    /// A file of the course, by its path relative to the lesson, that belongs beside the page.
    case file(path: String, real: String)
    /// An address that no page may have, with a sentence that says why.
    case refused(reason: String)
  }

  var outline: CourseOutline
  /// The way from the page to the site's root.
  var root = "../"
  /// The folder of the lesson's file, in which relative paths begin; nil copies nothing.
  var folder: URL?
  /// The names beside the page that are taken by files and folders of the site.
  var taken: Set<String> = []

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
    let address = String(destination.prefix { $0 != "#" && $0 != "?" })
    guard let path = address.removingPercentEncoding, path.hasSuffix(".md"), !path.contains(":")
    else { return nil }
    let parts = path.split(separator: "/").filter { $0 != "." }
    // A forge reads `../Lessons/03-gates.md` too; a name below another folder is another file.
    let isRoundabout =
      parts.count == 3 && parts[0] == ".." && folderNames.contains(String(parts[1]))
    guard let name = isRoundabout ? String(parts[2]) : LinkedFile.parts(of: path)?.onlyElement
    else {
      return nil
    }
    return documents.first { $0.fileName == name }
  }

  /// The slug of the lesson that a destination leads to, if that cannot be read at the moment.
  func unread(_ destination: String) -> String? {
    let address = String(destination.prefix { $0 != "#" && $0 != "?" })
    let name = address.removingPercentEncoding.flatMap { LinkedFile.parts(of: $0)?.onlyElement }
    return name.flatMap { outline.unread[$0] }
  }

  /// What the folder may be called in which the lessons lie.
  private var folderNames: [String] { ["Lessons", folder?.lastPathComponent ?? "Lessons"] }

  private var documents: [CourseOutline.Entry] { outline.entries + outline.pages }

  private func relative(_ address: String) -> Target {
    let path = String(address.prefix { $0 != "#" && $0 != "?" })
    let suffix = address.dropFirst(path.count)
    if let entry = entry(of: path) {
      return .address("\(root)\(entry.slug)/index.html\(suffix)")
    }
    if let slug = unread(path) { return .address("\(root)\(slug)/index.html\(suffix)") }
    guard let plain = path.removingPercentEncoding else {
      return .refused(reason: "\(path) is no address; write % as %25.")
    }
    guard plain.unicodeScalars.allSatisfy(BlockText.isVisible) else {
      return .refused(
        reason:
          "\(path) is no path: it stands for a character that is not shown, which no file of a course has in "
          + "its name; take it out."
      )
    }
    if LinkedFile.parts(of: plain) == nil {
      return .refused(reason: LinkedFile.leadsOut(plain))
    }
    guard let folder else { return .address(address) }
    switch LinkedFile.find(plain, in: folder, documents: documents.map(\.fileName)) {
    case .refused(let reason): return .refused(reason: reason)
    case .document(let name):
      let slug = documents.first { $0.fileName == name }.map { "\($0.slug)/" } ?? ""
      return .address("\(root)\(slug)index.html\(suffix)")
    case .file(let path, let real):
      if let name = path.split(separator: "/").first.map(String.init), taken.contains(name) {
        return .refused(
          reason: "\(path) would lie where the site has \(name) of its own; give it another name."
        )
      }
      return .file(path: path, real: real)
    }
  }

  /// What is wrong with a link to doi.org, which a reader would follow in vain.
  private static func fault(inDOI address: String) -> String? {
    guard let match = address.prefixMatch(of: /https?:\/\/(dx\.)?doi\.org\//) else { return nil }
    let name = String(address[match.range.upperBound...])
    guard name.wholeMatch(of: /10\.\d{4,9}\/\S+/) == nil else { return nil }
    return "\(name) is no DOI, which begins with 10., digits and a slash; "
      + "copy it from the paper, as in https://doi.org/10.1162/neco.1997.9.8.1735."
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

extension [String] {
  /// The only element of a list of one.
  fileprivate var onlyElement: String? { count == 1 ? first : nil }
}
