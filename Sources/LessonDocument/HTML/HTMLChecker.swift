/// Checks the HTML that an author wrote between the Markdown: every element ends where it began.
///
/// What is opened in a paragraph, an emphasis, a list item, a quotation or at the top must be closed there; else it
/// would take in whatever the page has below it.
struct HTMLChecker {
  /// Elements that what follows them ends: one ends those that are open of its own depth and of greater ones.
  private static let depths: [String: Int] = [
    "caption": 1, "colgroup": 1, "tbody": 1, "tfoot": 1, "thead": 1, "tr": 2, "optgroup": 2,
    "td": 3,
    "th": 3, "li": 3, "dd": 3, "dt": 3, "option": 3, "rp": 3, "rt": 3, "p": 4,
  ]
  /// Elements that the policy of a page shuts off: what they hold is shown or does nothing.
  private static let active: Set<String> = [
    "script", "iframe", "style", "object", "embed", "applet", "frame", "frameset", "link", "meta",
  ]
  /// How many elements may be open inside each other: more than a page can show.
  private static let limit = 100

  private var open: [(name: String, location: SourceLocation)] = []
  /// Whether the limit was passed, beyond which nothing is checked.
  private var isTooDeep = false
  /// The ids, in the order of the text.
  private(set) var ids: [(name: String, location: SourceLocation)] = []

  /// The addresses, in the order of the text.
  private(set) var links: [HTMLLink] = []

  /// How many elements are open.
  var depth: Int { open.count }

  /// Reads a piece of HTML.
  ///
  /// - Parameters:
  ///   - isSingle: whether the piece is one tag in a line of text.
  ///   - outer: how many elements were open where the part of the text began that the piece stands in.
  ///   - location: the place of a byte of the piece.
  mutating func read(
    _ html: String,
    isSingle: Bool,
    above outer: Int,
    mistakes: inout MistakeList,
    location: (Int) -> SourceLocation
  ) {
    for tag in HTMLScanner.tags(in: html, isSingle: isSingle) where !isTooDeep {
      ids += tag.ids.map { (CharacterReference.resolved($0.name), location($0.offset)) }
      let place = location(tag.offset)
      for link in tag.links {
        let start = location(link.range.lowerBound)
        links += HTMLLink.destinations(in: link.value, of: link.attribute).map {
          HTMLLink(destination: $0, use: link.use, location: start)
        }
      }
      if Self.active.contains(tag.name), tag.kind != .closing {
        mistakes.warn(ForeignNotation.activeElement.warning("<\(tag.name)>"), at: place)
      }
      if tag.name == "base", tag.kind != .closing {
        mistakes.add("'<base>' changes where all links of the page lead: take it out", at: place)
      }
      switch tag.kind {
      case .opening(let isEmpty):
        if isEmpty || tag.isSelfClosed && isInForeign(tag.name) { continue }
        endOthers(before: tag.name, above: outer)
        guard open.count < Self.limit else {
          mistakes.add(
            "more than \(Self.limit) elements of HTML stand inside each other: take some out",
            at: place
          )
          isTooDeep = true
          continue
        }
        open.append((tag.name, place))
      case .closing: close(tag.name, above: outer, at: place, mistakes: &mistakes)
      case .endless(let end):
        let what =
          tag.name.hasPrefix("<") ? tag.name : "<\(tag.name)" + (end == ">" ? "" : ">")
        mistakes.add("'\(what)' has no end: write '\(end)' where it ends", at: place)
      }
    }
  }

  /// Tells of what was opened in a part of the text that ends here, and not closed in it.
  mutating func end(above outer: Int, mistakes: inout MistakeList) {
    // Of what stands deeper than the limit nobody knows whether it was closed.
    if isTooDeep { return open.removeLast(max(0, open.count - outer)) }
    while open.count > outer, let last = open.popLast() {
      guard Self.depths[last.name] == nil else { continue }
      mistakes.add(
        "'<\(last.name)>' is not closed: write '</\(last.name)>' where it ends, in the same part of the "
          + "text",
        at: last.location
      )
    }
  }

  private mutating func endOthers(before name: String, above outer: Int) {
    guard let depth = Self.depths[name] else { return }
    while open.count > outer, let last = open.last, Self.depths[last.name] ?? 0 >= depth {
      open.removeLast()
    }
  }

  /// Whether an element stands in a drawing or a formula, or is one.
  private func isInForeign(_ name: String) -> Bool {
    HTMLScanner.foreign.contains(name) || open.contains { HTMLScanner.foreign.contains($0.name) }
  }

  private mutating func close(
    _ name: String,
    above outer: Int,
    at place: SourceLocation,
    mistakes: inout MistakeList
  ) {
    guard let index = open.indices.dropFirst(outer).last(where: { open[$0].name == name }) else {
      if Self.depths[name] == nil {
        mistakes.add(
          "'</\(name)>' closes nothing: take it out, or write '<\(name)>' where it begins",
          at: place
        )
      }
      return
    }
    end(above: index + 1, mistakes: &mistakes)
    open.removeLast()
  }

  /// The ids that pieces of HTML set, however they stand in a tree.
  static func ids(in node: MarkdownNode) -> Set<String> {
    var ids: Set<String> = []
    func collect(_ node: MarkdownNode) {
      switch node.kind {
      case .html, .htmlBlock:
        ids.formUnion(HTMLScanner.tags(in: node.literal).flatMap(\.ids).map(\.name))
      default: node.children.forEach(collect)
      }
    }
    collect(node)
    return ids
  }
}
