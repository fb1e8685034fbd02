/// The lines of a footnote: `[^name]: words`, lines until an empty one, then lines that are set in.
struct FootnoteText {
  let name: String
  /// Where its mark stands.
  let location: SourceLocation
  /// The lines that it takes in the text, from 0.
  private(set) var lineNumbers: [Int]
  /// What it says, its mark and indentation left out.
  private(set) var lines: [CodeLine]

  /// The footnotes of a text, in its order.
  static func all(
    in source: SourceText,
    lines: [[UInt8]],
    codeLines: Set<Int>
  ) -> [FootnoteText] {
    var found: [FootnoteText] = []
    var isOpen = false
    for (number, line) in lines.enumerated() {
      let start = line.prefix(while: \.isBlank).count
      let isMarked = line.dropFirst(start).starts(with: "[^".utf8)
      if isMarked, start < 4, !codeLines.contains(number),
        let note = FootnoteText(source, number, start)
      {
        found.append(note)
        isOpen = true
      } else if isOpen, start == line.count {
        found[found.count - 1].append(source, number, from: start)
      } else if isOpen,
        start > 1 || found.last?.lineNumbers.last == number - 1 && isText(line, start)
      {
        let wasEmpty = lines[number - 1].allSatisfy(\.isBlank)
        isOpen = !wasEmpty || start > 1
        if isOpen { found[found.count - 1].append(source, number, from: min(start, 4)) }
      } else {
        isOpen = false
      }
    }
    return found
  }

  /// Whether a line goes on with a paragraph, rather than begin something else.
  private static func isText(_ line: [UInt8], _ start: Int) -> Bool {
    !"#>`~|-*+$[".utf8.contains(line[start])
  }

  private init?(_ source: SourceText, _ number: Int, _ start: Int) {
    let text = source.string(number, from: start)
    guard let mark = text.prefixMatch(of: FootnoteMark.pattern) else { return nil }
    let rest = text[mark.range.upperBound...]
    guard rest.first == ":" else { return nil }
    let words = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
    name = String(mark.output.1)
    location = source.location(line: number, offset: start)
    lineNumbers = [number]
    lines = [
      CodeLine(
        text: String(words),
        location: source.location(
          line: number,
          offset: start + text.utf8.count - words.utf8.count
        )
      )
    ]
  }

  private mutating func append(_ source: SourceText, _ number: Int, from start: Int) {
    lineNumbers.append(number)
    lines.append(
      CodeLine(
        text: source.string(number, from: start),
        location: source.location(line: number, offset: start)
      )
    )
  }
}

/// How a footnote is named in the text.
enum FootnoteMark {
  /// `[^name]`.
  static var pattern: Regex<(Substring, Substring)> { /\[\^([A-Za-z0-9-]+)\]/ }
}

/// Numbers the footnotes of a lesson in the order in which the text names them.
struct FootnoteReader {
  private let text: MarkdownText
  private let byName: [String: FootnoteText]
  private var order: [String] = []
  private var unknown: [String] = []

  init(_ text: MarkdownText) {
    self.text = text
    byName = Dictionary(
      text.footnotes.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Turns `[^name]` in the words of elements into marks.
  mutating func number(_ elements: inout [Element]) {
    for index in elements.indices {
      elements[index] = elements[index].mappingInlines { marked($0) }
    }
  }

  private mutating func marked(_ inline: Inline) -> [Inline] {
    guard case .text(let words) = inline, words.contains("[^") else { return [inline] }
    var result: [Inline] = []
    var rest = words[...]
    while let mark = rest.firstMatch(of: FootnoteMark.pattern) {
      let name = String(mark.output.1)
      var before = String(rest[..<mark.range.lowerBound])
      rest = rest[mark.range.upperBound...]
      guard byName[name] != nil else {
        unknown.append(name)
        continue
      }
      if !order.contains(name) { order.append(name) }
      // The mark stands close to its word.
      if before.last == " " { before.removeLast() }
      if !before.isEmpty { result.append(.text(before)) }
      result.append(.footnote(order.firstIndex(of: name) ?? 0))
    }
    if !rest.isEmpty { result.append(.text(String(rest))) }
    return result
  }

  /// The footnotes that the text names, read; what does not fit is noted as a mistake.
  func footnotes(reader: inout ElementReader) -> [Footnote] {
    for name in unknown {
      reader.mistakes.add(
        "there is no footnote '\(name)': add a line '[^\(name)]: …', or take the mark out",
        at: place(of: name)
      )
    }
    var seen: Set<String> = []
    for note in text.footnotes {
      if !seen.insert(note.name).inserted {
        reader.mistakes.add(
          "there is a footnote '\(note.name)' already: give this one another name",
          at: note.location
        )
      } else if !order.contains(note.name) {
        reader.mistakes.add(
          "no text refers to this footnote: write '[^\(note.name)]' there, or take it out",
          at: note.location
        )
      }
    }
    return order.compactMap { byName[$0] }.map { note in
      Footnote(
        name: note.name,
        content: reader.aside(
          note.lines,
          refusing: "a footnote holds no '{swift}': write the expression in the text above it"
        ),
        location: note.location
      )
    }
  }

  /// Where the text first names a footnote.
  private func place(of name: String) -> SourceLocation {
    let mark = Array("[^\(name)]".utf8)
    for (line, bytes) in text.cutLines.enumerated() where bytes.count >= mark.count {
      for offset in 0...(bytes.count - mark.count)
      where bytes[offset] == .openingBracket && bytes[offset...].starts(with: mark) {
        return text.source.location(line: line, offset: offset)
      }
    }
    return text.source.location(line: 0, offset: 0)
  }
}
