public import LessonDocument

/// Shows lessons and their results on a terminal.
///
/// Nothing that a block prints can steer the terminal: escape sequences in it are dropped. No
/// line of prose is wider than the terminal unless a single word is.
public struct TerminalRenderer: Sendable {
  /// The columns of the terminal.
  public var width: Int
  /// Whether colours and weights may be used; without them there is no escape sequence.
  public var colour: Bool
  /// Whether all decoration is ASCII; the author's own words are left as they are.
  public var plain: Bool
  /// The lessons whose names references to them show.
  public var course: [Lesson]
  /// Whether the twins of blocks in PyTorch are shown.
  public var showsTwins: Bool

  /// A renderer for a terminal of `width` columns; fewer than 20 count as 20.
  public init(
    width: Int,
    colour: Bool,
    plain: Bool,
    course: [Lesson] = [],
    showsTwins: Bool = false
  ) {
    self.showsTwins = showsTwins
    self.width = max(20, width)
    self.colour = colour
    self.plain = plain
    self.course = course
  }

  /// One element by itself, with the results of the blocks in it.
  ///
  /// - Parameters:
  ///   - element: An element of the lesson, or of what belongs to it, such as a hint.
  ///   - lesson: The lesson.
  ///   - results: What came of it so far; nil, or without a block, shows the block's code alone.
  /// - Returns: Lines, each ended by a newline; empty if there is nothing to see.
  public func text(for element: Element, in lesson: Lesson, results: LessonResults?) -> String {
    let context = TerminalContext(renderer: self, lesson: lesson, results: results)
    return context.string(context.lines(element, width: width))
  }

  /// A whole lesson: introduction, then every element, an empty line between them.
  public func text(of lesson: Lesson, results: LessonResults?) -> String {
    TerminalLesson(lesson, renderer: self).text(results: results)
  }

  var glyphs: Glyphs { plain ? .ascii : .unicode }
}

/// The characters that decorate.
struct Glyphs: Sendable {
  var bullet: String
  var rule: String
  var heavyRule: String
  var resultBar: String
  var quoteBar: String
  var caret: String
  var good: String
  var bad: String
  var toDo: String
  var continuation: String

  static let unicode = Glyphs(
    bullet: "•",
    rule: "─",
    heavyRule: "━",
    resultBar: "┃ ",
    quoteBar: "│ ",
    caret: "▲",
    good: "✓",
    bad: "✗",
    toDo: "○",
    continuation: "↪ "
  )
  static let ascii = Glyphs(
    bullet: "*",
    rule: "-",
    heavyRule: "=",
    resultBar: "| ",
    quoteBar: "> ",
    caret: "^",
    good: "ok:",
    bad: "error:",
    toDo: "to do:",
    continuation: "  "
  )
}
