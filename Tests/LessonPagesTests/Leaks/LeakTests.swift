import Foundation
import LessonDocument
import Testing

@testable import LessonPages

/// The forms in which readers get a lesson that has not run.
private enum Form: CaseIterable {
  case page, markdown, swift, notebook, search

  /// A file of a lesson in this form.
  func file(of lesson: Lesson, _ writer: LessonPageWriter) throws -> (path: String, text: String) {
    let export = LessonExport(lesson: lesson, results: nil)
    switch self {
    case .page: return ("a/index.html", html(of: lesson, writer))
    case .markdown: return ("a/a.md", export.markdown())
    case .swift: return ("a/a.swift", export.swift())
    case .notebook: return ("a/a.ipynb", try export.notebook())
    case .search:
      var index = SearchIndex()
      index.add(SearchIndex.sections(of: html(of: lesson, writer), page: "a", title: lesson.title))
      return ("assets/search-index.js", try index.script)
    }
  }

  private func html(of lesson: Lesson, _ writer: LessonPageWriter) -> String {
    writer.page(for: lesson, results: nil, folder: nil).html
  }

  static func writer() throws -> LessonPageWriter {
    LessonPageWriter(
      theme: try Repository.theme(),
      outline: CourseOutline(title: "", description: "", lessons: []),
      typesetter: nil
    )
  }
}

private func read(_ bytes: [UInt8]) throws -> Lesson {
  try LessonReader().lesson(source: String(decoding: bytes, as: UTF8.self), file: "Lessons/01-a.md")
}

@Suite("What leaves a lesson")
struct LeakTests {
  private static let parts = 10
  /// Of the lessons with slips, about half are lessons still: with the others some 2,000 in all.
  private static let lessonsInPart = 140

  @Test("holds no secret and lacks nothing, however a lesson is written", arguments: 0..<parts)
  func generated(part: Int) throws {
    let writer = try Form.writer()
    var count = 0
    for seed in 0..<Self.lessonsInPart {
      var generator = LessonGenerator(seed: UInt64(part * 1000 + seed))
      let bytes = generator.lesson()
      let source = Comment(rawValue: String(decoding: bytes, as: UTF8.self))
      // No such file is on the disk: what leaves is made of what was read.
      guard let lesson = try? read(bytes) else { continue }
      count += 1
      let markdown = try Form.markdown.file(of: lesson, writer).text
      #expect(!markdown.contains("secret"), source)
      #expect(generator.publicWords.allSatisfy(markdown.contains), source)
      let form = Form.allCases[seed % Form.allCases.count]
      #expect(try !form.file(of: lesson, writer).text.contains("secret"), source)
      guard seed.isMultiple(of: 4) else { continue }
      // What students get is a lesson with the same page, and what they would get of it is the same.
      let again = try read(Array(markdown.utf8))
      #expect(try Form.markdown.file(of: again, writer).text == markdown, source)
      let page = try Form.page.file(of: lesson, writer).text
      #expect(try Form.page.file(of: again, writer).text == page, source)
    }
    // What stands in a list may swallow the fence of what follows, which then is no lesson.
    #expect(count > Self.lessonsInPart * 9 / 10)
  }

  @Test("holds no secret after a slip of the hand, if it is a lesson still", arguments: 0..<parts)
  func slipped(part: Int) throws {
    let writer = try Form.writer()
    var count = 0
    for seed in 0..<Self.lessonsInPart {
      var generator = LessonGenerator(seed: UInt64(part * 1000 + seed))
      let bytes = generator.slipped(generator.lesson())
      guard let lesson = try? read(bytes) else { continue }
      count += 1
      let secrets = LessonSecrets(of: [lesson])
      for form in [.markdown, Form.allCases[seed % Form.allCases.count]] {
        let (path, text) = try form.file(of: lesson, writer)
        let leaks = secrets.mistakes(in: text, path: path)
        #expect(leaks.isEmpty, Comment(rawValue: String(decoding: bytes, as: UTF8.self)))
      }
    }
    #expect(count > 20)
  }
}
