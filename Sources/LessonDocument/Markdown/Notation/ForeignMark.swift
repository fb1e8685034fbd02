/// A foreign notation in a passage.
struct ForeignMark: Equatable {
  var notation: ForeignNotation
  /// The bytes of the passage that it takes.
  var range: Range<Int>
  /// What to write in its place, if that is known better than for all of its kind.
  var instead: String?
}

/// Recognises foreign notations that begin at a byte of a passage.
struct ForeignMarks {
  private let content: [UInt8]

  init(_ content: [UInt8]) { self.content = content }

  /// How many bytes of a notation are looked at: those of long lines are no notation's, and reading takes no longer.
  private static let longest = 200

  /// A byte, or zero outside.
  private subscript(index: Int) -> UInt8 { content.indices.contains(index) ? content[index] : 0 }

  /// What stands at the beginning of a line.
  ///
  /// - Parameter isFirst: whether the line is the first of its passage.
  func mark(atLine start: Int, isFirst: Bool) -> ForeignMark? {
    let rest = content[start...].prefix(Self.longest)
    let end = rest.firstIndex(of: .newline) ?? rest.endIndex
    let line = String(decoding: content[start..<end], as: UTF8.self).trimmedAtEnd
    func mark(_ notation: ForeignNotation) -> ForeignMark {
      ForeignMark(notation: notation, range: start..<start + line.utf8.count)
    }
    switch self[start] {
    case .colon where line.hasPrefix(":::"):
      var box = mark(.box)
      let name = line.drop { $0 == ":" || $0 == " " || $0 == "{" || $0 == "." }.prefix {
        $0.isLetter || $0 == "-"
      }
      let kind = name.hasPrefix("callout-") ? name.dropFirst(8) : name
      box.instead = ForeignNotation.instead(ofDirective: String(kind))
      return box
    case UInt8(ascii: "+"):
      if line.hasPrefix("+++"), line.dropFirst(3).first?.isWhitespace != false {
        return mark(.separator)
      }
      return line.wholeMatch(of: /\+(?:[-=:]{3,}\+)+/) == nil ? nil : mark(.gridTable)
    case UInt8(ascii: "%"):
      return line.hasPrefix("%%") || isFirst && line.hasPrefix("% ") ? mark(.percentComment) : nil
    case UInt8(ascii: "("):
      return line.wholeMatch(of: /\([A-Za-z][A-Za-z0-9_:.-]*\)=/) == nil ? nil : mark(.target)
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      return line.firstMatch(of: /^(?:!!!|\?\?\?)\+? [a-z]+/) == nil ? nil : mark(.admonition)
    case .openingBracket where isFirst:
      return line.wholeMatch(of: /\[TOC\]|\[\[_?(?:TOC|toc)_?\]\]/) == nil ? nil : mark(.contents)
    case UInt8(ascii: "*"):
      return line.firstMatch(of: /^\*\[[^\]]+\]: \S/) == nil ? nil : mark(.define)
    case .hyphen:
      return line.wholeMatch(of: /-{3,}(?: +-{3,})+/) == nil ? nil : mark(.ruledTable)
    default: return nil
    }
  }

  /// What begins at a byte in a line.
  func mark(at index: Int) -> ForeignMark? {
    switch content[index] {
    case UInt8(ascii: "{"): braces(index)
    case UInt8(ascii: "@"): reference(index)
    case .openingBracket: bracket(index)
    case .backslash: command(index)
    case UInt8(ascii: "="): highlight(index)
    case UInt8(ascii: "~"): raised(index, .subscript)
    case UInt8(ascii: "^"):
      self[index + 1] == .openingBracket && self[index - 1] != .openingBracket
        ? closed(index, "]", .inlineNote) : raised(index, .superscript)
    case .colon: colon(index)
    case UInt8(ascii: "%"):
      self[index + 1] == UInt8(ascii: "%") ? closed(index, "%%", .percentComment) : nil
    default: nil
    }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: content[range], as: UTF8.self)
  }

  /// What goes from an index to an ending on the same line.
  private func closed(
    _ start: Int,
    _ ending: String,
    _ notation: ForeignNotation
  ) -> ForeignMark? {
    let end = Array(ending.utf8)
    let limit = min(content.count - end.count, start + Self.longest)
    var index = start + 2
    while index <= limit, content[index] != .newline {
      if content[index] == end[0], content[index...].starts(with: end) {
        return ForeignMark(notation: notation, range: start..<index + end.count)
      }
      index += 1
    }
    return nil
  }

  private func braces(_ index: Int) -> ForeignMark? {
    if content[index...].starts(with: "{{<".utf8) || content[index...].starts(with: "{{%".utf8) {
      guard var mark = closed(index, "}}", .shortcode) else { return nil }
      let words = text(mark.range).split { " {}<>%".contains($0) }.map(String.init)
      mark.instead = Self.shortcode(words)
      return mark
    }
    if content[index...].starts(with: "{%".utf8) { return closed(index, "%}", .liquid) }
    if content[index...].starts(with: "{{".utf8) {
      guard let mark = closed(index, "}}", .variable) else { return nil }
      let name = text(index + 2..<mark.range.upperBound - 2)
      return name.wholeMatch(of: /\s*[A-Za-z][A-Za-z0-9_.-]*\s*/) == nil ? nil : mark
    }
    for (opening, ending) in [
      ("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{>>", "<<}"), ("{==", "==}"),
    ]
    where content[index...].starts(with: opening.utf8) {
      return closed(index, ending, .edit)
    }
    guard let mark = closed(index, "}", .attributes) else { return nil }
    let written = text(mark.range)
    if written.wholeMatch(of: /\{[a-z][a-z0-9:_-]*\}/) != nil,
      self[mark.range.upperBound] == .backtick
    {
      return role(String(written.dropFirst().dropLast()), mark.range)
    }
    let isNames = written.wholeMatch(of: /\{\s*[.#][A-Za-z][^{}]*\}/) != nil
    // Sets may stand in braces: `{a=1}` is an attribute right behind a link or code alone.
    let isClose = [UInt8(ascii: ")"), UInt8(ascii: "]"), .backtick].contains(self[index - 1])
    let isPair = written.wholeMatch(of: /\{\s*[A-Za-z-]+=[^{}]*\}/) != nil
    return isNames || isPair && isClose ? mark : nil
  }

  private static func shortcode(_ words: [String]) -> String? {
    let name = words.first ?? ""
    let subject = words.dropFirst().first ?? "file"
    switch name {
    case "video": return "write '<video controls src=\"\(subject)\"></video>' on a line of its own"
    case "pagebreak": return "take it out"
    case "include": return "let it stand on a line of its own, between empty lines"
    case "meta", "var", "env": return "write the text itself"
    default: return nil
    }
  }

  private func role(_ name: String, _ range: Range<Int>) -> ForeignMark {
    let word = name.split(separator: ":").last.map(String.init) ?? name
    let instead: String? =
      switch word {
      case "ref", "numref", "eq":
        "write '[](#name)', or '[](file.md#name)' for one in another lesson"
      case "doc", "any", "download": "write '[words](file.md)'"
      case "math": "write '$…$'"
      case "code", "func", "class", "meth", "mod", "literal": "write '`…`'"
      case "sub": "write '<sub>…</sub>'"
      case "sup": "write '<sup>…</sup>'"
      case "term": "write '[words](glossary.md)'"
      default: word.hasPrefix("cite") ? ForeignNotation.citation.instead : nil
      }
    return ForeignMark(notation: .role, range: range, instead: instead)
  }

  private func isWord(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte >= 0x80 }

  private func end(ofName start: Int, besides signs: String = "") -> Int {
    var index = start
    while isWord(self[index]) && self[index] < 0x80 || signs.utf8.contains(self[index]),
      index < content.count
    {
      index += 1
    }
    return index
  }

  /// `@fig-name`, and `@author1997` as Pandoc cites in a sentence.
  private func reference(_ index: Int) -> ForeignMark? {
    guard !isWord(self[index - 1]), self[index + 1].isLetter else { return nil }
    let end = end(ofName: index + 1, besides: "-_:")
    let name = text(index + 1..<end)
    if let prefix = ["fig", "tbl", "eq", "sec", "lst", "thm"].first(where: {
      name.hasPrefix($0 + "-")
    }) {
      let known = ["fig", "tbl", "eq"].contains(prefix)
      let instead =
        known ? "write '[](#\(name))'" : "write '[](#name)' with the anchor of the heading or block"
      return ForeignMark(notation: .reference, range: index..<end, instead: instead)
    }
    guard name.wholeMatch(of: /[A-Za-z][A-Za-z_:-]*[0-9]{4}[a-z]?[A-Za-z0-9_-]*/) != nil else {
      return nil
    }
    return ForeignMark(notation: .citation, range: index..<end)
  }

  private func bracket(_ index: Int) -> ForeignMark? {
    if self[index + 1] == .openingBracket {
      guard let mark = closed(index, "]]", .wikiLink),
        self[mark.range.upperBound] != UInt8(ascii: "(")
      else {
        return nil
      }
      let name = text(index + 2..<mark.range.upperBound - 2)
      return name.wholeMatch(of: /[A-Za-z][A-Za-z0-9 _\/#|.'-]+/) == nil ? nil : mark
    }
    guard let mark = closed(index, "]", .citation) else { return nil }
    let written = text(mark.range)
    return written.wholeMatch(
      of: /\[(?:[^@\[\]]*[ -])?@[A-Za-z][A-Za-z0-9_:.#$%&+?<>~\/-]*(?:[,;: ][^\[\]]*)?\]/
    )
      == nil ? nil : mark
  }

  private static let commands: [String: String?] = [
    "begin": "write the formula between '$$', as in '$$\\begin{aligned} … \\end{aligned}$$'",
    "end": nil,
    "ref": "write '[](#name)'",
    "eqref": "write '[](#eq-name)', and '\\label{eq-name}' in the formula",
    "autoref": "write '[](#name)'", "cref": "write '[](#name)'", "label": nil,
    "textbf": "write '**…**'", "textit": "write '*…*'", "emph": "write '*…*'",
    "texttt": "write '`…`'",
    "section": "write '## …'", "subsection": "write '### …'",
    "footnote": ForeignNotation.inlineNote.instead,
    "href": "write '[words](address)'", "url": "write '<address>'",
    "includegraphics": "write '![words](file.svg)'",
    "newcommand": nil, "renewcommand": nil, "def": nil, "input": nil, "include": nil,
    "newpage": "take it out", "pagebreak": "take it out", "clearpage": "take it out",
    "noindent": "take it out",
    "vspace": "take it out", "hspace": "take it out",
  ]

  private func command(_ index: Int) -> ForeignMark? {
    let nameEnd = end(ofName: index + 1)
    let name = text(index + 1..<nameEnd)
    let isCite = name.hasPrefix("cite") || name == "parencite" || name == "textcite"
    guard isCite || Self.commands[name] != nil else { return nil }
    let alone = ["newpage", "pagebreak", "clearpage", "noindent"].contains(name)
    guard
      alone || [UInt8(ascii: "{"), .openingBracket].contains(self[nameEnd])
        || name == "def" && self[nameEnd] == .backslash
    else { return nil }
    // What an environment ends is told where it begins.
    if name == "end" { return nil }
    let end = closed(index, "}", .tex)?.range.upperBound ?? nameEnd
    let instead = isCite ? ForeignNotation.citation.instead : Self.commands[name] ?? nil
    return ForeignMark(notation: .tex, range: index..<end, instead: instead)
  }

  private func highlight(_ index: Int) -> ForeignMark? {
    guard self[index + 1] == UInt8(ascii: "="), self[index + 2] > .space,
      self[index + 2] != UInt8(ascii: "="),
      !isWord(self[index - 1]), self[index - 1] != UInt8(ascii: "="),
      let mark = closed(index + 1, "==", .highlight)
    else { return nil }
    let end = mark.range.upperBound
    guard self[end - 3] > .space, !isWord(self[end]), self[end] != UInt8(ascii: "=") else {
      return nil
    }
    return ForeignMark(notation: .highlight, range: index..<end)
  }

  /// `H~2~O` and `x^2^`: a few signs without blanks, close behind a letter or digit.
  private func raised(_ index: Int, _ notation: ForeignNotation) -> ForeignMark? {
    let sign = content[index]
    guard isWord(self[index - 1]) || self[index - 1] == UInt8(ascii: ")") else { return nil }
    var end = index + 1
    while self[end] > .space, self[end] != sign, self[end] != .backtick, end < index + 24 {
      end += 1
    }
    guard end > index + 1, self[end] == sign, self[end + 1] != sign else { return nil }
    return ForeignMark(notation: notation, range: index..<end + 1)
  }

  /// `:smile:`, and `:ref:` before code.
  private func colon(_ index: Int) -> ForeignMark? {
    guard !isWord(self[index - 1]), self[index - 1] != .colon, self[index + 1].isLetter else {
      return nil
    }
    let end = end(ofName: index + 1, besides: "_+-:")
    guard self[end - 1] == .colon, end > index + 3 else { return nil }
    let name = text(index + 1..<end - 1)
    if self[end] == .backtick { return role(name, index..<end) }
    guard !name.contains(":"), name == name.lowercased(), !isWord(self[end]) else { return nil }
    return ForeignMark(notation: .emoji, range: index..<end)
  }
}
