import Foundation
import LessonDocument
import Testing

@testable import LessonRunner

/// The course's own predictions.
@Suite struct CoursePredictionTests {
  /// The lessons with their records.
  private static func lessons() throws -> [(lesson: Lesson, record: LessonRecord)] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("Lessons")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }
    return try files.sorted().compactMap { file in
      let lesson = try LessonReader().lesson(at: folder.appendingPathComponent(file).path)
      return try RecordFile(of: lesson).record().map { (lesson, $0) }
    }
  }

  /// What a block is recorded to show.
  private static func result(
    of block: LessonBlock,
    in lesson: Lesson,
    _ record: LessonRecord
  ) -> BlockResult? {
    guard let name = RecordedBlock.names(in: lesson)[block.index],
      let recorded = record.block(name)
    else { return nil }
    var result = BlockResult(label: block.label, line: block.fence.line, status: .ok)
    result.outputs = recorded.outputs.enumerated().map { $1.output(of: block, number: $0) }
    return result
  }

  @Test("No answer of the course is contradicted by what its block is recorded to show")
  func answers() throws {
    var compared = 0
    for (lesson, record) in try Self.lessons() {
      for block in lesson.blocks {
        guard let prediction = block.options.prediction,
          let result = Self.result(of: block, in: lesson, record)
        else { continue }
        #expect(
          prediction.contradiction(in: result) == nil,
          "\(lesson.file), block '\(block.label)': \(prediction.answer ?? "")"
        )
        compared += 1
      }
    }
    #expect(compared > 0)
  }

  @Test("No number that is asked for stands before the question, or in the code beside it")
  func spoilers() throws {
    var asked = 0
    for (lesson, record) in try Self.lessons() {
      for block in lesson.blocks {
        guard let prediction = block.options.prediction else { continue }
        let result = Self.result(of: block, in: lesson, record)
        for number in Self.tellingNumbers(in: prediction.truth(in: result) ?? "") {
          asked += 1
          let places = try Self.numbers(in: Self.textBefore(block, prediction, lesson, record))
          #expect(
            !places.contains(number),
            "\(lesson.file):\(block.fence.line): '\(number)', the answer of block '\(block.label)', is told before"
          )
        }
      }
    }
    #expect(asked > 0)
  }

  /// All that a reader sees up to a question: the text, earlier blocks and what they show, the question and the
  /// code that it is about.
  private static func textBefore(
    _ block: LessonBlock,
    _ prediction: Prediction,
    _ lesson: Lesson,
    _ record: LessonRecord
  ) throws -> String {
    let source = try String(contentsOfFile: lesson.file, encoding: .utf8)
    var lines = FileLines.lines(of: source).map(\.text)
    var shown: [String] = []
    for other in lesson.blocks where other.index <= block.index {
      let isExercise = if case .exercise = other.role { true } else { false }
      let seen = isExercise ? Set(ExerciseCode(other.code).starterLines) : Set(other.code)
      for line in other.code where other.isSecret || !seen.contains(line) {
        lines[line.location.line - 1] = ""
      }
      guard other.index < block.index, !other.isSecret, !isExercise else { continue }
      shown += result(of: other, in: lesson, record)?.outputs.map(\.text) ?? []
    }
    return
      (lines.prefix(block.fence.line - 1) + shown + [prediction.question]
      + block.code.map(\.text)).joined(separator: "\n")
  }

  /// Numbers of two significant digits or more: another, such as 20, stands everywhere for other things.
  private static func tellingNumbers(in text: String) -> [String] {
    // A range such as "from 17 to 64" names what is compared.
    let numbers = numbers(in: text)
    return numbers.count > 1
      ? []
      : numbers.filter { number in
        let digits = number.filter(\.isNumber)
        return digits.trimmingCharacters(in: CharacterSet(charactersIn: "0")).count > 1
      }
  }

  private static func numbers(in text: String) -> [String] {
    text.matches(of: /[\w.,]+/).compactMap { word in
      let number = word.output.trimmingCharacters(in: CharacterSet(charactersIn: ".,"))
      let isNumber = number.wholeMatch(of: /\d+(?:,\d{3})*(?:\.\d+)?/) != nil
      return isNumber ? number.replacing(",", with: "") : nil
    }
  }
}
