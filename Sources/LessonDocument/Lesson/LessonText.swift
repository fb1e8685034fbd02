/// The text of a lesson as it was read, and where its parts stand in it.
///
/// Lines count from 0 here, since they are indices of ``lines``. Whatever leaves a lesson as text is cut from
/// this value: nothing reads the file a second time, or looks for fences again.
public struct LessonText: Codable, Equatable, Sendable {
  /// Something in the text that is no plain Markdown of its own.
  public struct Part: Codable, Equatable, Sendable {
    /// What a part is.
    public enum Kind: Codable, Equatable, Sendable {
      /// A Swift block, from fence to fence: an index into `Lesson.blocks`.
      case block(Int)
      /// A hint of an exercise, from fence to fence.
      case hint(exercise: String)
      /// A question answered in words, from fence to fence.
      case answer(name: String)
      /// Code that is shown as it is written.
      case code
      /// Raw HTML on lines of its own.
      case html
      /// What no reader sees, such as `<!-- … -->`: from a byte of its first line to one of its last.
      case comment(from: Int, to: Int)
    }

    /// What it is.
    public var kind: Kind
    /// The lines on which it stands.
    public var lines: Range<Int>

    /// Makes a part.
    public init(kind: Kind, lines: Range<Int>) {
      (self.kind, self.lines) = (kind, lines)
    }
  }

  /// Where an element stands.
  public struct Place: Codable, Equatable, Sendable {
    /// The lines on which it stands.
    public var lines: Range<Int>
    /// The places of the elements in it, in their order, those of a list item by item; of a table, of its head and
    /// its rows.
    public var inside: [Place]

    /// Makes a place.
    public init(lines: Range<Int>, inside: [Place] = []) {
      (self.lines, self.inside) = (lines, inside)
    }
  }

  /// What students' text has where something of the author's was taken out.
  public static let mark = "<!-- -->"

  /// The lines, without their ends and without a byte order mark.
  public var lines: [String]
  /// Whether it is what students get.
  public var isForStudents = false
  /// The lines of the front matter, with the two that enclose it; none if there is none.
  public var frontMatter: Range<Int> = 0..<0
  /// Where the front matter says whose lesson it is.
  public var edition: SourceLocation?
  /// The places of the lesson's top-level elements, in their order; elements that one paragraph was parted into
  /// share its lines.
  public var elements: [Place] = []
  /// The places of the lesson's footnotes, in their order.
  public var footnotes: [Place] = []
  /// The addresses in the author's own HTML, in the order in which they were read.
  public var htmlLinks: [HTMLLink] = []
  /// The parts, wherever they are nested, in the order in which they begin.
  public var parts: [Part] = []

  /// Makes a text of lines.
  public init(lines: [String] = []) {
    self.lines = lines
  }

  /// The text whole, each line ended.
  public var joined: String { lines.map { $0 + "\n" }.joined() }
}
