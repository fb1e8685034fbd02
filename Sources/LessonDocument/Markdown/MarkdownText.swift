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
  /// The addresses that are links by themselves, by the private letter that stands for each, and where they are.
  private(set) var addresses: [Unicode.Scalar: (address: BareAddress, location: SourceLocation)] =
    [:]
  /// What stands for a tilde after a backslash.
  private(set) var escapedTilde: Unicode.Scalar?
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
    if cutLines.contains(where: { $0.contains(.dollar) }) { cutFormulas(mistakes: &mistakes) }
    cutNotations(mistakes: &mistakes)
  }

  private mutating func cutFormulas(mistakes: inout MistakeList) {
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

  /// Replaces addresses, which cmark takes for text, and tildes after a backslash.
  private mutating func cutNotations(mistakes: inout MistakeList) {
    let reader = NotationReader(
      TextOutline(document, lines: cutLines),
      lines: cutLines,
      source: source,
      mistakes: &mistakes
    )
    guard !reader.addresses.isEmpty || !reader.tildes.isEmpty else { return }
    let letters = FormulaPlaceholder.freeLetters(
      formulas.count + reader.addresses.count,
      in: source.lines
    ).dropFirst(formulas.count)
    for (letter, found) in zip(letters, reader.addresses) {
      let location = source.location(line: found.line, offset: found.range.lowerBound)
      addresses[letter] = (found.address, location)
      let bytes = FormulaPlaceholder.bytes(letter: letter, length: found.range.count)
      cutLines[found.line].replaceSubrange(found.range, with: bytes)
    }
    escapedTilde = reader.tildes.isEmpty ? nil : Strikethrough.escapeMark(besides: source.lines)
    if let escapedTilde {
      for place in reader.tildes {
        let range = place.offset..<place.offset + 2
        cutLines[place.line].replaceSubrange(range, with: Array(String(escapedTilde).utf8))
      }
    }
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

  private func isPlaceholder(_ scalar: Unicode.Scalar) -> Bool {
    formulas[scalar] != nil || addresses[scalar] != nil || scalar == escapedTilde
  }

  /// Puts the formulas back into a string that is not a line of text, such as a link's title.
  func restored(_ string: String) -> String {
    guard string.unicodeScalars.contains(where: isPlaceholder) else { return string }
    var result = String.UnicodeScalarView()
    var rest = string.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if let address = addresses[scalar]?.address {
        result.append(contentsOf: address.text.unicodeScalars)
        rest = rest.dropFirst(FormulaPlaceholder.fillerCount(length: address.range.count))
        continue
      }
      guard let formula = formulas[scalar] else {
        result.append(contentsOf: (scalar == escapedTilde ? "\\~" : String(scalar)).unicodeScalars)
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
