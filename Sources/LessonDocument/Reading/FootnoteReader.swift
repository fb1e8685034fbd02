/// The mark of a footnote in the text, `[^name]`: a name of letters, digits, `_` and `-`.
struct FootnoteMark {
  let name: String
  let range: Range<String.Index>

  /// The first mark in some words.
  static func first(in words: Substring) -> FootnoteMark? {
    var rest = words
    while let open = rest.firstIndex(of: "[") {
      rest = rest[open...].dropFirst()
      guard rest.first == "^" else { continue }
      let name = rest.dropFirst().prefix {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-"
      }
      guard !name.isEmpty, words[name.endIndex...].first == "]" else { continue }
      return FootnoteMark(
        name: String(name),
        range: open..<words.index(after: name.endIndex)
      )
    }
    return nil
  }

  /// All marks in some words, in their order.
  static func all(in words: String) -> [FootnoteMark] {
    var marks: [FootnoteMark] = []
    var rest = words[...]
    while let mark = first(in: rest) {
      marks.append(mark)
      rest = rest[mark.range.upperBound...]
    }
    return marks
  }
}

/// Numbers the footnotes of a lesson in the order in which the text names them.
struct FootnoteReader {
  private let text: MarkdownText
  private let byName: [String: FootnoteText]
  private var order: [String] = []
  /// The place of a name in the order.
  private var numbers: [String: Int] = [:]
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

  /// Tells of marks in the words of a link, which would be a link in a link.
  static func refuseMarksInLinks(_ elements: [Element], mistakes: inout MistakeList) {
    for inline in elements.flatMap(\.inlines).flatMap(\.withDescendants) {
      guard case .link(_, _, let content, let location) = inline,
        content.flatMap(\.withDescendants).contains(where: \.isFootnote)
      else { continue }
      mistakes.add(
        "the mark of a footnote leads to its note, so no link can hold it: move it behind the link",
        at: location
      )
    }
  }

  private mutating func marked(_ inline: Inline) -> [Inline] {
    guard case .text(let words) = inline, words.contains("[^") else { return [inline] }
    var result: [Inline] = []
    var rest = words[...]
    while let mark = FootnoteMark.first(in: rest) {
      let name = mark.name
      var before = String(rest[..<mark.range.lowerBound])
      rest = rest[mark.range.upperBound...]
      guard byName[name] != nil else {
        unknown.append(name)
        continue
      }
      let number = number(of: name)
      // The mark stands close to its word.
      if before.last == " " { before.removeLast() }
      if !before.isEmpty { result.append(.text(before)) }
      result.append(.footnote(number))
    }
    if !rest.isEmpty { result.append(.text(String(rest))) }
    return result
  }

  private mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = order.count
    order.append(name)
    return order.count - 1
  }

  /// The footnotes that the text names, read; what does not fit is noted as a mistake.
  func footnotes(
    reader: inout ElementReader
  ) -> (notes: [Footnote], places: [LessonText.Place]) {
    let places = unknown.isEmpty ? [:] : firstPlaces(in: text.cutLines)
    for name in unknown {
      reader.mistakes.add(
        "there is no footnote '\(name)': add a line '[^\(name)]: …', or take the mark out",
        at: places[name] ?? text.source.location(line: 0, offset: 0)
      )
    }
    var seen: Set<String> = []
    for note in text.footnotes {
      if !seen.insert(note.name).inserted {
        reader.mistakes.add(
          "there is a footnote '\(note.name)' already: give this one another name",
          at: note.location
        )
      } else if numbers[note.name] == nil {
        reader.mistakes.add(
          "no text refers to this footnote: write '[^\(note.name)]' there, or take it out",
          at: note.location
        )
      }
    }
    var (notes, notePlaces): ([Footnote], [LessonText.Place]) = ([], [])
    for note in order.compactMap({ byName[$0] }) {
      let content = reader.aside(
        note.lines,
        refusing: "a footnote holds no '{swift}': write the expression in the text above it",
        fences:
          "nothing in a footnote runs: move this fence into the text, or name another language, as in "
          + "```text"
      )
      refuseMarks(in: content.elements, of: note, mistakes: &reader.mistakes)
      notes.append(
        Footnote(name: note.name, content: content.elements, location: note.location)
      )
      let first = note.location.line - 1
      let end = content.places.last?.lines.upperBound ?? first + 1
      notePlaces.append(
        LessonText.Place(lines: first..<max(first + 1, end), inside: content.places)
      )
    }
    return (notes, notePlaces)
  }

  /// Tells of marks in a footnote, which would lead from note to note.
  private func refuseMarks(
    in content: [Element],
    of note: FootnoteText,
    mistakes: inout MistakeList
  ) {
    for case .text(let words) in content.flatMap(\.inlines).flatMap(\.withDescendants)
    where words.contains("[^") {
      for name in FootnoteMark.all(in: words).map(\.name) {
        let places = firstPlaces(in: note.lines.map { Array($0.text.utf8) }) { line, offset in
          let start = note.lines[line].location
          return SourceLocation(line: start.line, column: start.column + offset)
        }
        mistakes.add(
          "a footnote names no other footnote: write '[^\(name)]' in the text instead",
          at: places[name] ?? note.location
        )
      }
    }
  }

  /// Where each name first stands between the brackets of a mark.
  private func firstPlaces(
    in lines: [[UInt8]],
    location: ((Int, Int) -> SourceLocation)? = nil
  ) -> [String: SourceLocation] {
    var places: [String: SourceLocation] = [:]
    for (line, bytes) in lines.enumerated() where bytes.contains(.openingBracket) {
      let string = String(decoding: bytes, as: UTF8.self)
      for mark in FootnoteMark.all(in: string) {
        let name = mark.name
        guard places[name] == nil else { continue }
        let offset = string.utf8.distance(from: string.startIndex, to: mark.range.lowerBound)
        places[name] =
          location?(line, offset) ?? text.source.location(line: line, offset: offset)
      }
    }
    return places
  }
}

extension Inline {
  fileprivate var isFootnote: Bool {
    if case .footnote = self { true } else { false }
  }
}
