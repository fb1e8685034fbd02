import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// The page can be made: links, references and footnotes lead somewhere, formulas can be set, and nothing in it is
/// for instructors alone.
struct PageCheck: LessonCheck {
  let name = "links lead somewhere, formulas can be set"

  func report(on checked: CheckedLesson) async throws -> CheckReport {
    let mistakes = try await checked.pages.mistakes(in: checked.lesson, checked.results)
    return CheckReport(mistakes)
  }
}

extension CheckReport {
  /// What is wrong in pages.
  init(_ mistakes: [LessonMistake]) {
    findings = mistakes.map {
      Finding(file: $0.file, location: $0.location, message: $0.message)
    }
  }
}

/// Makes pages to see what is wrong in them.
actor CheckedPages {
  private let choice: CourseChoice
  private let theme: SiteTheme
  private let outline: CourseOutline
  private let secrets: LessonSecrets
  /// The course as far as it can be read.
  private let course: Course?
  /// Loading KaTeX takes long, so it is loaded once.
  private var writer: LessonPageWriter?

  /// - Parameter lessons: those that are checked; where they are no part of the course they link to each
  ///   other alone.
  init(_ choice: CourseChoice, theme: SiteTheme, lessons: [Lesson]) {
    self.choice = choice
    self.theme = theme
    // What is wrong in a lesson that is not checked makes no link to it wrong.
    let course = (try? choice.lessons()).map { LessonReader().readableCourse(in: $0) }
    self.course = course
    let known = (course?.lessons ?? []).map(\.file)
    let others = lessons.filter { !known.contains($0.file) }
    secrets = LessonSecrets(of: (course?.documents ?? []) + others)
    var outline = CourseOutline(
      title: "",
      description: "",
      lessons: ((course?.lessons ?? []) + others).map { ($0, nil) },
      pages: (course?.pages ?? []).map { ($0, nil) }
    )
    outline.unread = course?.unread ?? [:]
    self.outline = outline
  }

  func mistakes(in lesson: Lesson, _ results: LessonResults) throws -> [LessonMistake] {
    let page = try page(of: lesson, results)
    let text = LessonExport(lesson: lesson, results: results).markdown()
    return page.mistakes
      + secrets.mistakes(in: page.html, path: "\(lesson.slug)/index.html")
      + secrets.mistakes(in: text, path: "\(lesson.slug).md")
  }

  /// What is wrong in the pages beside the lessons and in the course's introduction, which are not run.
  func mistakesBesideLessons() throws -> [LessonMistake] {
    guard let course else { return [] }
    let site = try choice.site(course) { _ in nil }
    guard site.introduction != nil || !course.pages.isEmpty else { return [] }
    let writer = try writerOfPages()
    let first = IndexPageWriter(theme: writer.theme, outline: outline)
      .page(introduction: site.introduction, typesetter: writer.typesetter)
    return try course.pages.flatMap { try page(of: $0, nil).mistakes } + first.mistakes
  }

  /// What may not be meant in the pages beside the lessons and in the course's introduction.
  func warningsBesideLessons() -> [LessonMistake] {
    guard let course else { return [] }
    let introduction = (try? choice.description(course))?.introduction
    return (course.pages + [introduction].compactMap(\.self)).flatMap(\.warnings)
  }

  private func page(of lesson: Lesson, _ results: LessonResults?) throws -> LessonPage {
    let folder = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    return try writerOfPages().page(for: lesson, results: results, folder: folder)
  }

  private func writerOfPages() throws -> LessonPageWriter {
    if let writer { return writer }
    let made = LessonPageWriter(
      theme: theme,
      outline: outline,
      typesetter: try MathTypesetter.installed()
    )
    writer = made
    return made
  }
}
