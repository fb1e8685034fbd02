import Foundation
import Testing

@testable import LessonDocument

/// Names that an author may not give.
@Suite struct ReservedNameTests {
  @Test(
    "A word of Swift names no block",
    arguments: ["try", "repeat", "for", "self", "Any", "inout", "nil", "_", "default"]
  )
  func keywords(name: String) throws {
    #expect(ReservedName.reason(of: name) == "'\(name)' is a word of the Swift language")
    guard name != "_" else { return }
    let errors = #expect(throws: LessonErrors.self) {
      try LessonReader().lesson(source: "```swift\n//| label: \(name)\n1\n```\n", file: "a.md")
    }
    #expect(
      errors?.mistakes.map(\.description) == [
        "a.md:2:12: error: '\(name)' is a word of the Swift language: choose another name"
      ]
    )
  }

  @Test(
    "What has a sense in a few places only, or a part of a name, names blocks",
    arguments: ["open", "async", "try-again", "for2", "softmax", "2", "repeat-it", "main"]
  )
  func free(name: String) {
    #expect(ReservedName.reason(of: name) == nil)
  }

  @Test(
    "Files of the folder Work name no exercise, in code or in words",
    arguments: [
      "```swift\n//| exercise: NAME\n// BEGIN SOLUTION\n1\n// END SOLUTION\n```\n",
      "```answer NAME\n//| rubric: [1 => a]\nWhy?\n```\n",
    ]
  )
  func workFiles(source: String) throws {
    for name in ["try", "guesses", "main"] {
      let errors = #expect(throws: LessonErrors.self) {
        try LessonReader().lesson(source: source.replacing("NAME", with: name), file: "a.md")
      }
      let said = errors?.mistakes.first?.message ?? ""
      #expect(said.hasPrefix("'\(name)' is ") && said.hasSuffix(": choose another name"))
    }
  }

  @Test("Every function and variable that blocks see is known")
  func provided() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    var found: Set<String> = []
    for module in ["TeachingEngine", "Plots", "LessonRuntime"] {
      let folder = root.appendingPathComponent(module)
      let files = try #require(FileManager.default.subpaths(atPath: folder.path))
      for file in files where file.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        for match in text.matches(of: /(?m)^public (?:\w+ )*(?:func|let|var) +([A-Za-z_]\w*)/) {
          found.insert(String(match.1))
        }
      }
    }
    #expect(found.count > 50)
    #expect(found.subtracting(ReservedName.provided).sorted() == [])
  }
}
