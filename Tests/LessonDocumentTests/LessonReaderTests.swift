import Foundation
import LessonDocument
import TestSupport
import Testing

/// The mistakes of a text, one a line; empty if it is read.
func mistakes(in source: String, file: String = "lesson.md") -> String {
  do throws(LessonErrors) {
    _ = try LessonReader().lesson(source: source, file: file)
    return ""
  } catch {
    return error.description
  }
}

@Test(
  "Number and slug come from the file's name",
  arguments: [
    ("Lessons/02-vanilla-rnn.md", "02", "vanilla-rnn"), ("11a-scores.md", "11a", "scores"),
    ("/tmp/notes.md", nil, "notes"), ("02.md", nil, "02"), ("02-.md", nil, "02-"),
    ("a.b.md", nil, "a.b"), (".md", nil, ".md"), ("", nil, "lesson"), ("2024-plan", "2024", "plan"),
  ] as [(String, String?, String)]
)
func numberAndSlug(file: String, number: String?, slug: String) throws {
  let lesson = try LessonReader().lesson(source: "", file: file)
  #expect(lesson.number == number)
  #expect(lesson.slug == slug)
  #expect(lesson.title == slug)
}

@Test("A mistake names file, line and column")
func mistakeNamesItsPlace() {
  #expect(
    mistakes(in: "> ```swift\n> //| timeout: 0\n> ```\n", file: "Lessons/01-a.md")
      == "Lessons/01-a.md:2:16: error: 'timeout' must be a number of seconds above 0 and at most "
      + "86400, not '0'"
  )
}

@Test("All mistakes of a lesson are reported at once, in the order of the file")
func allMistakesAtOnce() {
  let source = "---\nsed: 1\n---\n> [!NOPE]\n\n$$ x\n\n```swift\n//| evil: 1\n```\n\n```swift\n"
  let lines = mistakes(in: source).split(separator: "\n").map { $0.prefix(15) }
  #expect(
    lines == ["lesson.md:2:1: ", "lesson.md:4:1: ", "lesson.md:6:1: ", "lesson.md:9:5: "]
      + ["lesson.md:12:1:"]
  )
}

@Test("A file that cannot be a lesson is refused with its reason")
func refusedFiles() throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("reader-\(ProcessInfo.processInfo.processIdentifier)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  func message(_ path: String) -> String {
    do throws(LessonErrors) {
      _ = try LessonReader().lesson(at: path)
      return ""
    } catch {
      return error.description
    }
  }
  let big = folder + "/big.md"
  #expect(FileManager.default.createFile(atPath: big, contents: Data(count: (1 << 20) + 1)))
  #expect(
    message(folder + "/none.md")
      == "\(folder)/none.md:1:1: error: there is no such file: give the path of a lesson's Markdown "
      + "file"
  )
  #expect(
    message(folder)
      == "\(folder):1:1: error: this is a folder: give the path of a Markdown file in it"
  )
  #expect(
    message("/dev/zero")
      == "/dev/zero:1:1: error: this is not a file that can be read: give a Markdown file"
  )
  #expect(
    message(big)
      == "\(big):1:1: error: the file holds 1048577 bytes and a lesson at most 1048576 (1 MiB): split "
      + "the lesson, and keep data in Lessons/data"
  )
  let link = folder + "/link.md"
  try Data("# Linked".utf8).write(to: URL(fileURLWithPath: folder + "/target.md"))
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target.md")
  #expect(try LessonReader().lesson(at: link).title == "Linked")
}

@Test("A students' edition needs no solutions; the instructor's does")
func editions() throws {
  let source = "```swift\n//| exercise: one\n// BEGIN STARTER\nlet x = 0\n// END STARTER\n```\n"
  let lesson = try LessonReader(edition: .students).lesson(source: source, file: "a.md")
  #expect(lesson.exercises.map(\.name) == ["one"])
  #expect(
    mistakes(in: source)
      == "lesson.md:1:1: error: the exercise 'one' holds no solution: put it between "
      + "'// BEGIN SOLUTION' and '// END SOLUTION'"
  )
}

/// A text that would keep a careless parser busy for hours; its name alone is printed.
struct StrainingText: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let source: String

  init(_ part: String, _ count: Int, then end: String = "") {
    testDescription = "\(count) times \(part.debugDescription)"
    source = String(repeating: part, count: count) + end
  }

  init(_ name: String, _ source: String) {
    testDescription = name
    self.source = source
  }

  static let all = [
    StrainingText("> ", 10000), StrainingText(">", 125000),
    StrainingText("- ", 100000, then: "x"),
    StrainingText("1. ", 75000, then: "x"), StrainingText("[", 50000),
    StrainingText("![", 50000), StrainingText("*a **a ", 12500), StrainingText("`a``b", 25000),
    StrainingText("$$ ", 50000), StrainingText("$a ", 50000), StrainingText("$$x\n", 25000),
    StrainingText("- $$\n", 25000), StrainingText("# $$\n", 25000),
    StrainingText("a", 250000), StrainingText("\n", 250000), StrainingText("<a ", 50000),
    StrainingText("```swift\n```\n", 12500), StrainingText("`{swift} x`\n\n", 12500),
    StrainingText("[a]: b\n", 12500, then: "[c] `d`"), StrainingText("[a `b` ", 12500),
    StrainingText("# a\n", 50000), StrainingText("> [!A]\n\n", 12500),
    StrainingText("```hint a\n```\n", 12500),
    StrainingText("<!-- ", 50000), StrainingText("a <a b='", 30000),
    StrainingText("<div>\n\n", 25000), StrainingText("<div>", 50000),
    StrainingText("<div><b></div>", 12500), StrainingText("</b>", 25000),
    StrainingText("$a](b ", 30000), StrainingText("[a](b$", 30000),
    StrainingText("[$](", 40000), StrainingText("$<https:", 25000),
    StrainingText("$<b c=\"", 30000),
    StrainingText("a $<!-- ", 25000, then: "-->"), StrainingText("[a $](b \"", 20000),
    StrainingText(
      "an open formula above many lines",
      "$$ x\n" + String(repeating: "- a $ b\n", count: 20000)
    ),
    StrainingText("x[^a] ", 25000), StrainingText("[^a]: b\n", 12500),
    StrainingText("x[^a]\n\n[^a]: y[^a]\n\n", 5000),
    StrainingText("| a ", 25000, then: "\n" + String(repeating: "|-", count: 25000)),
    StrainingText("x\n", 50000), StrainingText("*a* `b` <i>c</i> [d](e)\n", 5000),
    StrainingText("x $y$ ", 12500), StrainingText("$$x$$\n\n", 6000),
    StrainingText("deep keys in YAML", "---\n" + String(repeating: "? ", count: 8000) + "\n---"),
    StrainingText(
      "a table whose every cell names a definition of many",
      "| a |\n|---|\n" + (0..<3000).map { "| [x][r\($0)] |\n" }.joined() + "\n"
        + (0..<3000).map { "[r\($0)]: https://example.org/\($0)\n" }.joined()
    ),
    StrainingText(
      "an exercise below each of many paragraphs",
      (0..<400).map {
        String(repeating: "text\n\n", count: 20) + "```swift\n//| exercise: e\($0)\n```\n"
      }.joined()
    ),
    StrainingText(
      "many footnotes without a text",
      (0..<3000).map { "word[^n\($0)]\n\n" }.joined()
    ),
    StrainingText(
      "many brackets in YAML",
      "---\na: " + String(repeating: "[", count: 10000) + "\n---"
    ),
    StrainingText("many dashes in YAML", "---\n" + String(repeating: "- ", count: 8000) + "\n---"),
    StrainingText(
      "deep mappings in YAML",
      "---\n" + (0..<170).map { String(repeating: " ", count: $0) + "a:\n" }.joined() + "---"
    ),
    StrainingText(
      "deep lists, then empty lines",
      (0..<400).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
        + String(repeating: "\n", count: 125000)
    ),
    StrainingText(
      "many options",
      "```swift\n" + String(repeating: "//| a: b\n", count: 3000) + "```\n"
    ),
  ]
}

@Test(
  "Texts that strain a parser are read or refused at the cost of a bounded amount of work",
  arguments: StrainingText.all
)
func strainingTexts(text: StrainingText) {
  let seconds = ProcessorTime.seconds { _ = mistakes(in: text.source) }
  #expect(seconds < 1000 * ProcessorTime.yardstick())
}
