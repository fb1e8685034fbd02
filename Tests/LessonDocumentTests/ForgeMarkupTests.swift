import LessonDocument
import Testing

/// The parts of the one paragraph that some text makes.
private func parts(_ text: String) throws -> [Inline] {
  let lesson = try LessonReader().lesson(source: text + "\n", file: "01-t.md")
  guard case .paragraph(let content)? = lesson.elements.first else { return [] }
  return content
}

/// A short spelling of parts: `<del>`, and links as `text -> destination`.
private func spelled(_ parts: [Inline]) -> String {
  parts.map { part in
    switch part {
    case .text(let text): text
    case .strikethrough(let content): "<del>\(spelled(content))</del>"
    case .strong(let content): "<b>\(spelled(content))</b>"
    case .emphasis(let content): "<i>\(spelled(content))</i>"
    case .code(let code): "<code>\(code)</code>"
    case .link(let destination, _, let content, _): "{\(spelled(content)) -> \(destination)}"
    case .task(let isDone): isDone ? "[X]" : "[_]"
    case .math(let tex, _): "$\(tex)$"
    default: "?"
    }
  }.joined()
}

@Suite struct ForgeMarkupTests {
  @Test(
    "What is struck through is what GitHub strikes",
    arguments: [
      ("~~Hi~~ Hello, ~there~ world!", "<del>Hi</del> Hello, <del>there</del> world!"),
      ("This will ~~~not~~~ strike.", "This will ~~~not~~~ strike."),
      ("~~a~b~~ c", "<del>a~b</del> c"), ("~~a ~ b~~", "<del>a ~ b</del>"), ("~a~~", "~a~~"),
      ("\\~~a~~ and b", "~~a~~ and b"), ("\\~b~", "~b~"), ("~a \\~ b~", "<del>a ~ b</del>"),
      ("a\\~\\~b\\~\\~", "a~~b~~"),
      ("`~~a~~`", "<code>~~a~~</code>"),
      ("~~*a*~~", "<del><i>a</i></del>"), ("**~~a~~**", "<b><del>a</del></b>"),
      ("~~`a` b~~", "<del><code>a</code> b</del>"),
      ("~~ a~~", "~~ a~~"), ("~~a", "~~a"), ("~~$x$~~", "<del>$x$</del>"), ("~5 to ~7", "~5 to ~7"),
      ("~~a~~ ~~b~~", "<del>a</del> <del>b</del>"), ("[~~a~~](b)", "{<del>a</del> -> b}"),
    ]
  )
  func strikethrough(_ text: String, _ expected: String) throws {
    #expect(spelled(try parts(text)) == expected)
  }

  /// Most are examples of GitHub's specification.
  @Test(
    "Addresses are links as far as GitHub makes them",
    arguments: [
      ("www.commonmark.org", "{www.commonmark.org -> http://www.commonmark.org}"),
      (
        "Visit www.commonmark.org/help for more.",
        "Visit {www.commonmark.org/help -> http://www.commonmark.org/help} for more."
      ),
      ("Visit www.commonmark.org.", "Visit {www.commonmark.org -> http://www.commonmark.org}."),
      ("(https://a.org/b_(c))", "({https://a.org/b_(c) -> https://a.org/b_(c)})"),
      ("https://a.org/x(y", "{https://a.org/x(y -> https://a.org/x(y}"),
      ("https://a.org/?q=a&hl=en;", "{https://a.org/?q=a&hl=en -> https://a.org/?q=a&hl=en};"),
      ("https://a.org/?q=a&copy;", "{https://a.org/?q=a -> https://a.org/?q=a}©"),
      ("https://a.org<b", "{https://a.org -> https://a.org}<b"),
      ("https://localhost:80/a", "{https://localhost:80/a -> https://localhost:80/a}"),
      (
        "https://en.wikipedia.org/wiki/_a_",
        "{https://en.wikipedia.org/wiki/_a -> https://en.wikipedia.org/wiki/_a}_"
      ),
      ("**https://a.org/*b***", "<b>{https://a.org/*b -> https://a.org/*b}</b>*"),
      ("xhttps://a.org", "xhttps://a.org"), ("https://", "https://"),
      ("https://a_b.c_d", "https://a_b.c_d"),
      ("www.a", "{www.a -> http://www.a}"), ("www.", "www."),
      ("foo@bar.baz", "{foo@bar.baz -> mailto:foo@bar.baz}"),
      ("hello+xyz@mail.example", "{hello+xyz@mail.example -> mailto:hello+xyz@mail.example}"),
      ("a.b-c_d@a.b.", "{a.b-c_d@a.b -> mailto:a.b-c_d@a.b}."), ("a.b-c_d@a.b-", "a.b-c_d@a.b-"),
      ("a.b-c_d@a.b_", "a.b-c_d@a.b_"),
      ("hello@mail+xyz.example", "hello@mail+xyz.example"), ("a@b", "a@b"),
      ("[https://a.org](b)", "{https://a.org -> b}"),
      ("[see www.a.org now](b)", "{see www.a.org now -> b}"),
      ("`https://a.org`", "<code>https://a.org</code>"),
      ("<https://a.org>", "{https://a.org -> https://a.org}"),
      ("https\\://a.org", "https://a.org"),
      ("~~https://a.org~~", "<del>{https://a.org -> https://a.org}</del>"),
    ]
  )
  func addresses(_ text: String, _ expected: String) throws {
    #expect(spelled(try parts(text)) == expected)
  }

  @Test("An address has its place, also in a quotation, a list and a table")
  func places() throws {
    let source = "> - a\n>   b www.a.org\n\n| x |\n|---|\n| c https://b.org/ |\n"
    let lesson = try LessonReader().lesson(source: source, file: "01-t.md")
    let found = lesson.elements.flatMap(\.inlines).compactMap { part -> String? in
      guard case .link(let destination, _, _, let place) = part else { return nil }
      return "\(place.line):\(place.column) \(destination)"
    }
    #expect(found == ["2:7 http://www.a.org", "6:5 https://b.org/"])
  }

  @Test("Tasks are items with a box, and escaped ones are not")
  func tasks() throws {
    let source =
      "- [ ] a\n- [x] *b*\n- [X] c\n- \\[ ] d\n- [ ]e\n- [y] f\n\n1. [x] g\n\n   - [ ] h\n"
    let lesson = try LessonReader().lesson(source: source, file: "01-t.md")
    let items = lesson.elements.flatMap(\.withDescendants).flatMap { element -> [String] in
      guard case .list(_, _, let items) = element else { return [] }
      return items.map { item in
        if case .paragraph(let content)? = item.first { spelled(content) } else { "?" }
      }
    }
    #expect(items == ["[_]a", "[X]<i>b</i>", "[X]c", "[ ] d", "[ ]e", "[y] f", "[X]g", "[_]h"])
  }

  @Test("Definitions are lists of terms and what they mean")
  func definitions() throws {
    let source = """
      Gate *one*
      : a number $g$
        from 0 to 1
      : a second meaning

      State

      : what is kept, [](#tbl-a)

      : and more

      > Nested
      > : in a quotation

      Words
      and more
      :no meaning

      | a |
      |---|
      | b |

      : Caption {#tbl-a}

      """
    let lesson = try LessonReader().lesson(source: source, file: "01-t.md")
    guard case .definitions(let terms)? = lesson.elements.first else {
      Issue.record("\(lesson.elements)")
      return
    }
    #expect(terms.map { spelled($0.term) } == ["Gate <i>one</i>", "State"])
    #expect(terms.map(\.meanings.count) == [2, 2])
    #expect(lesson.elements.count == 4)
    #expect(lesson.text.elements.map(\.lines) == [0..<10, 11..<13, 14..<17, 18..<23])
    guard case .quote(let inside) = lesson.elements[1], case .definitions = inside.first else {
      Issue.record("\(lesson.elements)")
      return
    }
    guard case .table(let table) = lesson.elements[3] else { return }
    #expect(table.label == "tbl-a")
  }
}
