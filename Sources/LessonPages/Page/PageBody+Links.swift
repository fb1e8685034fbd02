import Foundation
import LessonDocument
import Plots

extension PageBody {
  func link(
    to destination: String,
    title: String,
    _ content: [Inline],
    at location: SourceLocation
  ) -> String {
    let words = content.isEmpty ? HTMLText.escaped(name(of: destination)) : inline(content)
    check(destination, hasWords: !words.isEmpty, at: location)
    guard let address = address(destination, at: location) else {
      return "<span class=\"fault\">\(words)</span>"
    }
    let isReference = content.isEmpty ? " class=\"reference\"" : ""
    return "<a href=\"\(HTMLText.escaped(address))\"\(isReference)\(attribute("title", title))>"
      + "\(words)</a>"
  }

  func image(
    _ source: String,
    title: String,
    _ content: [Inline],
    at location: SourceLocation
  ) -> String {
    let words = content.map { $0.plainText(in: lesson.inlineExpressions) }.joined()
    let alternative = HTMLText.escaped(words)
    // What is not shown is not copied either.
    guard shows(source, as: .image, at: location), let address = address(source, at: location)
    else {
      return "<span class=\"fault\">\(alternative)</span>"
    }
    return "<img src=\"\(HTMLText.escaped(address))\" alt=\"\(alternative)\""
      + "\(attribute("title", title)) loading=\"lazy\">"
  }

  /// The author's own HTML, whose links and images are treated as those of Markdown are.
  ///
  /// - Parameter isSingle: whether it is one tag in a line of text.
  func markup(_ html: String, isSingle: Bool) -> String {
    HTMLLink.replaced(in: HTMLText.withoutHidden(written: html), isSingle: isSingle) {
      destination,
      use in
      let location = htmlLinks[destination] ?? SourceLocation(line: 1, column: 1)
      if use == .link { check(destination, hasWords: true, at: location) }
      guard shows(destination, as: use, at: location),
        let address = address(destination, at: location)
      else { return "#" }
      return address
    }
  }

  /// Whether a reader will see what a page loads; notes why not.
  private func shows(_ source: String, as use: HTMLLink.Use, at location: SourceLocation) -> Bool {
    guard use != .link else { return true }
    let what = use == .image ? "images" : "parts"
    let fault: String? =
      switch links.target(of: source) {
      case .address(let address) where address.contains(":"):
        "A page shows \(what) of its course only, and \(source) is none; save it beside the lesson, or "
          + "link to it with [words](\(source))."
      case .file(_, let real) where use == .image:
        ImageFile.fault(at: URL(fileURLWithPath: real), path: source)
      case .address, .file, .refused: nil
      }
    if let fault { note(fault, at: location) }
    return fault == nil
  }

  /// What a link without words of its own leads to; empty if that has no name.
  private func name(of destination: String) -> String {
    guard let sign = destination.firstIndex(of: "#") else {
      return links.entry(of: destination)?.title ?? links.unread(destination) ?? ""
    }
    let anchor = Self.decoded(destination[sign...].dropFirst())
    if sign == destination.startIndex {
      return numbering.entry(at: anchor).map { ReferenceWords.name(of: $0, theme.words) }
        ?? names[anchor] ?? ""
    }
    guard let entry = links.entry(of: String(destination[..<sign])) else {
      return links.unread(destination) ?? ""
    }
    let name =
      entry.numbering.entry(at: anchor).map { ReferenceWords.name(of: $0, theme.words) }
      ?? entry.names[anchor]
    return name.map { "\($0) (\(entry.title))" } ?? ""
  }

  /// Notes an anchor that the page it leads to does not have.
  private func check(_ destination: String, hasWords: Bool, at location: SourceLocation) {
    if let sign = destination.firstIndex(of: "#") {
      let anchor = Self.decoded(destination[sign...].dropFirst())
      let path = String(destination[..<sign])
      let known = path.isEmpty ? anchors : links.entry(of: path)?.anchors
      if let known, !anchor.isEmpty, !known.contains(anchor) {
        let page = path.isEmpty ? "This lesson" : path
        let near = Suggestion.nearest(to: anchor, among: Array(known))
        let end = near.map { "; is #\($0) meant?" } ?? "."
        return note(
          "\(page) has no heading, figure, table, equation or block with the anchor "
            + "#\(anchor)\(end)",
          at: location
        )
      }
    }
    guard !hasWords else { return }
    note(
      "A link without words shows the name of what it leads to, and \(destination) has none; "
        + "write the words between the brackets.",
      at: location
    )
  }

  private static func decoded(_ anchor: Substring) -> String {
    String(anchor).removingPercentEncoding ?? String(anchor)
  }

  private func attribute(_ name: String, _ value: String) -> String {
    value.isEmpty ? "" : " \(name)=\"\(HTMLText.escaped(value))\""
  }

  private func address(_ destination: String, at location: SourceLocation) -> String? {
    switch links.target(of: destination) {
    case .address(let address): return address
    case .file(let path, let real):
      if let fault = ActiveFile.fault(at: URL(fileURLWithPath: real), path: path) {
        note(fault, at: location)
        return nil
      }
      need(path, at: real)
      return destination
    case .refused(let reason):
      note(reason, at: location)
      return nil
    }
  }
}
