public import Foundation
public import LessonDocument
import Plots

/// A page and what was found wrong while it was written.
public struct LessonPage: Equatable, Sendable {
  /// The lesson's slug.
  public var slug: String
  /// The whole page.
  public var html: String
  /// Formulas that KaTeX refuses and links that lead nowhere, with their lines.
  public var mistakes: [LessonMistake]
  /// Files that must lie beside the page, by their paths relative to the lesson's file, and where they are.
  public var files: [String: String]
}

extension Origin {
  /// What a template says of it.
  var values: [String: any Sendable] {
    var parts = authors.isEmpty ? [] : [authors.joined(separator: ", ")]
    parts += [date, licence].compactMap(\.self)
    return [
      "authors": authors, "hasOrigin": !parts.isEmpty || doi != nil, "hasDOI": doi != nil,
      "doi": doi ?? "",
      "hasDate": date != nil, "date": date ?? "", "hasLicence": licence != nil,
      "licence": licence ?? "",
      "originWords": parts.joined(separator: " · "),
    ]
  }
}

/// Writes a lesson and its results as a page.
public struct LessonPageWriter {
  /// The templates.
  public var theme: SiteTheme
  /// The course, for links and for what comes before and after.
  public var outline: CourseOutline
  /// What typesets formulas; nil shows their TeX.
  public var typesetter: MathTypesetter?

  /// A writer for the pages of one course.
  public init(theme: SiteTheme, outline: CourseOutline, typesetter: MathTypesetter?) {
    self.theme = theme
    self.outline = outline
    self.typesetter = typesetter
  }

  /// Writes a page of a lesson as students see it.
  ///
  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - results: What came of running it; nil shows the code alone.
  ///   - folder: Where the lesson's file lies, for files it refers to; nil looks for none.
  public func page(for lesson: Lesson, results: LessonResults?, folder: URL?) -> LessonPage {
    let lesson = lesson.asStudentsSeeIt()
    let theme = theme.speaking(lesson.frontMatter.language)
    let body = PageBody(
      lesson,
      results: results,
      theme: theme,
      typesetter: typesetter,
      links: LinkResolver(
        outline: outline,
        folder: folder,
        taken: SiteAddresses.names(besidePageOf: lesson)
      )
    )
    var values = frame(of: lesson, theme.words)
    values["facts"] = LessonFacts(lesson, results: results).sentences(theme.words)
    let title = body.titleHeading
    values["titleHTML"] = title.map { body.inline($0.content) } ?? HTMLText.escaped(lesson.title)
    values["titleAnchor"] = title?.anchor ?? "page.top"
    values["body"] = body.html()
    values["hasResults"] = results != nil && lesson.runsCode
    values["hasSliders"] = !body.explored.isEmpty
    let contents = contents(of: lesson, body)
    values["contents"] = contents
    values["hasContents"] = contents.count > 1
    return LessonPage(
      slug: lesson.slug,
      html: theme.render(isBesideLessons(lesson) ? "page" : "lesson", values),
      mistakes: body.mistakes,
      files: body.files
    )
  }

  /// Whether it is a page such as the glossary.
  private func isBesideLessons(_ lesson: Lesson) -> Bool {
    outline.pages.contains { $0.slug == lesson.slug }
  }

  /// What stands around the text.
  private func frame(of lesson: Lesson, _ words: InterfaceWords) -> [String: Any] {
    let matter = lesson.frontMatter
    var values: [String: Any] = [
      "root": "../", "language": matter.language, "title": lesson.title, "slug": lesson.slug,
      "course": outline.title,
      "lessonNumber": lesson.number.map { words["lessonNumber", $0] } ?? "",
      "objectives": matter.objectives,
      "hasObjectives": !matter.objectives.isEmpty, "exerciseCount": lesson.exercises.count,
    ]
    if let number = lesson.number { values["number"] = number }
    for (name, value) in matter.origin.values { values[name] = value }
    values["description"] = matter.description ?? ""
    values["hasDescription"] = matter.description != nil
    let prerequisites = matter.prerequisites.compactMap { slug in
      outline.entries.first { $0.slug == slug }.map { ["slug": $0.slug, "title": $0.title] }
    }
    values["prerequisites"] = prerequisites
    values["hasPrerequisites"] = !prerequisites.isEmpty
    guard let place = outline.entries.firstIndex(where: { $0.slug == lesson.slug }) else {
      return values
    }
    for (name, index) in [("previous", place - 1), ("next", place + 1)]
    where outline.entries.indices.contains(index) {
      values[name] = ["slug": outline.entries[index].slug, "title": outline.entries[index].title]
    }
    return values
  }

  /// The headings of levels 2 and 3, for the table of contents.
  private func contents(of lesson: Lesson, _ body: PageBody) -> [[String: Any]] {
    lesson.elements.compactMap { element in
      guard case .heading(let level, let content, let anchor, _) = element, 2...3 ~= level else {
        return nil
      }
      let text = content.map { $0.readableText(in: lesson) }.joined()
      return ["level": level, "anchor": anchor, "text": text]
    }
  }
}
