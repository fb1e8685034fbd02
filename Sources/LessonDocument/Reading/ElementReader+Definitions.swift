/// Lists of definitions, as Pandoc and PHP Markdown Extra have them:
///
///     Term
///     : what it means
///
///     Another term
///
///     : what that means
///
/// A term is one line, and a meaning one paragraph.
extension ElementReader {
  /// Adds a paragraph that defines a term; false if it does not.
  mutating func appendDefinition(
    _ node: MarkdownNode,
    to read: inout PlacedElements,
    in context: Context
  ) -> Bool {
    guard node.kind == .paragraph,
      let outline = DefinitionOutline(node, text: context.text, quoteDepth: context.quoteDepth)
    else { return false }
    // Without a term of its own it belongs to the one above.
    if outline.term == nil, !read.endsInTerm { return false }
    refuseFences(in: node, "a definition: leave an empty line above it", context)
    let lines = context.fileLines(of: node)
    let definition = Definition(
      term: outline.term.map { inlines(of: [$0], in: context).inlines } ?? [],
      meanings: outline.meanings.map { inlines(of: $0, in: context).inlines }
    )
    read.append(PlacedElements([.definitions([definition])], on: lines))
    return true
  }
}

/// Where the term and its meanings stand in a paragraph, which cmark sees in it.
struct DefinitionOutline {
  private(set) var term: TableOutline.Cell?
  private(set) var meanings: [[TableOutline.Cell]] = []

  init?(_ paragraph: MarkdownNode, text: MarkdownText, quoteDepth: Int) {
    let lines = TableOutline.lines(of: paragraph, text: text, quoteDepth: quoteDepth)
    func isMeaning(_ line: TableOutline.Cell) -> Bool {
      let bytes = text.cutLines[line.line][line.range]
      return bytes.first == .colon && bytes.dropFirst().first?.isBlank == true
    }
    guard let first = lines.first else { return nil }
    var rest = lines[...]
    if !isMeaning(first) {
      term = rest.removeFirst()
      guard let second = rest.first, isMeaning(second),
        text.cutLines[first.line][first.range].first != UInt8(ascii: "|")
      else { return nil }
    }
    for line in rest {
      guard isMeaning(line) else {
        meanings[meanings.count - 1].append(line)
        continue
      }
      let bytes = text.cutLines[line.line][line.range].dropFirst().drop(while: \.isBlank)
      meanings.append([(line.line, bytes.startIndex..<line.range.upperBound)])
    }
  }
}

extension PlacedElements {
  /// Whether the last element is a list of definitions or a paragraph of one line, which is a term if a meaning
  /// follows.
  fileprivate var endsInTerm: Bool {
    switch elements.last {
    case .definitions: true
    case .paragraph:
      places.last?.lines.count == 1 && places.dropLast().last?.lines != places.last?.lines
    default: false
    }
  }

  /// Makes one list of the definitions that follow each other, with the terms above those that have none.
  func withDefinitionsJoined() -> PlacedElements {
    guard elements.contains(where: { if case .definitions = $0 { true } else { false } }) else {
      return self
    }
    var joined = PlacedElements()
    var list: [Definition] = []
    var listLines: Range<Int>?
    func finish() {
      guard let lines = listLines else { return }
      joined.add(.definitions(list), at: LessonText.Place(lines: lines))
      (list, listLines) = ([], nil)
    }
    for (element, place) in zip(elements, places) {
      guard case .definitions(let definitions) = element else {
        finish()
        joined.add(element, at: place)
        continue
      }
      var lines = place.lines
      for definition in definitions {
        if !definition.term.isEmpty {
          list.append(definition)
        } else if !list.isEmpty {
          list[list.count - 1].meanings += definition.meanings
        } else if let (term, termLines) = joined.removeLastParagraph() {
          lines = termLines.lowerBound..<lines.upperBound
          // The list goes on that the term stands below.
          if let (above, aboveLines) = joined.removeLastDefinitions() {
            (list, listLines) = (above, aboveLines)
          }
          list.append(Definition(term: term, meanings: definition.meanings))
        }
      }
      listLines = (listLines?.lowerBound ?? lines.lowerBound)..<lines.upperBound
    }
    finish()
    return joined
  }
}
