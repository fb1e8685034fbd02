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
  public func html() -> String {
    let lessons = outline.entries.map { entry in
      // Every name is given: one that is missing would be looked up in the course.
      [
        "slug": entry.slug, "title": entry.title, "exerciseCount": entry.exerciseCount,
        "hasExercises": entry.exerciseCount > 0,
        "exercises": entry.exerciseCount == 1 ? "1 exercise" : "\(entry.exerciseCount) exercises",
        "isAmiss": entry.isAsExpected == false,
        "number": entry.number ?? "", "hasNumber": entry.number != nil,
        "description": entry.description ?? "", "hasDescription": entry.description != nil,
      ] as [String: Any]
    }
    return theme.render(
      "index",
      [
        "root": "", "language": "en", "course": outline.title, "title": outline.title,
        "description": outline.description, "hasDescription": !outline.description.isEmpty,
        "isIndex": true, "lessons": lessons,
      ]
    )
  }
}
