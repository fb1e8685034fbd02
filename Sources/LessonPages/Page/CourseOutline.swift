public import LessonDocument

/// The lessons of a course, in order: what a page must know of the others.
public struct CourseOutline: Equatable, Sendable {
  /// One lesson.
  public struct Entry: Equatable, Sendable {
    /// The lesson's slug, which is its address.
    public var slug: String
    /// The number of its file, if it has one.
    public var number: String?
    /// Its title.
    public var title: String
    /// One sentence on it.
    public var description: String?
    /// The name of its file, by which other lessons link to it.
    public var fileName: String
    /// The anchors of its page.
    public var anchors: Set<String>
    /// What its headings are called, by their anchors.
    public var names: [String: String]
    /// The numbers of its figures, tables and equations.
    public var numbering: LessonNumbering
    /// How many exercises it has.
    public var exerciseCount: Int
    /// Whether every block came out as its author meant; nil if it has not run.
    public var isAsExpected: Bool?
    /// Slugs of lessons to read first.
    public var prerequisites: [String]
    /// About how long a reader needs for its text, in minutes.
    public var readingMinutes: Int
  }

  /// The course's title.
  public var title: String
  /// One sentence on the course.
  public var description: String
  /// The lessons, in order.
  public var entries: [Entry]
  /// The pages beside them, such as a glossary.
  public var pages: [Entry]
  /// The lessons that cannot be read at the moment, by the names of their files: their slugs.
  ///
  /// Links to them stay, and nothing is known of what they hold.
  public var unread: [String: String] = [:]

  /// The outline of a course.
  public init(
    title: String,
    description: String,
    lessons: [(lesson: Lesson, results: LessonResults?)],
    pages: [(lesson: Lesson, results: LessonResults?)] = []
  ) {
    self.title = title
    self.description = description
    entries = lessons.map { Entry($0.lesson, results: $0.results) }
    self.pages = pages.map { Entry($0.lesson, results: $0.results) }
  }
}

extension CourseOutline.Entry {
  init(_ lesson: Lesson, results: LessonResults?) {
    self.init(
      slug: lesson.slug,
      number: lesson.number,
      title: lesson.title,
      description: lesson.frontMatter.description,
      fileName: lesson.file.split(separator: "/").last.map(String.init) ?? lesson.file,
      anchors: lesson.pageAnchors,
      names: ReferenceWords.headings(in: lesson),
      numbering: LessonNumbering(lesson),
      exerciseCount: lesson.exercises.count,
      isAsExpected: results?.isAsExpected,
      prerequisites: lesson.frontMatter.prerequisites,
      readingMinutes: ReadingTime.minutes(of: lesson)
    )
  }
}
