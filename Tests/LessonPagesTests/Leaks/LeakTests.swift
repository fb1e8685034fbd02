import Foundation
import LessonDocument
import Testing

@testable import LessonPages

/// Everything that readers get of a lesson that has not run.
private struct Publication {
  let markdown: String
  let html: String
  let files: [(path: String, text: String)]

  init(_ lesson: Lesson, _ writer: LessonPageWriter) throws {
    let export = LessonExport(lesson: lesson, results: nil)
    markdown = export.markdown()
    html = writer.page(for: lesson, results: nil, folder: nil).html
    var index = SearchIndex()
    index.add(SearchIndex.sections(of: html, page: lesson.slug, title: lesson.title))
    files = [
      ("a/index.html", html), ("a/a.md", markdown), ("a/a.swift", export.swift()),
      ("a/a.ipynb", try export.notebook()), ("assets/search-index.js", try index.script),
    ]
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

  @Test("holds no secret and lacks nothing, however a lesson is written", arguments: 0..<parts)
  func generated(part: Int) throws {
    let writer = try Publication.writer()
    for seed in 0..<1000 / Self.parts {
      var generator = LessonGenerator(seed: UInt64(part * 1000 + seed))
      let bytes = generator.lesson()
      let source = String(decoding: bytes, as: UTF8.self)
      let lesson = try read(bytes)
      // What lies on the disk meanwhile does not matter: no such file is there.
      let published = try Publication(lesson, writer)
      for file in published.files {
        #expect(
          !file.text.contains("secret"),
          "\(file.path) of seed \(part * 1000 + seed):\n\(source)"
        )
      }
      for word in generator.publicWords where !published.markdown.contains(word) {
        Issue.record("\(word) is missing in:\n\(published.markdown)\nof:\n\(source)")
      }
      let again = try read(Array(published.markdown.utf8))
      let repeated = try Publication(again, writer)
      #expect(
        repeated.html == published.html,
        "the Markdown of:\n\(source)\nis:\n\(published.markdown)"
      )
      #expect(repeated.markdown == published.markdown)
    }
  }

  @Test("holds no secret after a slip of the hand, if it is a lesson still", arguments: 0..<parts)
  func slipped(part: Int) throws {
    let writer = try Publication.writer()
    var count = 0
    for seed in 0..<1000 / Self.parts {
      var generator = LessonGenerator(seed: UInt64(part * 1000 + seed))
      let bytes = generator.slipped(generator.lesson())
      guard let lesson = try? read(bytes) else { continue }
      count += 1
      let secrets = LessonSecrets(of: [lesson])
      for file in try Publication(lesson, writer).files {
        let leaks = secrets.mistakes(in: file.text, path: file.path)
        #expect(leaks.isEmpty, "\(leaks)\n\(String(decoding: bytes, as: UTF8.self))")
      }
    }
    #expect(count > 20)
  }
}
