import Foundation
import LessonDocument
import Testing

/// The lesson that some text makes.
private func lesson(_ text: String) throws -> Lesson {
  try LessonReader().lesson(source: "# T\n\n\(text)\n", file: "01-t.md")
}

/// Where the warnings of some text stand, and what they speak of.
private func warnings(_ text: String) throws -> [String] {
  try lesson(text).warnings.map { warning in
    let written = warning.message.split(separator: "'", maxSplits: 2).first ?? ""
    return "\(warning.location.line):\(warning.location.column) \(written)"
  }
}

@Suite struct ForeignNotationTests {
  /// What other tools write, and where of it something is told.
  ///
  /// The text begins on line 3.
  static let foreign: [(text: String, warnings: [String])] = [
    ("::: note\nHello\n:::", ["3:1 ::: note"]),
    (":::: {.callout-tip}\nHi\n::::", ["3:1 :::: {.callout-tip}"]),
    (":::{note}\nhi\n:::", ["3:1 :::{note}"]),
    ("A\n\n:::", ["5:1 :::"]),
    ("{{< video x.mp4 >}}", ["3:1 {{< video x.mp4 >}}"]),
    ("Say {{< meta title >}}.", ["3:5 {{< meta title >}}"]),
    ("As [@hoch] and [see @smith2000, p. 3].", ["3:4 [@hoch]", "3:16 [see @smith2000, p. 3]"]),
    ("[-@doe99]", ["3:1 [-@doe99]"]),
    ("As @smith2000 says.", ["3:4 @smith2000"]),
    ("See @eq-one, @fig-loss and @sec-end.", ["3:5 @eq-one", "3:14 @fig-loss", "3:28 @sec-end"]),
    ("\\begin{equation}\na = b\n\\end{equation}", ["3:1 \\begin{equation}"]),
    ("See \\ref{eq:a} and \\cite{b}.", ["3:5 \\ref{eq:a}", "3:20 \\cite{b}"]),
    ("\\newpage", ["3:1 \\newpage"]),
    ("A [span]{.smallcaps} here", ["3:9 {.smallcaps}"]),
    ("## Title {#name}", ["3:10 {#name}"]),
    ("![a](x.png){width=50%}", ["3:12 {width=50%}"]),
    ("See [[Some page|words]].", ["3:5 [[Some page|words]]"]),
    ("This is ==marked== text", ["3:9 ==marked=="]),
    ("H~2~O and x^2^", ["3:2 ~2~", "3:12 ^2^"]),
    ("A note^[in line] here", ["3:7 ^[in line]"]),
    ("Good :smile: and :+1:", ["3:6 :smile:"]),
    (":ref:`x` and {ref}`x`, {math}`a`", ["3:1 :ref:", "3:14 {ref}", "3:24 {math}"]),
    ("```{note}\nMyST\n```", ["3:1 ```{note}"]),
    ("```{code-cell} python\n1\n```", ["3:1 ```{code-cell} python"]),
    ("+++", ["3:1 +++"]),
    ("% a comment", ["3:1 % a comment"]),
    ("%% hidden %% shown", ["3:1 %% hidden %% shown"]),
    ("(name)=", ["3:1 (name)="]),
    ("!!! note \"Title\"", ["3:1 !!! note \"Title\""]),
    ("[TOC]", ["3:1 [TOC]"]),
    ("+---+---+\n| a | b |\n+---+---+", ["3:1 +---+---+", "5:1 +---+---+"]),
    ("a     b\n----  ----\n1     2", ["4:1 ----  ----"]),
    ("{{ name }} and {% raw %}", ["3:1 {{ name }}", "3:16 {% raw %}"]),
    ("{++added++}", ["3:1 {++added++}"]),
    ("*[HTML]: words", ["3:1 *[HTML]: words"]),
    ("<script>alert(1)</script>", ["3:1 <script>"]),
    ("A <iframe src=\"x\"></iframe> b", ["3:3 <iframe>"]),
    ("> - See @fig-x", ["3:9 @fig-x"]),
    ("| a |\n|---|\n| @fig-x |", ["5:3 @fig-x"]),
    ("Words.[^n]\n\n[^n]: See [[wiki]].", ["5:11 [[wiki]]"]),
  ]

  @Test("What other tools read is told at its place", arguments: foreign.indices)
  func told(_ index: Int) throws {
    let (text, expected) = Self.foreign[index]
    #expect(try warnings(text) == expected, "\(text)")
  }

  @Test("Nothing is told of what stands in code", arguments: foreign.indices)
  func code(_ index: Int) throws {
    let text = Self.foreign[index].text
    #expect(try warnings("````markdown\n\(text)\n````") == [])
    guard !text.contains("\n"), !text.contains("`") else { return }
    #expect(try warnings("Write `\(text)` there.") == [])
  }

  /// What means something else.
  @Test(
    "Nothing is told of words, code, formulas and what is written so that it stays",
    arguments: [
      "\\::: note", "\\{{< x >}}", "\\@fig-x, \\[@key] and \\[[wiki]]", "\\==marked==",
      "H\\~2\\~O, x\\^2^",
      "\\:smile:", "\\{.class}", "\\\\begin{a}", "\\+++", "\\% no comment", "\\!!! note",
      "$x^2 \\text{ and } @fig-x$", "$$\n\\begin{aligned}a &= b\\end{aligned}\n$$",
      "`{ref}` and `x`",
      "a == b, x == y == z", "a ~ b ~ c", "~5 and ~7", "50 % of 100 %",
      "10:30:15, a::b and init(from:to:)",
      "a@example.org and @Published", "@testable import A",
      "See [a](b.md) and [1] and [[1, 2], [3, 4]].",
      "{a, b}, {0.5} and {x = 1}", "f(x) = y", "C:\\data\\file", "2^3 and x^2",
      "1) one: two",
      "Gates: i, f, o: three.", "| a |\n|---|\n| b |\n\n: Words {#tbl-a}",
      "A line\n\n---\n\nanother", "!", "?", "+ a\n+ b",
      "- - -", "a\n===", "Term\n: what it means", "[x]: https://example.org/@a2000b\n\nSee [x].",
      "<https://example.org/~a~/@fig-x>", "https://example.org/@a2000/~b~/==c==",
      "[words](https://example.org/@a2000)", "<span title=\"@fig-x ==a==\">a</span>",
      "<!-- ::: note -->", "~~gone~~ and ~gone~",
    ]
  )
  func kept(_ text: String) throws {
    #expect(try warnings(text) == [], "\(text)")
  }

  @Test(
    "Each notation of the table is told, and each warning says what to write",
    arguments: ForeignNotation.allCases
  )
  func table(_ notation: ForeignNotation) throws {
    var text = notation.example
    if notation == .directive { text += "\nwords\n```" }
    if notation == .activeElement { text += "</script>" }
    if notation == .ruledTable { text = "a     b\n" + text }
    let found = try lesson(text).warnings
    #expect(found.count == 1, "\(text): \(found)")
    let message = found.first?.message ?? ""
    #expect(message.contains(" here: "), "\(message)")
  }

  @Test("A warning names its place, what the signs are and what to write here")
  func sentence() throws {
    #expect(
      try lesson("See @eq-one.").warnings.map(\.description) == [
        "01-t.md:3:5: warning: '@eq-one' is a reference of Quarto and is plain text here: write '[](#eq-one)'; "
          + "with '\\' before it the signs themselves are meant"
      ]
    )
    #expect(
      try lesson("::: {.callout-tip}\na\n:::").warnings.first?.message
        == "'::: {.callout-tip}' is a box of Quarto, Pandoc and MyST and is plain text here: write a callout, "
        + "'> [!TIP] title' and '> ' before its lines; with '\\' before it the signs themselves are meant"
    )
  }

  @Test("The lessons and pages of this course hold nothing that is told")
  func course() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let course = try LessonReader().course(in: LessonFolder(course: folder.path))
    #expect(course.documents.count > 20)
    #expect(course.documents.flatMap(\.warnings).map(\.description) == [])
  }
}
