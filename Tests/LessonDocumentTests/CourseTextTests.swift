import Foundation
import LessonDocument
import Testing

/// The repository's root, three folders above this file.
private let root = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The texts of the README's `markdown` examples, without the indentation of their fences.
private func contributingExamples() throws -> [String] {
  let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  var examples: [String] = []
  var indentation: Int?
  for line in readme.components(separatedBy: "\n") {
    let text = line.trimmingCharacters(in: .whitespaces)
    if let width = indentation {
      if text == "````" {
        indentation = nil
      } else {
        examples[examples.count - 1] += line.dropFirst(width) + "\n"
      }
    } else if text == "````markdown" {
      indentation = line.prefix { $0 == " " }.count
      examples.append("")
    }
  }
  return examples
}

@Test("The lessons and exercises that the README shows are well formed")
func readmeExamples() throws {
  let lessons = try contributingExamples().enumerated().map { index, text in
    try LessonReader().lesson(source: text, file: "Lessons/0\(index)-example.md")
  }
  #expect(lessons.flatMap(\.inlineExpressions).map(\.source).contains("echo * echo"))
  #expect(lessons.flatMap(\.exercises).map(\.name).contains("double"))
}

@Test("Every lesson of the course is well formed", arguments: try courseFiles())
func courseLesson(file: String) throws {
  let lesson = try LessonReader().lesson(at: root.appending(path: "Lessons/\(file)").path)
  #expect(!lesson.title.isEmpty)
  #expect(!lesson.blocks.isEmpty)
}

@Test(
  "HTML in a lesson holds no Markdown, which a page would show as it is written",
  arguments: try courseFiles()
)
func courseHTML(file: String) throws {
  let lesson = try LessonReader().lesson(at: root.appending(path: "Lessons/\(file)").path)
  for case .html(let html) in lesson.elements {
    #expect(!html.contains("]("), "\(html)")
  }
}

private func courseFiles() throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Lessons").path)
    .filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }.sorted()
}
