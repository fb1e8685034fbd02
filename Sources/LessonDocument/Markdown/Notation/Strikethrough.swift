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
    var line = StruckLine()
    for (number, part) in parts.enumerated() {
      guard case .text(let text) = part, text.contains("~") else {
        line.append(part)
        continue
      }
      let before = number > 0 ? edge(parts[number - 1]) : " "
      let after = number + 1 < parts.count ? edge(parts[number + 1]) : " "
      for run in runs(of: text, before: before, after: after) { line.append(run) }
    }
    return merged(line.parts)
  }

  /// The parts of a line as far as it was read, and the runs in it that may begin something.
  private struct StruckLine {
    private(set) var parts: [Inline] = []
    /// How deep what is struck through is nested in each part.
    private var depths: [Int] = []
    /// Where the runs of one and of two tildes stand.
    private var open: [[Int]] = [[], [], []]
    /// How deep what is struck through may be nested: nobody reads deeper, and pages are bounded.
    private static let nestingLimit = 4

    mutating func append(_ part: Inline, depth: Int = 0) {
      parts.append(part)
      depths.append(depth)
    }

    mutating func append(_ run: Run) {
      let length = run.text.count
      if run.mayClose, let start = open[length].last {
        let depth = (depths[start...].max() ?? 0) + 1
        if depth <= Self.nestingLimit {
          let content = merged(Array(parts[(start + 1)...]))
          parts.removeSubrange(start...)
          depths.removeSubrange(start...)
          for length in 1...2 {
            while open[length].last ?? -1 >= start { open[length].removeLast() }
          }
          return append(.strikethrough(content), depth: depth)
        }
        // Of what is nested too deep the tildes stay.
        open = [[], [], []]
      }
      if run.mayOpen { open[length].append(parts.count) }
      append(.text(run.text))
    }
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

  /// Parts in which text stands in one piece.
  private static func merged(_ parts: [Inline]) -> [Inline] {
    var result: [Inline] = []
    var words = ""
    for part in parts {
      if case .text(let text) = part {
        words += text
        continue
      }
      if !words.isEmpty { result.append(.text(words)) }
      words = ""
      result.append(part)
    }
    return words.isEmpty ? result : result + [.text(words)]
  }
}
