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

  /// Lines of solutions, wrong answers and hidden checks that an author wrote nowhere else.
  private func secrets(of lesson: Lesson) throws -> [String] {
    var shown = ""
    for case .text(let text) in try LessonSource(reading: lesson).parts { shown += text + "\n" }
    for case .hint(_, let text) in try LessonSource(reading: lesson).parts { shown += text + "\n" }
    var hidden: Set<String> = []
    for block in lesson.blocks {
      if !block.isSecret { shown += block.publicCode + "\n" }
      let isExercise = if case .exercise = block.role { true } else { false }
      guard block.isSecret || isExercise else { continue }
      hidden.formUnion(block.code.map { $0.text.trimmingCharacters(in: .whitespaces) })
    }
    return hidden.filter { $0.count > 20 && !$0.hasPrefix("//") && !shown.contains($0) }.sorted()
  }

  @Test("hold no line of a solution, a wrong answer or a hidden check", arguments: lessons)
  func secrets(name: String) throws {
    let lesson = try lesson(name)
    let export = LessonExport(lesson: lesson, results: nil)
    let forms = [try export.markdown(), try export.notebook(), try export.swift()]
    let secrets = try secrets(of: lesson)
    #expect(secrets.isEmpty == lesson.exercises.isEmpty)
    for secret in secrets {
      // A notebook's strings are escaped.
      let escaped = secret.replacingOccurrences(of: "\\", with: "\\\\")
        .replacingOccurrences(of: "\"", with: "\\\"")
      for form in forms {
        #expect(!form.contains(secret) && !form.contains(escaped), "\(secret)")
      }
    }
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
    let text = try LessonExport(lesson: try lesson(name), results: nil).markdown()
    _ = try LessonReader().lesson(source: text, file: "Lessons/\(name)")
  }
}
