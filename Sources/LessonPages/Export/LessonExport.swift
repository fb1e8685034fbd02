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

/// Makes one file of a lesson: nothing that is for instructors alone gets into it.
public struct LessonExport {
  /// The lesson.
  public var lesson: Lesson
  /// What came of running it; nil gives the code alone.
  public var results: LessonResults?

  /// An export of a lesson.
  public init(lesson: Lesson, results: LessonResults?) {
    self.lesson = lesson
    self.results = results
  }

  /// The lesson's Markdown, with starters in place of answers.
  ///
  /// - Throws: ``SiteError/unwritable(path:reason:)`` if the lesson's file cannot be read.
  public func markdown() throws(SiteError) -> String {
    MarkdownExport(lesson: lesson, source: try LessonSource(reading: lesson)).text
  }

  /// A Jupyter notebook in format 4.5.
  ///
  /// - Throws: ``SiteError/unwritable(path:reason:)`` if the lesson's file cannot be read.
  public func notebook() throws(SiteError) -> String {
    let source = try LessonSource(reading: lesson)
    return try NotebookExport(lesson: lesson, results: results, source: source).json
  }

  /// A Swift file; how to compile it stands at its head.
  ///
  /// - Throws: ``SiteError/unwritable(path:reason:)`` if the lesson's file cannot be read.
  public func swift() throws(SiteError) -> String {
    SwiftExport(lesson: lesson, source: try LessonSource(reading: lesson)).text
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
    let outline = CourseOutline(
      title: site.title,
      description: site.description,
      lessons: [(lesson, results)],
      pages: others
    )
    let frame: [String: any Sendable] = ["course": site.title, "isAlone": true]
    let writer = LessonPageWriter(
      theme: theme.speaking(site.language).framed(frame),
      outline: outline,
      typesetter: typesetter
    )
    let folder = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    let page = writer.page(for: lesson, results: results, folder: folder)
    var files: [String: Data] = [:]
    for file in page.files {
      files[file] = try HashedAssets.content(of: folder.appendingPathComponent(file))
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
