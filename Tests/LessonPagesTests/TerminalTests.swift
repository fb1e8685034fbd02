import LessonDocument
import Plots
import Testing

@testable import LessonPages

@Suite("A lesson on a terminal")
struct TerminalTests {
  private func text(
    width: Int = 80,
    colour: Bool = false,
    plain: Bool = false,
    results: LessonResults? = SampleResults.results
  ) -> String {
    TerminalRenderer(width: width, colour: colour, plain: plain)
      .text(of: SampleLesson.lesson, results: results)
  }

  @Test("shows everything the format has as recorded", arguments: [80, 120])
  func snapshot(width: Int) throws {
    try expectSnapshot(text(width: width), "terminal-\(width).txt")
  }

  @Test("with colours differs from the one without by escape sequences only")
  func colours() {
    let coloured = text(colour: true)
    #expect(coloured.contains("\u{1B}[1;36mVanilla RNN\u{1B}[0m"))
    let prose = { (text: String) in
      BlockText.cleaned(text).replacing("`", with: "").filter { $0 != " " && $0 != "\n" }
    }
    // Charts may choose other marks where they have colours.
    #expect(prose(coloured).contains("Writetheforgetgatefₜ."))
    #expect(prose(text()).contains("Writetheforgetgatefₜ."))
  }

  @Test("has no escape sequence without colours, whatever blocks print", arguments: [false, true])
  func noEscapes(plain: Bool) {
    let text = text(plain: plain)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!text.contains("owned"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }

  @Test("has only its own escape sequences with colours")
  func ownEscapes() {
    let parts = text(colour: true).split(separator: "\u{1B}", omittingEmptySubsequences: false)
    for part in parts.dropFirst() {
      #expect(part.prefixMatch(of: /\[[0-9;]*m/) != nil)
    }
    #expect(!text(colour: true).contains("\u{1B}[2J"))
  }

  @Test("decorates in ASCII when plain")
  func plainDecoration() {
    let text = text(plain: true)
    let words: Set<Character> = ["’", "✓"]  // of the author, and of a block
    let others = Set(text.filter { !$0.isASCII && !words.contains($0) })
    #expect(others.isEmpty)
  }

  @Test("has no line wider than the terminal", arguments: [24, 40, 60, 80, 132])
  func widths(width: Int) {
    for line in text(width: width).split(separator: "\n") where line.displayWidth > width {
      // A word that is longer than a line sticks out; nothing else may.
      let words = line.split(separator: " ")
      #expect(words.contains { $0.displayWidth > width - 8 }, "\(line)")
    }
  }

  @Test(
    "says how a block ended",
    arguments: [
      ("nested", "cannot find 'missingName' in scope"),
      ("expected", "This block is meant to fail, and it does."),
      ("crashed", "Fatal error: Index out of range"),
      ("threw", "This block threw an error that it does not catch."),
      ("timed-out", "This block ran out of time."),
      ("not-run", "It needs block crashed."),
      ("unexpected", "This block is meant to fail, and it did not fail that way."),
      ("waits", "Yours to write."),
      ("sweep", "Recorded earlier: it takes too long to run each time."),
    ]
  )
  func statuses(label: String, words: String) throws {
    let block = try #require(SampleLesson.lesson.blocks.first { $0.label == label })
    let text = TerminalRenderer(width: 80, colour: false, plain: false)
      .text(for: .block(block.index), in: SampleLesson.lesson, results: SampleResults.results)
    #expect(text.contains(words))
  }

  @Test("puts a caret below the column that the compiler names, in nested blocks too")
  func caret() throws {
    let block = try #require(SampleLesson.lesson.blocks.first { $0.label == "nested" })
    let text = TerminalRenderer(width: 80, colour: false, plain: true)
      .text(for: .block(block.index), in: SampleLesson.lesson, results: SampleResults.results)
    let lines = text.split(separator: "\n")
    let place = try #require(lines.firstIndex { $0.hasSuffix("^") })
    let source = lines[place - 1]
    let column = lines[place].count - 1
    #expect(source[source.index(source.startIndex, offsetBy: column)...].hasPrefix("missingName"))
  }

  @Test("keeps the answers to exercises to itself")
  func secrets() {
    let text = text()
    for secret in [
      "SECRET_BIAS", "SOLUTION_OUTPUT", "WRONG_ANSWER", "WRONG_OUTPUT", "HIDDEN_CHECK_CODE",
    ] {
      #expect(!text.contains(secret))
    }
    #expect(text.contains("fatalError(\"your code here\")"))
    #expect(text.contains("unroll exercise start forget-gate"))
  }

  @Test("tells of a hidden check that failed without its code or line")
  func failedHiddenCheck() throws {
    var results = SampleResults.results
    let index = try #require(SampleLesson.lesson.blocks.firstIndex { $0.label == "check-hidden" })
    results.blocks[index].status = .crashed
    results.blocks[index].diagnostics = [
      Diagnostic(
        severity: .error,
        line: 4321,
        column: 1,
        cause: .compiler(message: "saturates: the gate is 0.5")
      )
    ]
    let text = text(results: results).split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(text.contains("hidden check of forget-gate"))
    #expect(text.contains("saturates: the gate is 0.5"))
    #expect(!text.contains("4321"))
    #expect(!text.contains("HIDDEN_CHECK_CODE"))
  }

  @Test("obeys echo, output and include")
  func options() {
    let text = text()
    #expect(!text.contains("setUpSecretly"))
    #expect(!text.contains("heatmap(states)"))
    #expect(text.contains("print(\"quiet\")"))
    #expect(!text.contains("UNSEEN"))
  }

  @Test("lets no control character through, whatever it comes from")
  func controlCharacters() throws {
    let steering = "a\u{1B}[31mb\u{7}\u{9B}31mc\u{1B}]0;title\u{7}d\u{202E}"
    var lesson = SampleLesson.lesson
    lesson.title = steering
    lesson.frontMatter.description = steering
    lesson.frontMatter.objectives = [steering, steering]
    lesson.elements = [.paragraph([.text(steering)]), .code(language: steering, text: steering)]
    for colour in [false, true] {
      let text = TerminalRenderer(width: 80, colour: colour, plain: false)
        .text(of: lesson, results: nil)
      let left = text.replacing(/\u{1B}\[[0-9;]*m/, with: "").unicodeScalars
      #expect(!left.contains { $0.value < 0x20 && $0 != "\n" || 0x7F..<0xA0 ~= $0.value })
      #expect(!text.contains("title"))
      #expect(text.contains("abcd"))
    }
  }

  @Test("gives the reason why an expression has no value")
  func expressionReason() throws {
    let results = SampleResults.results
    let failed = try #require(results.inline.firstIndex { $0.value == nil && $0.error != nil })
    let reason = try #require(results.inline[failed].error)
    var lesson = SampleLesson.lesson
    lesson.elements = [.paragraph([.expression(failed)])]
    let text = TerminalRenderer(width: 400, colour: false, plain: false)
      .text(of: lesson, results: results)
    #expect(text.contains("(no value: \(BlockText.cleanedLine(reason)))"))
  }

  @Test("has each note once, below the element that is the first to name it")
  func notes() throws {
    let count = 3000
    var source = "# Notes\n\n" + (0..<count).map { "x[^\($0)]" }.joined(separator: " ")
    source += "\n\nAgain[^0] and[^1].\n\n"
    source += (0..<count).map { "[^\($0)]: note \($0)" }.joined(separator: "\n\n")
    let lesson = try LessonReader().lesson(source: source, file: "01-notes.md")
    let text = TerminalLesson(
      lesson,
      renderer: TerminalRenderer(width: 80, colour: false, plain: true)
    )
    let parts = lesson.elements.indices.map { text.text(at: $0, results: nil) }
    #expect(parts[1].contains("[1] note 0") && parts[1].contains("[3000] note 2999"))
    #expect(parts[2] == "Again[1] and[2].\n")
  }
}
