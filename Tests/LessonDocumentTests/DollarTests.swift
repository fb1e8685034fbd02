import LessonDocument
import Testing

/// Texts of dollar signs, links and what may stand between them, the same in every run.
private struct DollarText: RandomNumberGenerator {
  private var state: UInt64 = 20_260_301
  private static let parts = [
    "$", "$", "$$", "$5", "$x$", "5$", "a", " ", "é", "-", "{", "\\", "*", ".", "\n", "(", ")",
    "[", "[b](https://e.org/", ")", "](https://e.org/$)", "](#x$ \"$\")", "<https://e.org/$>",
    "[c](https://e.org)", "![d](e$.png)",
  ]

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }

  mutating func text() -> String {
    (0..<Int.random(in: 2...14, using: &self)).map { _ in
      Self.parts.randomElement(using: &self) ?? ""
    }.joined()
  }
}

/// Where the links of a text lead and the images come from, a dollar sign written as a per cent sign.
private func destinations(in source: String) -> [String]? {
  guard let lesson = try? LessonReader().lesson(source: source, file: "lesson.md") else {
    return nil
  }
  return lesson.elements.flatMap(\.inlines).flatMap(\.withDescendants).compactMap { inline in
    switch inline {
    case .link(let destination, _, _, _): destination.replacing("$", with: "%")
    case .image(let source, _, _, _): source.replacing("$", with: "%")
    default: nil
    }
  }
}

@Test("No formula takes a link or an image out of a text, or a piece out of its address")
func formulasLeaveLinks() {
  var generator = DollarText()
  var compared = 0
  for _ in 0..<4_000 {
    let text = generator.text()
    // With another sign in its place nothing is a formula, and the links are those that Markdown knows.
    guard let found = destinations(in: text),
      let expected = destinations(in: text.replacing("$", with: "%"))
    else { continue }
    compared += expected.isEmpty ? 0 : 1
    #expect(found == expected, "\(text.debugDescription)")
  }
  #expect(compared > 500)
}
