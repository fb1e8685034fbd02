import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("The course's own lessons, taken away")
struct CourseExportTests {
  static let lessons: [String] = {
    let folder = Repository.root.appendingPathComponent("Lessons").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }.sorted()
  }()

  private func lesson(_ name: String) throws -> Lesson {
    try LessonReader().lesson(at: Repository.root.appendingPathComponent("Lessons/\(name)").path)
  }

  @Test("hold no line of a solution, a wrong answer or a hidden check", arguments: lessons)
  func secrets(name: String) throws {
    let lesson = try lesson(name)
    let export = LessonExport(lesson: lesson, results: nil)
    let secrets = LessonSecrets(of: [lesson])
    #expect(secrets.lines.isEmpty == lesson.exercises.isEmpty)
    let files = [
      ("md", export.markdown()), ("ipynb", try export.notebook()), ("swift", export.swift()),
    ]
    for (type, text) in files {
      #expect(secrets.mistakes(in: text, path: "\(lesson.slug).\(type)").isEmpty)
    }
    // The search would find them: the author's own text holds them all.
    #expect(secrets.mistakes(in: lesson.text.joined, path: "a.md").count == secrets.lines.count)
  }

  @Test("refer in words in notebooks", arguments: lessons)
  func references(name: String) throws {
    let notebook = try LessonExport(lesson: try lesson(name), results: nil).notebook()
    #expect(!notebook.contains(/\[[^\]]*\]\((?:#|[^)\s:]*\.md)/))
    #expect(!notebook.contains("{#tbl-"))
    #expect(!notebook.contains(/\[\^[a-z]/))
  }

  @Test("are lessons again as Markdown", arguments: lessons)
  func markdown(name: String) throws {
    let text = LessonExport(lesson: try lesson(name), results: nil).markdown()
    _ = try LessonReader().lesson(source: text, file: "Lessons/\(name)")
  }
}
