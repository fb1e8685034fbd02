/// A text as cmark is to see it: its formulas cut out.
///
/// A first parse tells where code stands, in which a dollar sign is a dollar sign.
/// A second parse reads the text without its formulas.
struct MarkdownText: Sendable {
  /// The text itself.
  let source: SourceText
  /// The lines that cmark sees; as many as in the source.
  private(set) var cutLines: [[UInt8]]
  /// The formulas, by the private letter that stands for each.
  private(set) var formulas: [Unicode.Scalar: Formula] = [:]
  /// What cmark makes of it.
  private(set) var document: MarkdownNode
  /// The footnotes, which cmark does not see, as they stand in the text.
  private(set) var footnotes: [FootnoteText] = []
  /// The first node that stands inside too many others.
  private(set) var tooDeep: MarkdownNode?

  /// Parses a text.
  ///
  /// - Parameters:
  ///   - blankedLines: how many lines at the top are not Markdown.
  ///   - takesFootnotes: whether lines `[^name]: …` are footnotes.
  init(
    _ source: SourceText,
    blankedLines: Int = 0,
    takesFootnotes: Bool = false,
    mistakes: inout MistakeList
  ) {
    self.source = source
    cutLines = source.lines
    for line in 0..<blankedLines { cutLines[line] = [] }
    (document, tooDeep) = CMarkTree.parse(Array(cutLines.joined(separator: [.newline])))
    if takesFootnotes { cutFootnotes() }
    guard cutLines.contains(where: { $0.contains(.dollar) }) else { return }

    var cutter = FormulaCutter(
      source: source,
      lines: cutLines,
      outline: TextOutline(document, lines: cutLines)
    )
    let found = cutter.formulas(mistakes: &mistakes)
    let letters = FormulaPlaceholder.freeLetters(found.count, in: source.lines)
    if found.count > letters.count {
      mistakes.add(
        "a lesson holds at most \(letters.count) formulas: split it",
        at: found[letters.count].location
      )
    }
    for (letter, formula) in zip(letters, found) { cut(formula, letter: letter) }
    (document, tooDeep) = CMarkTree.parse(Array(cutLines.joined(separator: [.newline])))
  }

  private mutating func cutFootnotes() {
    footnotes = FootnoteText.all(
      in: source,
      lines: cutLines,
      codeLines: TextOutline(document, lines: cutLines).codeLines
    )
    guard !footnotes.isEmpty else { return }
    for line in footnotes.flatMap(\.lineNumbers) { cutLines[line] = [] }
    (document, tooDeep) = CMarkTree.parse(Array(cutLines.joined(separator: [.newline])))
  }

  private mutating func cut(_ formula: Formula, letter: Unicode.Scalar) {
    formulas[letter] = formula
    for (index, piece) in formula.pieces.enumerated() {
      // Later formulas of a line keep their columns: only a piece that ends its line may grow.
      cutLines[piece.line].replaceSubrange(
        piece.range,
        with: FormulaPlaceholder.bytes(for: formula, piece: index, letter: letter)
      )
    }
  }

  /// Puts the formulas back into a string that is not a line of text, such as a link's title.
  func restored(_ string: String) -> String {
    guard !formulas.isEmpty, string.unicodeScalars.contains(where: { formulas[$0] != nil }) else {
      return string
    }
    var result = String.UnicodeScalarView()
    var rest = string.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard let formula = formulas[scalar] else {
        result.append(scalar)
        continue
      }
      for (index, piece) in formula.pieces.enumerated() {
        while index > 0, let blank = rest.first, blank.properties.isWhitespace {
          result.append(blank)
          rest.removeFirst()
        }
        rest = rest.dropFirst(FormulaPlaceholder.fillerCount(of: formula, piece: index))
        result.append(contentsOf: String(decoding: piece.source, as: UTF8.self).unicodeScalars)
      }
    }
    return String(result)
  }
}
