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
    guard let mark = FootnoteMark.first(in: text[...]), mark.range.lowerBound == text.startIndex
    else {
      return nil
    }
    let rest = text[mark.range.upperBound...]
    guard rest.first == ":" else { return nil }
    let words = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
    name = mark.name
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
