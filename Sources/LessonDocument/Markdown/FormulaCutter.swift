/// Finds the formulas of a text: `$…$` in a line of text and `$$…$$` on display.
///
/// As in Pandoc, an opening `$` has a sign right after it and a closing one has one right before it; as on
/// forges, no letter or digit stands outside of either. So "$5 and $6" and "US$5–US$7" are prices, and
/// "$PATH:$HOME" are names. `\$` is a dollar sign, and so is one in code, in an address and in a tag, one alone
/// between quotation marks, brackets or stars, and one whose formula would begin or end with a quotation mark,
/// hold another currency's sign, or have neither letter nor digit nor sign of mathematics. No formula reaches into
/// a link or out of it.
/// A formula on display may go over several lines but not over an empty one.
struct FormulaCutter {
  let source: SourceText
  let lines: [[UInt8]]
  let outline: TextOutline

  /// The passage that is scanned.
  private var text: PassageContent
  private var code = CodeSpans([])
  private var links = LinkParts([], code: CodeSpans([]))
  private var consumed = (line: 0, offset: 0)
  private var found: [Formula] = []

  init(source: SourceText, lines: [[UInt8]], outline: TextOutline) {
    self.source = source
    self.lines = lines
    self.outline = outline
    let none = TextOutline.Passage(lines: 0..<0, firstOffset: 0, quoteDepth: 0, continues: false)
    text = PassageContent(none, of: lines)
  }

  private var content: [UInt8] { text.bytes }

  /// The formulas in the order of the text.
  mutating func formulas(mistakes: inout MistakeList) -> [Formula] {
    for passage in outline.passages { scan(passage, mistakes: &mistakes) }
    for formula in found {
      if let complaint = FormulaBounds.complaint(about: formula.tex) {
        mistakes.add(complaint, at: formula.location)
      }
    }
    return found
  }

  private mutating func scan(_ passage: TextOutline.Passage, mistakes: inout MistakeList) {
    guard passage.lines.contains(where: { lines[$0].contains(.dollar) }) else { return }
    load(passage)
    let end = content.count
    var index = 0
    while index < end {
      let byte = content[index]
      if text.position(of: index) < consumed {
        index += 1
      } else if byte == .backslash {
        index += 2
      } else if byte == .backtick {
        index = code.end(at: index, in: content)
      } else if let part = links.parts[index] {
        index = part.end
      } else if byte == .dollar {
        index = endOfFormula(at: index, end: end, passage: passage, mistakes: &mistakes)
      } else {
        index += 1
      }
    }
  }

  private mutating func load(_ passage: TextOutline.Passage) {
    text = PassageContent(passage, of: lines)
    code = CodeSpans(content)
    links = LinkParts(content, code: code)
  }

  private mutating func endOfFormula(
    at index: Int,
    end: Int,
    passage: TextOutline.Passage,
    mistakes: inout MistakeList
  ) -> Int {
    guard index + 1 < content.count, content[index + 1] == .dollar else {
      guard let close = closingDollar(after: index, end: end) else { return index + 1 }
      keep(index..<close + 1, isDisplay: false)
      return close + 1
    }
    if FormulaEdge.isAlone(index..<index + 2, in: content) { return index + 2 }
    let beginsLine = text.start(of: index).index == index
    if let close = closingPair(from: index + 2) {
      keep(index..<close + 2, isDisplay: true)
      return close + 2
    }
    guard beginsLine, passage.continues else { return index + 2 }
    let size = content.count
    if let close = closingPair(from: index + 2, below: passage) {
      keep(index..<close + 2, isDisplay: true)
      return close + 2
    }
    text.shorten(to: size)
    let (line, offset) = text.position(of: index)
    mistakes.add(
      "this formula is not closed: end it with '$$' before the next empty line, or write '\\$' for a "
        + "dollar sign",
      at: source.location(line: line, offset: offset)
    )
    return index + 2
  }

  /// Finds the end of a formula in the lines after a passage, which it adds, up to an empty one or code.
  private mutating func closingPair(from start: Int, below passage: TextOutline.Passage) -> Int? {
    var line = passage.lines.upperBound
    while line < lines.count, !outline.codeLines.contains(line) {
      let begin = TextOutline.contentStart(of: lines[line], quoteDepth: passage.quoteDepth)
      if begin == lines[line].count { return nil }
      let first = content.count
      text.append(line, of: lines)
      if lines[line].contains(.dollar), let close = closingPair(from: first, of: start) {
        return close
      }
      line += 1
    }
    return nil
  }

  private func closingDollar(after open: Int, end: Int) -> Int? {
    var index = open + 1
    guard index < end, !isWhitespace(content[index]),
      !FormulaEdge.isLetter(before: open, in: content),
      !FormulaEdge.isAlone(open..<index, in: content)
    else { return nil }
    var links = LinkWalk(links, in: content, from: open)
    while index < end, content[index] != .dollar {
      guard let next = links.index(after: index) else { return nil }
      index = content[index] == .backtick ? code.end(at: index, in: content) : next
    }
    guard index < end, links.mayEnd(at: index), !isWhitespace(content[index - 1]),
      !FormulaEdge.isLetter(after: index, in: content),
      !FormulaEdge.isAlone(index..<index + 1, in: content),
      FormulaEdge.canBeFormula(content[open + 1..<index])
    else { return nil }
    return index
  }

  private func closingPair(from start: Int) -> Int? {
    var links = LinkWalk(links, in: content, from: start)
    var index = start
    while index + 1 < content.count {
      if content[index] == .dollar, content[index + 1] == .dollar {
        let isFormula =
          links.mayEnd(at: index) && !content[start..<index].allSatisfy(isWhitespace)
          && !FormulaEdge.isAlone(index..<index + 2, in: content)
        return isFormula ? index : nil
      }
      guard let next = links.index(after: index) else { return nil }
      index = next
    }
    return nil
  }

  /// The end of a formula in the content from an index on, of which nothing is known but its dollar signs.
  private func closingPair(from first: Int, of start: Int) -> Int? {
    var index = first
    while index + 1 < content.count {
      if content[index] == .dollar, content[index + 1] == .dollar {
        return content[start..<index].allSatisfy(isWhitespace) ? nil : index
      }
      index += content[index] == .backslash ? 2 : 1
    }
    return nil
  }

  private func isWhitespace(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == .newline
  }

  private mutating func keep(_ range: Range<Int>, isDisplay: Bool) {
    var pieces: [FormulaPiece] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let end = content[index..<range.upperBound].firstIndex(of: .newline) ?? range.upperBound
      let (line, offset) = text.position(of: index)
      pieces.append(
        FormulaPiece(
          line: line,
          range: offset..<offset + end - index,
          source: Array(content[index..<end])
        )
      )
      index = end + 1
    }
    let marks = isDisplay ? 2 : 1
    var tex = content[range.lowerBound + marks..<range.upperBound - marks]
    // A forge also knows `$`x`$`, for formulas that would else be taken for Markdown.
    if !isDisplay, tex.count > 2, tex.first == .backtick, tex.last == .backtick {
      tex = tex.dropFirst().dropLast()
    }
    while let last = tex.last, isWhitespace(last) { tex.removeLast() }
    tex = tex.drop(while: isWhitespace)
    consumed = text.position(of: range.upperBound)
    let first = text.position(of: range.lowerBound)
    found.append(
      Formula(
        tex: String(decoding: tex, as: UTF8.self),
        isDisplay: isDisplay,
        location: source.location(line: first.line, offset: first.offset),
        pieces: pieces
      )
    )
  }
}
