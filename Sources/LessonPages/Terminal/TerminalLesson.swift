public import LessonDocument

/// A lesson as a terminal shows it, one top-level element at a time.
///
/// What concerns the whole lesson, such as the numbers of its figures and the places of its notes, is
/// found once.
public struct TerminalLesson: Sendable {
  private let context: TerminalContext

  /// A lesson for a terminal.
  public init(_ lesson: Lesson, renderer: TerminalRenderer) {
    context = TerminalContext(renderer: renderer, lesson: lesson, results: nil)
  }

  /// The lesson's title, description and objectives, to be shown before its elements.
  ///
  /// Empty for a lesson that opens with its title: they come with that heading then.
  public var introduction: String {
    guard context.lesson.titleElement == nil else { return "" }
    return context.string(context.introduction([StyledText(context.lesson.title)]))
  }

  /// One element of the lesson's text with the results of its blocks, and the notes that it is the
  /// first to name.
  ///
  /// - Parameters:
  ///   - place: The element's place in the lesson's elements.
  ///   - results: What came of the lesson so far; nil, or without a block, shows the block's code
  ///     alone.
  ///   - silentBlock: The index of a block whose code is not shown.
  /// - Returns: Lines, each ended by a newline; empty if there is nothing to see.
  public func text(
    at place: Int,
    results: LessonResults?,
    silentBlock: Int? = nil
  ) -> String {
    var context = context
    context.results = results
    if let silentBlock { context.lesson.blocks[silentBlock].options.echo = false }
    let lines = context.lines(context.lesson.elements[place], width: context.renderer.width)
    return context.string(lines + context.footnotes(ofElementAt: place))
  }

  /// All of it, an empty line between elements.
  public func text(results: LessonResults?) -> String {
    let elements = context.lesson.elements.indices.map { text(at: $0, results: results) }
    return ([introduction] + elements).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
