import LessonDocument
import Testing

/// Lessons of nested elements in which each paragraph has words of its own, the same for the same seed.
private struct NestedText {
  private var state: UInt64
  private var words = 0
  private(set) var notes: [String] = []

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private mutating func next(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  private mutating func word() -> String {
    words += 1
    return "word\(words)x"
  }

  mutating func text() -> String {
    let lines = (0..<(1 + next(4))).flatMap { _ in element(depth: 0) + [""] }
    return (lines + notes).joined(separator: "\n") + "\n"
  }

  private mutating func element(depth: Int) -> [String] {
    switch next(depth > 3 ? 3 : 10) {
    case 0: return [word(), word()]
    case 1: return ["## \(word())"]
    case 2: return ["| \(word()) | \(word()) |", "|---|---|", "| \(word()) | \(word()) |"]
    case 3:
      let name = "n\(notes.count)"
      notes += ["", "[^\(name)]: \(word())", "", "    \(word())"]
      return ["\(word())[^\(name)]"]
    case 4, 5: return inside("- ", "  ", depth) + inside("- ", "  ", depth)
    case 6: return inside("12. ", "    ", depth)
    case 7: return ["> [!NOTE] title", "> \(word())", ">"] + inside("> ", "> ", depth)
    case 8: return ["```hint one", word(), "", "- \(word())", "```"]
    default: return inside("> ", "> ", depth)
    }
  }

  private mutating func inside(_ first: String, _ rest: String, _ depth: Int) -> [String] {
    let lines = element(depth: depth + 1) + [""] + element(depth: depth + 1)
    return lines.enumerated().map { ($0 == 0 ? first : rest) + $1 }
  }
}

/// Elements with their places, however deep.
private func placed(
  _ elements: [Element],
  _ places: [LessonText.Place]
) -> [(Element, LessonText.Place)] {
  zip(elements, places).flatMap { element, place -> [(Element, LessonText.Place)] in
    let content: [Element] =
      switch element {
      case .list(_, _, let items): items.flatMap { $0 }
      case .quote(let content), .callout(_, _, let content), .hint(_, _, let content): content
      default: []
      }
    return [(element, place)] + placed(content, place.inside)
  }
}

@Test("Every element, however deep, stands on the lines that its place tells", arguments: 1...300)
func placesOfElements(seed: Int) throws {
  var generator = NestedText(seed: seed)
  let exercise = "\n```swift\n//| exercise: one\n// BEGIN SOLUTION\n1\n// END SOLUTION\n```\n"
  let text = "# Title\n\n\(generator.text())\(exercise)"
  let lesson = try LessonReader().lesson(source: text, file: "lesson.md")
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  var all = placed(lesson.elements, lesson.text.elements)
  for (note, place) in zip(lesson.footnotes, lesson.text.footnotes) {
    #expect(lines[place.lines.lowerBound].hasPrefix("[^\(note.name)]:"))
    all += placed(note.content, place.inside)
  }
  for (element, place) in all {
    let source = lines[place.lines].joined(separator: "\n")
    let words = element.inlines.flatMap(\.withDescendants).compactMap { inline in
      if case .text(let text) = inline { text } else { nil }
    }
    for word in words { #expect(source.contains(word), "\(word) in \(place)\n\(text)") }
    for inner in place.inside {
      #expect(place.lines.lowerBound <= inner.lines.lowerBound, "\(text)")
      #expect(inner.lines.upperBound <= place.lines.upperBound, "\(text)")
    }
    if case .paragraph = element {
      let first = lines[place.lines.lowerBound]
      #expect(words.first.map { first.contains($0) } ?? true, "\(first)\n\(text)")
      #expect(place.lines.count == words.count || words.count == 1, "\(text)")
    }
    if case .table(let table) = element { #expect(place.inside.count == table.rows.count + 1) }
  }
}
