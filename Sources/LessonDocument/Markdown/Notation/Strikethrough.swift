/// Finds what is struck through, `~~so~~` or `~so~`, as GitHub reads it.
enum Strikethrough {
  /// What cmark sees in place of `\~`, a tilde that strikes nothing: a sign of punctuation of two bytes that a text
  /// does not use itself.
  static func escapeMark(besides lines: [[UInt8]]) -> Unicode.Scalar? {
    let marks: ClosedRange<UInt32> = 0x700...0x70D
    var used: Set<UInt32> = []
    for line in lines where line.contains(0xDC) {
      used.formUnion(String(decoding: line, as: UTF8.self).unicodeScalars.map(\.value))
    }
    return marks.first { !used.contains($0) }.flatMap(Unicode.Scalar.init)
  }

  /// A part with tildes in place of the mark, also in what was struck through.
  static func unescaped(_ part: Inline, mark: Unicode.Scalar) -> Inline {
    switch part {
    case .text(let words): .text(words.replacing(String(mark), with: "~"))
    case .strikethrough(let content): .strikethrough(content.map { unescaped($0, mark: mark) })
    default: part
    }
  }

  /// Parts of a line of text in which pairs of tildes have become one part with what they enclose.
  static func paired(_ parts: [Inline]) -> [Inline] {
    guard
      parts.contains(where: { if case .text(let text) = $0 { text.contains("~") } else { false } })
    else { return parts }
    var result: [Inline] = []
    var open: [(length: Int, index: Int)] = []
    for (number, part) in parts.enumerated() {
      guard case .text(let text) = part, text.contains("~") else {
        result.append(part)
        continue
      }
      let before = number > 0 ? edge(parts[number - 1]) : " "
      let after = number + 1 < parts.count ? edge(parts[number + 1]) : " "
      for run in runs(of: text, before: before, after: after) {
        if run.mayClose, let place = open.lastIndex(where: { $0.length == run.text.count }) {
          let start = open[place].index
          let content = merged(Array(result[(start + 1)...]))
          result.removeSubrange(start...)
          open.removeSubrange(place...)
          result.append(.strikethrough(content))
        } else {
          if run.mayOpen { open.append((run.text.count, result.count)) }
          result.append(.text(run.text))
        }
      }
    }
    return merged(result)
  }

  /// A stretch of text without tildes, or a run of them.
  private struct Run {
    var text: String
    var mayOpen = false
    var mayClose = false
  }

  private static func runs(of text: String, before: Character, after: Character) -> [Run] {
    var runs: [Run] = []
    var rest = text[...]
    while let first = rest.first {
      let isTilde = first == "~"
      let part = rest.prefix { ($0 == "~") == isTilde }
      rest = rest[part.endIndex...]
      var run = Run(text: String(part))
      if isTilde, part.count < 3 {
        let left = runs.last?.text.last ?? before
        let right = rest.first ?? after
        run.mayOpen = flanks(toward: right, from: left)
        run.mayClose = flanks(toward: left, from: right)
      }
      runs.append(run)
    }
    return runs
  }

  /// CommonMark's rule for what begins or ends an emphasis.
  private static func flanks(toward inner: Character, from outer: Character) -> Bool {
    guard !inner.isWhitespace else { return false }
    return !isPunctuation(inner) || outer.isWhitespace || isPunctuation(outer)
  }

  private static func isPunctuation(_ character: Character) -> Bool {
    character.isPunctuation || character.isASCII && character.isSymbol
  }

  /// The character that stands for a part at its edge.
  private static func edge(_ part: Inline) -> Character {
    switch part {
    case .softBreak, .lineBreak: " "
    case .text, .math, .expression: "x"
    default: "*"
    }
  }

  private static func merged(_ parts: [Inline]) -> [Inline] {
    parts.reduce(into: []) { result, part in
      if case .text(let text) = part, case .text(let before)? = result.last {
        result[result.count - 1] = .text(before + text)
      } else {
        result.append(part)
      }
    }
  }
}
