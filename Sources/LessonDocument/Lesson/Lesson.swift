/// A lesson as it was read: its front matter, its text as a tree, and its Swift blocks.
///
/// A value of this type is well formed: whatever is wrong with a lesson's file is thrown by
/// ``LessonReader`` as ``LessonErrors``, all mistakes at once.
public struct Lesson: Codable, Equatable, Sendable {
  /// The path of the file, as the reader was given it.
  public var file: String
  /// The file's name without number and extension: `vanilla-rnn` for `02-vanilla-rnn.md`.
  public var slug: String
  /// The number that the file's name begins with: `02` for `02-vanilla-rnn.md`.
  public var number: String?
  /// What the front matter says.
  public var frontMatter: FrontMatter
  /// The front matter's title, else the text of the first heading, else the slug.
  public var title: String
  /// The lesson's text, top level first.
  public var elements: [Element]
  /// The Swift blocks, in the order of the file, wherever they are nested.
  public var blocks: [LessonBlock]
  /// The inline `{swift}` expressions, in the order of the file.
  public var inlineExpressions: [InlineExpression]
  /// The exercises, in the order of their blocks.
  public var exercises: [Exercise]
  /// The footnotes, in the order in which the text names them.
  public var footnotes: [Footnote]
  /// The text that was read, and where its parts stand.
  public var text: LessonText
  /// What its author may not have meant, though it can be read: what other tools would read otherwise.
  public var warnings: [LessonMistake] = []

  /// Makes a lesson from its parts.
  public init(
    file: String,
    slug: String,
    number: String? = nil,
    frontMatter: FrontMatter = FrontMatter(),
    title: String,
    elements: [Element] = [],
    blocks: [LessonBlock] = [],
    inlineExpressions: [InlineExpression] = [],
    exercises: [Exercise] = [],
    footnotes: [Footnote] = [],
    text: LessonText = LessonText()
  ) {
    self.file = file
    self.slug = slug
    self.number = number
    self.frontMatter = frontMatter
    self.title = title
    self.elements = elements
    self.blocks = blocks
    self.inlineExpressions = inlineExpressions
    self.exercises = exercises
    self.footnotes = footnotes
    self.text = text
  }
}

/// What stands between the `---` lines at the top of a lesson.
public struct FrontMatter: Codable, Equatable, Sendable {
  /// The title, if it is not the first heading.
  public var title: String?
  /// One sentence on the lesson, for the index.
  public var description: String?
  /// What the learner can do afterwards.
  public var objectives: [String] = []
  /// Slugs of lessons to read first.
  public var prerequisites: [String] = []
  /// The seed of the lesson's generator.
  public var seed: UInt64 = 0
  /// The time limit of a block that names none, in seconds.
  public var timeout: Double = 30
  /// The language of the text, a BCP 47 tag.
  public var language: String = "en"
  /// Whose lesson it is: students' lessons hold no solutions.
  public var edition = LessonEdition.instructor
  /// Earlier slugs of the lesson, for redirects.
  public var aliases: [String] = []
  /// Who wrote it, when, and how it may be used and cited.
  public var origin = Origin()

  /// Makes the front matter of a lesson that has none.
  public init() {}
}

/// Whose lesson a file is.
public enum LessonEdition: String, Codable, CaseIterable, Sendable {
  /// The instructor's: every exercise holds its solution, which runs in the lesson.
  case instructor
  /// The students': there are no solutions; a student's own passing answer runs in the lesson.
  case students
}
