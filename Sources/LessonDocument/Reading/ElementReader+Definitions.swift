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
    refuseFences(in: node, "a definition: leave an empty line above it", context)
    let lines = context.fileLines(of: node)
    guard let term = outline.term else {
      // The term is the paragraph above, of one line.
      guard let term = read.termAbove else { return false }
      let meanings = outline.meanings.map { inlines(of: $0, in: context).inlines }
      read.define(Definition(term: term, meanings: meanings), through: lines)
      return true
    }
    let definition = Definition(
      term: inlines(of: [term], in: context).inlines,
      meanings: outline.meanings.map { inlines(of: $0, in: context).inlines }
    )
    read.append(PlacedElements([.definitions([definition])], on: lines))
    read.joinDefinitions()
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
  /// The words of the last paragraph, if it is of one line.
  fileprivate var termAbove: [Inline]? {
    guard case .paragraph(let content)? = elements.last, places.last?.lines.count == 1,
      places.dropLast().last?.lines != places.last?.lines
    else {
      guard case .definitions(let terms)? = elements.last else { return nil }
      return terms.last?.term
    }
    return content
  }

  /// Gives the last paragraph its meanings, or the last term further ones.
  fileprivate mutating func define(_ definition: Definition, through lines: Range<Int>) {
    var definition = definition
    let start = places.last?.lines.lowerBound ?? lines.lowerBound
    if case .definitions(var terms)? = elements.last {
      definition.meanings = (terms.popLast()?.meanings ?? []) + definition.meanings
      replaceLast(with: .definitions(terms + [definition]), on: start..<lines.upperBound)
    } else {
      replaceLast(with: .definitions([definition]), on: start..<lines.upperBound)
      joinDefinitions()
    }
  }

  /// Makes one list of the last two.
  fileprivate mutating func joinDefinitions() {
    guard case .definitions(let last)? = elements.last,
      case .definitions(let before)? = elements.dropLast().last,
      let start = places.dropLast().last?.lines.lowerBound, let end = places.last?.lines.upperBound
    else { return }
    removeLast()
    replaceLast(with: .definitions(before + last), on: start..<end)
  }
}
