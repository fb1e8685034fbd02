import Foundation
import LessonDocument
import Plots
import Testing

@testable import LessonPages

/// Characters that change the order of text, or keep words apart that look like one.
@Suite("What is hidden in a text")
struct HiddenCharacterTests {
  static let hidden: [UInt32] =
    [0x061C, 0x200B, 0x2060] + Array(0x202A...0x202E) + Array(0x2066...0x2069)

  private static func lesson(_ sign: String) -> String {
    """
    ---
    title: Ti\(sign)tle
    description: De\(sign)scription
    objectives: [say\(sign) so]
    ---
    # He\(sign)ading

    Pro\(sign)se, *it\(sign)self*, `co\(sign)de`, [li\(sign)nk](https://example.org), $x\(sign)y$.

    <p title="a\(sign)b">raw\(sign)</p>

    > [!NOTE]
    > No\(sign)te

    | a\(sign) | b |
    |---|---|
    | 1 | 2\(sign) |

    ```swift
    //| fig-cap: Cap\(sign)tion
    let access = "user" // \(sign) admin
    ```

    ```text
    other \(sign) code
    ```

    ```hint
    no
    ```
    """.replacing("\n```hint\nno\n```", with: "")
  }

  private static func scalars(in text: String) -> [UInt32] {
    text.unicodeScalars.map(\.value).filter(hidden.contains)
  }

  @Test("neither reaches a page nor a terminal, and in code it is seen", arguments: hidden)
  func shown(number: UInt32) throws {
    let sign = String(Character(try #require(Unicode.Scalar(number))))
    let lesson = try LessonReader().lesson(source: Self.lesson(sign), file: "Lessons/01-a.md")
    let escape = "\\u{\(String(number, radix: 16, uppercase: true))}"
    let outline = CourseOutline(title: "T\(sign)", description: sign, lessons: [(lesson, nil)])
    let theme = try Repository.theme()
    let writer = LessonPageWriter(theme: theme, outline: outline, typesetter: nil)
    let page = writer.page(for: lesson, results: nil, folder: nil)
    #expect(Self.scalars(in: page.html) == [])
    #expect(page.html.contains("Prose, <em>itself</em>"))
    #expect(page.html.contains("\(escape) admin"))
    #expect(page.html.contains("other \(escape) code"))
    #expect(page.html.contains("<code>co\(escape)de</code>"))
    let first = IndexPageWriter(theme: theme, outline: outline)
      .page(introduction: nil, typesetter: nil)
    #expect(Self.scalars(in: first.html) == [])
    let renderer = TerminalRenderer(width: 80, colour: false, plain: false)
    let text = renderer.text(of: lesson, results: nil)
    #expect(Self.scalars(in: text) == [])
    #expect(text.contains("Prose, itself"))
    #expect(text.contains("\(escape) admin"))
  }

  @Test(
    "is taken out of references in the author's HTML",
    arguments: [
      "&#x202E;", "&#X202e;", "&#8238;", "&#0008238;", "&#x202E", "&ZeroWidthSpace;", "&#x200b;",
      "&NegativeThinSpace;",
    ]
  )
  func references(reference: String) throws {
    #expect(
      HTMLText.withoutHidden(written: "<b>a\(reference) b&amp;c&#39;</b>")
        == "<b>a b&amp;c&#39;</b>"
    )
  }

  @Test("is neither a joiner nor a mark of direction, which words need")
  func needed() {
    for text in ["👩‍🔬", "می‌خواهم", "née", "日本"] {
      #expect(BlockText.cleaned(text) == text)
      #expect(HTMLText.withoutHidden(text) == text)
    }
    for text in ["a\u{200E}b", "x\u{2061}y"] { #expect(HTMLText.withoutHidden(text) == text) }
    // A mark of byte order, which YAML refuses.
    #expect(HTMLText.withoutHidden("a\u{FEFF}b") == "ab")
    #expect(BlockText.spelled(code: "\"👩‍🔬\" // a\u{200E}b") == "\"👩‍🔬\" // a\\u{200E}b")
  }
}
