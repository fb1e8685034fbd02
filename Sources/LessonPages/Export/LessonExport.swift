public import LessonDocument
import Foundation

/// The forms in which a reader can take a lesson away.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// A Jupyter notebook with results.
  case notebook = "ipynb"
  /// One Swift file that prints what the lesson shows.
  case swift
  /// One page with everything in it.
  case html
  /// The lesson's Markdown as students get it.
  case markdown = "md"
}

extension ExportFormat {
  /// The name of the file of a lesson: that of the lesson, number and all, as links between lessons have it.
  public func fileName(of lesson: Lesson) -> String {
    [lesson.number, lesson.slug].compactMap(\.self).joined(separator: "-") + ".\(rawValue)"
  }
}

/// Makes one file of a lesson, as students see it.
public struct LessonExport {
  /// The lesson as students see it.
  public let lesson: Lesson
  /// What came of running it; nil gives the code alone.
  public var results: LessonResults?
  /// The lessons that its references may name.
  public var course: [Lesson]
  /// Where the site stands, for links to other lessons; nil leaves their words.
  public var baseURL: String?
  /// The lesson with its solutions, which tell what needs an answer.
  private let author: Lesson

  /// An export of a lesson.
  public init(
    lesson: Lesson,
    results: LessonResults?,
    course: [Lesson] = [],
    baseURL: String? = nil
  ) {
    self.lesson = lesson.asStudentsSeeIt()
    self.author = lesson
    self.results = results
    self.course = course
    self.baseURL = baseURL
  }

  /// The lesson's Markdown, with starters in place of answers.
  public func markdown() -> String { lesson.text.joined }

  /// A Jupyter notebook in format 4.5.
  ///
  /// - Throws: ``SiteError/unwritable(path:reason:)`` if it cannot be written as JSON.
  public func notebook() throws(SiteError) -> String {
    try NotebookExport(lesson: lesson, results: results, prose: prose(results)).json
  }

  /// A Swift file; how to compile it stands at its head.
  public func swift() -> String {
    // Nothing is computed yet when a file of code is read: its text keeps the expressions.
    SwiftExport(
      lesson: lesson,
      prose: prose(nil),
      needsAnswer: SwiftExport.blocksNeedingAnswers(in: author)
    ).text
  }

  /// The Markdown of a question with words in place of its references, for a file beside the course.
  public func question(_ written: WrittenExercise) -> String {
    var prose = prose(nil)
    prose.takesPictures = false
    return prose.question(written)
  }

  private func prose(_ results: LessonResults?) -> NotebookProse {
    NotebookProse(lesson: lesson, results: results, course: course, baseURL: baseURL)
  }
}

extension SiteWriter {
  /// A lesson as one page that needs no other file.
  ///
  /// - Parameter slug: The lesson's slug.
  /// - Parameter site: The course, for links to other lessons.
  /// - Returns: the page and what is wrong in it; nil if the course has no such lesson.
  /// - Throws: ``SiteError`` if an asset cannot be read.
  public func selfContainedPage(
    of slug: String,
    in site: CourseSite
  ) throws(SiteError) -> (html: String, mistakes: [LessonMistake])? {
    guard let (lesson, results) = site.documents.first(where: { $0.lesson.slug == slug }) else {
      return nil
    }
    // The other lessons are pages that links may lead to; none stands before or after this one.
    let others = site.documents.filter { $0.lesson.slug != slug }
    var outline = CourseOutline(
      title: site.title,
      description: site.description,
      lessons: [(lesson, results)],
      pages: others
    )
    outline.unread = site.unread
    let frame: [String: any Sendable] = ["course": site.title, "isAlone": true]
    let writer = LessonPageWriter(
      theme: theme.speaking(site.language).framed(frame),
      outline: outline,
      typesetter: typesetter
    )
    let folder = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    let page = writer.page(for: lesson, results: results, folder: folder)
    var files: [String: Data] = [:]
    for (file, real) in page.files {
      files[file] = try HashedAssets.content(of: URL(fileURLWithPath: real))
    }
    let alone = SelfContainedPage(
      html: page.html,
      assets: try assets(for: [page.html]),
      files: files,
      baseURL: site.baseURL
    )
    return (alone.text(), page.mistakes)
  }
}
