import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// The page can be made: links, references and footnotes lead somewhere, formulas can be set.
struct PageCheck: LessonCheck {
  let name = "links lead somewhere, formulas can be set"

  func report(on checked: CheckedLesson) async throws -> CheckReport {
    let mistakes = try await checked.pages.mistakes(in: checked.lesson, checked.results)
    return CheckReport(
      findings: mistakes.map {
        Finding(file: $0.file, location: $0.location, message: $0.message)
      }
    )
  }
}

/// Makes pages to see what is wrong in them.
actor CheckedPages {
  private let choice: CourseChoice
  private let environment: RunnerEnvironment
  private let outline: CourseOutline
  /// Loading KaTeX takes long, so it is loaded once.
  private var writer: LessonPageWriter?

  /// - Parameter lessons: those that are checked; where they are no part of the course they link to each
  ///   other alone.
  init(_ choice: CourseChoice, environment: RunnerEnvironment, lessons: [Lesson]) {
    self.choice = choice
    self.environment = environment
    let course = try? LessonReader().course(in: choice.lessons())
    let known = (course?.lessons ?? []).map(\.file)
    let others = lessons.filter { !known.contains($0.file) }
    outline = CourseOutline(
      title: "",
      description: "",
      lessons: ((course?.lessons ?? []) + others).map { ($0, nil) },
      pages: (course?.pages ?? []).map { ($0, nil) }
    )
  }

  func mistakes(in lesson: Lesson, _ results: LessonResults) throws -> [LessonMistake] {
    let writer = try self.writer ?? made()
    self.writer = writer
    let folder = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    return writer.page(for: lesson, results: results, folder: folder).mistakes
  }

  private func made() throws -> LessonPageWriter {
    LessonPageWriter(
      theme: try SiteTheme(folder: choice.theme(environment)),
      outline: outline,
      typesetter: try MathTypesetter.installed()
    )
  }
}
