import Foundation
import LessonDocument
import Testing

@testable import LessonRunner

/// The course's own predictions.
@Suite struct CoursePredictionTests {
  @Test("No answer of the course is contradicted by what its block is recorded to show")
  func answers() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("Lessons")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }
    var compared = 0
    for file in files.sorted() {
      let lesson = try LessonReader().lesson(at: folder.appendingPathComponent(file).path)
      guard let record = try RecordFile(of: lesson).record() else { continue }
      let names = RecordedBlock.names(in: lesson)
      for block in lesson.blocks {
        guard let prediction = block.options.prediction, let name = names[block.index],
          let recorded = record.block(name)
        else { continue }
        var result = BlockResult(label: block.label, line: block.fence.line, status: .ok)
        result.outputs = recorded.outputs.enumerated().map { $1.output(of: block, number: $0) }
        #expect(
          prediction.contradiction(in: result) == nil,
          "\(file), block '\(block.label)': \(prediction.answer ?? "")"
        )
        compared += 1
      }
    }
    #expect(compared > 0)
  }
}
