extension LessonText {
  /// A stretch of a lesson's text, for forms that are made of cells or comments.
  public enum Piece: Equatable, Sendable {
    /// Text of the author.
    case prose([Passage])
    /// A Swift block: its index in the lesson.
    case block(Int)
    /// A hint of an exercise.
    case hint(exercise: String, [Passage])
    /// A question answered in words.
    case answer(name: String)
  }

  /// Lines that are Markdown, or that stay as they are: code that is shown, raw HTML.
  public struct Passage: Equatable, Sendable {
    /// The lines.
    public var lines: [String]
    /// Whether they stay as they are.
    public var isVerbatim: Bool
  }

  /// The text below the front matter, cut at what is no prose; stretches that say nothing are left out.
  public var pieces: [Piece] {
    var pieces: [Piece] = []
    var next = frontMatter.upperBound
    func addProse(upTo end: Int) {
      let passages = passages(of: next..<max(next, end))
      if passages.contains(where: \.saysSomething) { pieces.append(.prose(passages)) }
    }
    for part in parts where part.lines.lowerBound >= next {
      let piece: Piece
      switch part.kind {
      case .block(let index): piece = .block(index)
      case .answer(let name): piece = .answer(name: name)
      case .hint(let exercise): piece = .hint(exercise: exercise, passages(in: part))
      case .code, .html, .comment: continue
      }
      addProse(upTo: part.lines.lowerBound)
      pieces.append(piece)
      next = part.lines.upperBound
    }
    addProse(upTo: lines.count)
    return pieces
  }

  /// The lines between the fences of a part, without what stands before its fence.
  func content(of part: Part) -> [String] { passages(in: part).flatMap(\.lines) }

  private func passages(in part: Part) -> [Passage] {
    let first = part.lines.lowerBound + 1
    return passages(of: first..<max(first, part.lines.upperBound - 1), in: part)
  }

  private func passages(of region: Range<Int>, in fence: Part? = nil) -> [Passage] {
    var passages: [Passage] = []
    var next = region.lowerBound
    func add(_ range: Range<Int>, isVerbatim: Bool) {
      guard !range.isEmpty else { return }
      let lines = range.map { line in
        guard let fence else { return self.lines[line] }
        return String(self.lines[line].dropFirst(indentation(of: fence, at: line)))
      }
      passages.append(Passage(lines: lines, isVerbatim: isVerbatim))
    }
    for part in parts where part.kind == .code || part.kind == .html {
      guard part.lines.lowerBound >= next, part.lines.upperBound <= region.upperBound else {
        continue
      }
      add(next..<part.lines.lowerBound, isVerbatim: false)
      add(part.lines, isVerbatim: true)
      next = part.lines.upperBound
    }
    add(next..<region.upperBound, isVerbatim: false)
    return passages
  }

  /// How many characters of a line are the marks of the list or quotation around a part.
  private func indentation(of part: Part, at line: Int) -> Int {
    let width = lines[part.lines.lowerBound].prefix { !"`~".contains($0) }.count
    return lines[line].prefix(width).prefix { $0.isWhitespace || $0 == ">" }.count
  }
}

extension LessonText.Passage {
  /// Whether more is in it than empty lines and the marks of what was taken out.
  fileprivate var saysSomething: Bool {
    lines.contains { line in
      line != LessonText.mark && !line.allSatisfy(\.isWhitespace)
    }
  }
}
