import Foundation
import LessonDocument
import Testing

@testable import LessonRunner

/// A lesson with invented results, in a folder of its own, for tests of records.
final class RecordedLesson {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-record-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The lesson of some blocks' options, each block one line of code.
  func lesson(_ options: [String], prose: String = "") throws -> Lesson {
    let blocks = options.enumerated().map { number, options in
      "```swift\n\(options.isEmpty ? "" : options + "\n")print(\(number))\n```\n"
    }
    return try LessonReader().lesson(
      source: "# Test\n\n" + blocks.joined(separator: "\n") + "\n" + prose,
      file: folder.appendingPathComponent("lesson.md").path
    )
  }

  /// The results of a lesson whose blocks print or show one thing each.
  static func results(
    _ lesson: Lesson,
    _ outputs: [BlockOutput?],
    inline: [String] = []
  )
    -> LessonResults
  {
    LessonResults(
      lesson: lesson.slug,
      blocks: zip(lesson.blocks, outputs).map { block, output in
        BlockResult(
          label: block.label,
          line: block.fence.line,
          status: .ok,
          outputs: output.map { [$0] } ?? []
        )
      },
      inline: zip(lesson.inlineExpressions, inline).map { expression, value in
        InlineResult(expression: expression.source, line: expression.location.line, value: value)
      }
    )
  }
}

extension BlockOutput {
  static func text(_ text: String) -> BlockOutput { BlockOutput(kind: .text, text: text) }
}
