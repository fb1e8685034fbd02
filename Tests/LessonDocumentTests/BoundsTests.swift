import Foundation
import LessonDocument
import TestSupport
import Testing

private func read(_ source: String) throws -> Lesson {
  try LessonReader().lesson(source: source, file: "lesson.md")
}

private func mistakes(_ source: String) -> [String] {
  do throws(LessonErrors) {
    _ = try LessonReader().lesson(source: source, file: "lesson.md")
    return []
  } catch {
    return error.mistakes.map { "\($0.location.line):\($0.location.column) \($0.message)" }
  }
}

/// How many lists, quotations and emphases stand within each other.
private func depth(_ elements: [Element]) -> Int {
  elements.map { element in
    switch element {
    case .list(_, _, let items): 1 + (items.map(depth).max() ?? 0)
    case .quote(let content): 1 + depth(content)
    default: 0
    }
  }.max() ?? 0
}

@Suite("What is nested deep")
struct NestingTests {
  private static func lists(_ count: Int) -> String {
    (0..<count).map { String(repeating: " ", count: 2 * $0) + "- item \($0)\n" }.joined()
  }

  @Test("is read as far as 100 lists, quotations or elements of HTML")
  func allowed() throws {
    #expect(depth(try read(Self.lists(100)).elements) == 100)
    #expect(depth(try read(String(repeating: "> ", count: 100) + "end").elements) == 100)
    let html =
      String(repeating: "<div>\n", count: 100) + String(repeating: "</div>\n", count: 100)
    #expect(try read(html).elements == [.html(html)])
  }

  @Test("is refused beyond that for what it is, once, and nothing else is said of it")
  func refused() {
    let tooDeep =
      "more than 100 lists, quotations or emphases stand inside each other: take some out"
    #expect(mistakes(Self.lists(101)) == ["101:201 \(tooDeep)"])
    let html =
      String(repeating: "<div>\n", count: 101) + String(repeating: "</div>\n", count: 101)
    #expect(
      mistakes(html) == [
        "101:1 more than 100 elements of HTML stand inside each other: take some out"
      ]
    )
    let tags = String(repeating: "<b>", count: 120) + "x" + String(repeating: "</b>", count: 120)
    #expect(
      mistakes(tags) == [
        "1:301 more than 100 elements of HTML stand inside each other: take some out"
      ]
    )
  }

  @Test("takes time that grows with the text alone, as does what is long")
  func linear() {
    let tags = String(repeating: "<i>", count: 40_000) + String(repeating: "</b>", count: 40_000)
    let fence = "```text\n" + String(repeating: "a line of code\n", count: 50_000) + "```\n"
    for text in [tags, fence] {
      let seconds = ProcessorTime.seconds { _ = mistakes(text) }
      #expect(seconds < 1000 * ProcessorTime.yardstick())
    }
  }
}

@Suite("A file's first bytes")
struct ByteOrderTests {
  @Test("may be byte order marks, as many as programs have written", arguments: 0...3)
  func marks(count: Int) throws {
    let mark = String(repeating: "\u{FEFF}", count: count)
    let lesson = try read("\(mark)---\ntitle: Marked\n---\n# Heading\n")
    #expect(lesson.title == "Marked")
    #expect(FileLines.plain("\(mark)a\r\nb") == "a\nb")
    let words = NamedTexts(Array("\(mark)one: two\n".utf8), file: "words.yml")
    #expect(words.texts == ["one": "two"])
  }
}

@Suite("Addresses in the author's HTML")
struct HTMLLinkTests {
  @Test("are found with their places, in lines of text and on lines of their own")
  func places() throws {
    let lesson = try read(
      """
      A <a href="02-b.md#x">link</a> and <img alt='' src=a.png>.

      > <video poster="p.png"
      >   src='v.mp4'></video>

      <!-- <img src="hidden.png"> -->
      <img srcset="a.png 1x, b.png 2x" data-src="no" src="c.png?a&amp;b">
      """
    )
    let found = lesson.text.htmlLinks.map {
      "\($0.location.line):\($0.location.column) \($0.use) \($0.destination)"
    }
    #expect(
      found == [
        "1:11 link 02-b.md#x", "1:52 image a.png", "3:17 image p.png", "4:9 part v.mp4",
        "7:13 image a.png", "7:13 image b.png", "7:52 image c.png?a&b",
      ]
    )
  }

  @Test("that would change where all others lead are refused")
  func base() {
    #expect(
      mistakes("<base href=\"x\">\n") == [
        "1:1 '<base>' changes where all links of the page lead: take it out"
      ]
    )
  }
}
