import Foundation
import LessonDocument
import Testing

/// A folder of `Cases`: `input.md`, and in `expected.txt` the outline of the lesson or its mistakes.
struct LessonCase: CustomTestStringConvertible, Sendable {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  /// Every case, by name.
  static let all: [LessonCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map(LessonCase.init)
  }()

  var name: String
  var testDescription: String { name }
  var input: URL { Self.folder.appendingPathComponent("\(name)/input.md") }
  var expected: URL { Self.folder.appendingPathComponent("\(name)/expected.txt") }

  init(_ name: String) { self.name = name }

  /// What the reader says of the input, its path left out.
  func outcome() -> String {
    do throws(LessonErrors) {
      return LessonDump(try LessonReader().lesson(at: input.path)).description
    } catch {
      let mistakes = error.mistakes.map { mistake in
        "\(mistake.location.line):\(mistake.location.column): \(mistake.message)\n"
      }
      return mistakes.joined()
    }
  }
}

@Test("A case is read as recorded", arguments: LessonCase.all)
func caseIsReadAsRecorded(_ lesson: LessonCase) throws {
  let outcome = lesson.outcome()
  let environment = ProcessInfo.processInfo.environment
  if environment["UPDATE_SNAPSHOTS"] == "1", environment["CI"] == nil {
    try outcome.write(to: lesson.expected, atomically: true, encoding: .utf8)
  }
  let expected = try String(contentsOf: lesson.expected, encoding: .utf8)
  #expect(outcome == expected)
}

@Test("There are cases to read")
func thereAreCases() {
  #expect(LessonCase.all.count > 10)
}
