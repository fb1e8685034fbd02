import LessonDocument
import LessonPages

/// A hint, as a terminal shows it.
struct HintText {
  let lesson: Lesson
  let content: [Element]
  let plain: Bool

  var text: String {
    let device = TerminalDevice()
    let renderer = TerminalRenderer(width: device.width, colour: device.hasColour, plain: plain)
    return content.map { renderer.text(for: $0, in: lesson, results: nil) }.joined(separator: "\n")
  }
}

extension Lesson {
  /// The hints for an exercise, in order.
  func hints(for exercise: Exercise) -> [[Element]] {
    elements.flatMap { $0.hints(for: exercise.name) }.sorted { $0.number < $1.number }
      .map(\.content)
  }
}

extension Element {
  fileprivate func hints(for name: String) -> [(number: Int, content: [Element])] {
    switch self {
    case .hint(name, let number, let content): [(number, content)]
    case .list(_, _, let items): items.flatMap { $0.flatMap { $0.hints(for: name) } }
    case .quote(let content), .callout(_, _, let content):
      content.flatMap { $0.hints(for: name) }
    default: []
    }
  }
}
