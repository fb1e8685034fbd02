import LessonDocument
import LessonPages

/// A hint, as a terminal shows it.
struct HintText {
  let lesson: Lesson
  let content: [Element]
  let plain: Bool

  var text: String {
    let device = TerminalDevice()
    let renderer = TerminalRenderer(
      width: device.width,
      colour: device.hasColour,
      plain: plain,
      course: lesson.referredLessons
    )
    return content.map { renderer.text(for: $0, in: lesson, results: nil) }.joined(separator: "\n")
  }
}
