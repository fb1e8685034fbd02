/// A lesson as an indented outline with the place of each part: for tests, and for a look at what was read.
///
/// The lines of an element stand in brackets behind it, from the first to the last.
public struct LessonDump: CustomStringConvertible, Sendable {
  /// The outline, one part a line.
  public var description: String { lines.joined(separator: "\n") + "\n" }

  private var lines: [String] = []
  private let lesson: Lesson

  /// Makes the outline of a lesson.
  public init(_ lesson: Lesson) {
    self.lesson = lesson
    lines.append("lesson \(lesson.slug): \(lesson.title.debugDescription)")
    if let number = lesson.number { lines.append("  number \(number)") }
    addFrontMatter(lesson.frontMatter)
    var places = lesson.text.elements[...]
    add(lesson.elements, &places, depth: 1)
    for warning in lesson.warnings {
      add(
        "warning @\(warning.location.line):\(warning.location.column) \(warning.message)",
        depth: 1
      )
    }
    for exercise in lesson.exercises { add(exercise) }
    for (note, place) in zip(lesson.footnotes, lesson.text.footnotes) {
      add("footnote \(note.name) @\(note.location.line):\(note.location.column)", depth: 1)
      var inside = place.inside[...]
      add(note.content, &inside, depth: 2)
    }
  }

  /// Adds elements, whose places are the next ones.
  private mutating func add(
    _ elements: [Element],
    _ places: inout ArraySlice<LessonText.Place>,
    depth: Int
  ) {
    for element in elements {
      let place = places.popFirst()
      let line = lines.count
      add(element, place?.inside ?? [], depth: depth)
      guard let range = place?.lines else { continue }
      let last = range.count > 1 ? "-\(range.upperBound)" : ""
      lines[line] += " [\(range.lowerBound + 1)\(last)]"
    }
  }

  mutating func add(_ text: String, depth: Int) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  private mutating func addFrontMatter(_ frontMatter: FrontMatter) {
    let usual = FrontMatter()
    if frontMatter == usual { return }
    add("front matter", depth: 1)
    if let title = frontMatter.title { add("title \(title.debugDescription)", depth: 2) }
    if let text = frontMatter.description { add("description \(text.debugDescription)", depth: 2) }
    let lists = [
      ("objectives", frontMatter.objectives), ("prerequisites", frontMatter.prerequisites),
      ("aliases", frontMatter.aliases),
    ]
    for (name, values) in lists where !values.isEmpty { add("\(name) \(values)", depth: 2) }
    if frontMatter.seed != usual.seed { add("seed \(frontMatter.seed)", depth: 2) }
    if frontMatter.timeout != usual.timeout { add("timeout \(frontMatter.timeout)", depth: 2) }
    if frontMatter.language != usual.language { add("lang \(frontMatter.language)", depth: 2) }
  }

  private mutating func add(
    _ element: Element,
    _ inside: [LessonText.Place],
    depth: Int
  ) {
    var inside = inside[...]
    switch element {
    case .heading(let level, let content, let anchor, let location):
      add("heading \(level) #\(anchor) @\(location.line):\(location.column)", depth: depth)
      add(content, depth: depth + 1)
    case .paragraph(let content):
      add("paragraph", depth: depth)
      add(content, depth: depth + 1)
    case .list(let start, let tight, let items):
      let kind = start.map { "from \($0)" } ?? "of bullets"
      add("list \(kind)\(tight ? ", tight" : "")", depth: depth)
      for item in items {
        add("item", depth: depth + 1)
        add(item, &inside, depth: depth + 2)
      }
    case .quote(let content):
      add("quote", depth: depth)
      add(content, &inside, depth: depth + 1)
    case .callout(let kind, let title, let content):
      add("callout \(kind.rawValue)", depth: depth)
      if !title.isEmpty {
        add("title", depth: depth + 1)
        add(title, depth: depth + 2)
      }
      add(content, &inside, depth: depth + 1)
    case .block(let index): add(lesson.blocks[index], depth: depth)
    case .code(let language, let text):
      add("code \(language.debugDescription): \(text.debugDescription)", depth: depth)
    case .hint(let exercise, let number, let content):
      add("hint \(number) of \(exercise)", depth: depth)
      add(content, &inside, depth: depth + 1)
    case .answer(let written):
      add("answer \(written.name) \(written.title.debugDescription)", depth: depth)
      for criterion in written.rubric {
        add("criterion \(criterion.points): \(criterion.text.debugDescription)", depth: depth + 1)
      }
      add(written.statement, &inside, depth: depth + 1)
    case .table(let table): add(table, depth: depth)
    case .definitions(let terms):
      add("definitions", depth: depth)
      for definition in terms {
        add("term", depth: depth + 1)
        add(definition.term, depth: depth + 2)
        for meaning in definition.meanings {
          add("meaning", depth: depth + 1)
          add(meaning, depth: depth + 2)
        }
      }
    case .math(let tex, let location):
      add("math \(tex.debugDescription) @\(location.line):\(location.column)", depth: depth)
    case .html(let html): add("html \(html.debugDescription)", depth: depth)
    case .thematicBreak: add("thematic break", depth: depth)
    }
  }

  private mutating func add(_ table: TextTable, depth: Int) {
    let alignments = table.alignments.map { $0?.rawValue ?? "any" }.joined(separator: ", ")
    let label = table.label.map { " #\($0)" } ?? ""
    add(
      "table\(label) \(alignments) @\(table.location.line):\(table.location.column)",
      depth: depth
    )
    for row in [table.header] + table.rows {
      add("row", depth: depth + 1)
      for cell in row {
        add("cell", depth: depth + 2)
        add(cell, depth: depth + 3)
      }
    }
    guard !table.caption.isEmpty else { return }
    add("caption", depth: depth + 1)
    add(table.caption, depth: depth + 2)
  }

  private mutating func add(_ content: [Inline], depth: Int) {
    for inline in content { add(inline, depth: depth) }
  }

  private mutating func add(_ inline: Inline, depth: Int) {
    switch inline {
    case .text(let text): add("text \(text.debugDescription)", depth: depth)
    case .code(let text): add("code \(text.debugDescription)", depth: depth)
    case .expression(let index):
      let expression = lesson.inlineExpressions[index]
      let after = expression.afterBlock.map { " after block \($0)" } ?? ""
      add(
        "expression \(index) \(expression.source.debugDescription) "
          + "@\(expression.location.line):\(expression.location.column)\(after)",
        depth: depth
      )
    case .emphasis(let content):
      add("emphasis", depth: depth)
      add(content, depth: depth + 1)
    case .strong(let content):
      add("strong", depth: depth)
      add(content, depth: depth + 1)
    case .strikethrough(let content):
      add("strikethrough", depth: depth)
      add(content, depth: depth + 1)
    case .task(let isDone): add("task \(isDone ? "done" : "to do")", depth: depth)
    case .link(let target, let title, let content, let location):
      addTarget("link", target, title, content, location, depth: depth)
    case .image(let target, let title, let content, let location):
      addTarget("image", target, title, content, location, depth: depth)
    case .math(let tex, let location):
      add("math \(tex.debugDescription) @\(location.line):\(location.column)", depth: depth)
    case .html(let html): add("html \(html.debugDescription)", depth: depth)
    case .footnote(let index): add("mark of footnote \(index + 1)", depth: depth)
    case .softBreak: add("soft break", depth: depth)
    case .lineBreak: add("line break", depth: depth)
    }
  }

  private mutating func addTarget(
    _ kind: String,
    _ target: String,
    _ title: String,
    _ content: [Inline],
    _ location: SourceLocation,
    depth: Int
  ) {
    let named = title.isEmpty ? "" : " \(title.debugDescription)"
    add(
      "\(kind) \(target.debugDescription)\(named) @\(location.line):\(location.column)",
      depth: depth
    )
    add(content, depth: depth + 1)
  }
}

extension Lesson: CustomDebugStringConvertible {
  /// The outline that ``LessonDump`` makes.
  public var debugDescription: String { LessonDump(self).description }
}
