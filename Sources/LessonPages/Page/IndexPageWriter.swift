import Foundation
public import LessonDocument

/// Writes the page that lists the lessons of a course.
public struct IndexPageWriter: Sendable {
  /// The templates.
  public var theme: SiteTheme
  /// The course.
  public var outline: CourseOutline

  /// A writer for the first page of a course.
  public init(theme: SiteTheme, outline: CourseOutline) {
    self.theme = theme
    self.outline = outline
  }

  /// The page, whole.
  ///
  /// - Parameters:
  ///   - introduction: What stands before the lessons; nil is nothing. Its blocks are not run.
  ///   - typesetter: What typesets its formulas; nil shows their TeX.
  public func page(introduction: Lesson?, typesetter: MathTypesetter?) -> LessonPage {
    let body = introduction.map { lesson in
      PageBody(
        lesson.asStudentsSeeIt(),
        results: nil,
        theme: theme,
        typesetter: typesetter,
        links: LinkResolver(
          outline: outline,
          root: "",
          folder: URL(fileURLWithPath: lesson.file).deletingLastPathComponent(),
          taken: SiteAddresses.names(inRootOf: outline)
        )
      )
    }
    for block in introduction?.blocks ?? [] {
      body?.note(
        "The course's introduction is not run; move the block to a lesson or a page.",
        at: block.fence
      )
    }
    let text = body?.html() ?? ""
    let html = theme.render(
      "index",
      [
        "root": "", "title": outline.title, "description": outline.description,
        "hasDescription": !outline.description.isEmpty, "isIndex": true,
        "introduction": text, "hasIntroduction": !text.isEmpty,
        "lessons": outline.entries.map(values),
      ]
    )
    return LessonPage(
      slug: "",
      html: html,
      mistakes: body?.mistakes ?? [],
      files: body?.files ?? [:]
    )
  }

  /// A lesson's place on the course map.
  private func values(_ entry: CourseOutline.Entry) -> [String: Any] {
    let words = theme.words
    let before = entry.prerequisites.compactMap { slug in
      outline.entries.first { $0.slug == slug }
    }
    let state = entry.isAsExpected.map { $0 ? "stateGood" : "stateAmiss" } ?? "stateUnrun"
    // Every name is given: one that is missing would be looked up in the course.
    return [
      "slug": entry.slug, "title": entry.title, "exerciseCount": entry.exerciseCount,
      "hasExercises": entry.exerciseCount > 0,
      "exercises": words.count("exercises", entry.exerciseCount),
      "minutes": words.count("readingMinutes", entry.readingMinutes),
      "isGood": entry.isAsExpected == true, "isAmiss": entry.isAsExpected == false,
      "state": words[state], "number": entry.number ?? "", "hasNumber": entry.number != nil,
      "description": entry.description ?? "", "hasDescription": entry.description != nil,
      "before": before.map { ["slug": $0.slug, "title": $0.title, "number": $0.number ?? ""] },
      "hasBefore": !before.isEmpty,
    ]
  }
}
