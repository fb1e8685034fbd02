import Foundation
import SwiftParser
import SwiftSyntax
import Testing

@testable import LessonDocument

/// The folder of the package, three above this file.
private let package = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The public functions of some files, as the reference spells them.
private func signatures(in folder: String) throws -> [String: [String]] {
  let url = package.appending(path: folder)
  var found: [String: [String]] = [:]
  for name in try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  where name.hasSuffix(".swift") {
    let source = try String(contentsOf: url.appending(path: name), encoding: .utf8)
    for function in FunctionFinder.functions(in: Parser.parse(source: source)) {
      var function = function
      (function.body, function.leadingTrivia) = (nil, [])
      let text = function.trimmedDescription.split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
        .replacing(#/^(?:@\w+ )?public (?:static )?func /#, with: "")
        .replacing(/,? ?file: \w+ = #\w+, line: \w+ = #line/, with: "")
        .replacing("( ", with: "(").replacing(" )", with: ")")
      found[function.name.text, default: []].append(text)
    }
  }
  return found
}

private final class FunctionFinder: SyntaxVisitor {
  private var functions: [FunctionDeclSyntax] = []

  static func functions(in file: SourceFileSyntax) -> [FunctionDeclSyntax] {
    let finder = FunctionFinder(viewMode: .sourceAccurate)
    finder.walk(file)
    return finder.functions
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.modifiers.contains(where: { $0.name.text == "public" }) { functions.append(node) }
    return .skipChildren
  }
}

@Suite struct ReferenceTests {
  @Test("Lessons/reference.md is what `unroll help page` prints")
  func page() throws {
    let file = package.appending(path: "Lessons/reference.md")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try ReferencePage.text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == ReferencePage.text)
  }

  @Test("The page of the reference is a page, and nothing in it is told")
  func readable() throws {
    let lesson = try LessonReader().lesson(source: ReferencePage.text, file: "reference.md")
    #expect(lesson.warnings == [])
    #expect(lesson.blocks.count == ChartReference.entries.count + CheckReference.entries.count)
  }

  @Test("Every chart and diagram stands in the reference with its signature")
  func charts() throws {
    let all = try signatures(in: "Sources/Plots/Making")
      .merging(signatures(in: "Sources/Plots/Diagrams")) { $0 + $1 }
    let known = Dictionary(uniqueKeysWithValues: ChartReference.entries.map { ($0.name, $0.forms) })
    #expect(known == all)
  }

  @Test("Every check stands in the reference with its signature")
  func checks() throws {
    let all = try signatures(in: "Sources/LessonRuntime/Checks")
    let known = CheckReference.entries.flatMap(\.forms)
    let written = (all["check"] ?? []) + (all["adviseTime"] ?? [])
    #expect(known.sorted() == written.sorted())
  }

  @Test(
    "Every option stands in the reference once, and what it takes is what its error says",
    arguments: BlockHeader.Key.allCases
  )
  func options(_ key: BlockHeader.Key) throws {
    let entries = OptionReference.sections.flatMap(\.entries).filter { $0.name == key.rawValue }
    #expect(entries.count == 1)
    let rule = try #require(entries.first?.forms.first)
    // A mapping is the value of no option.
    let text = "# T\n\n```swift\n//| \(key.rawValue): {a: 1}\n1\n```\n"
    do {
      _ = try LessonReader().lesson(source: text, file: "01-t.md")
      Issue.record("\(key.rawValue) took a mapping")
    } catch {
      let says = error.mistakes.map(\.message)
      #expect(says.contains { $0.contains("'\(key.rawValue)' must be \(rule)") }, "\(says)")
    }
  }

  @Test(
    "Every key of front matter and course.yml stands in the reference with an example that is read"
  )
  func keys() throws {
    for key in FrontMatterReader.Key.allCases {
      let example = try #require(key.entry.example)
      #expect(example.hasPrefix("\(key.rawValue): "))
      _ = try LessonReader().lesson(source: "---\n\(example)\n---\n\n# T\n", file: "01-t.md")
    }
    for key in CourseSettingsReader.Key.allCases {
      #expect(key.entry.example?.hasPrefix("\(key.rawValue): ") == true)
    }
  }

  @Test("What the format's examples show is read without a word", arguments: ["Fences", "Text"])
  func format(_ title: String) throws {
    let section = try #require(FormatReference.sections.first { $0.title == title })
    let text = section.entries.compactMap(\.example).joined(separator: "\n\n")
    let exercise = OptionReference.sections.flatMap(\.entries)
      .filter { ["exercise", "check", "wrong"].contains($0.name) }.compactMap(\.example)
    let source = "# T\n\n\(text)\n\n\(exercise.joined(separator: "\n\n"))\n"
    let lesson = try LessonReader().lesson(source: source, file: "01-t.md")
    #expect(lesson.warnings.map(\.description) == [])
  }

  @Test("On a terminal each part names all its entries", arguments: ReferenceTopic.allCases)
  func text(_ topic: ReferenceTopic) {
    for entry in topic.sections.flatMap(\.entries) {
      #expect(topic.text.contains("\n  \(entry.name)\n"))
    }
  }
}
