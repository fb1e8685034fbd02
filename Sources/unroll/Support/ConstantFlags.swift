import ArgumentParser
import LessonDocument

/// The option of commands that run a lesson with other numbers than its own.
struct ConstantFlags: ParsableArguments {
  @Option(
    name: .customLong("set"),
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Give a number that the lesson names another value; may be repeated.",
      valueName: "name=value"
    )
  )
  var texts: [String] = []

  /// The values for a lesson.
  ///
  /// - Throws: `ConstantError`.
  func settings(for lesson: Lesson) throws -> [ConstantSetting] {
    try [ConstantSetting](texts, of: lesson)
  }

  /// Says which numbers are not the lesson's own.
  func tell(of lesson: Lesson) throws {
    let settings = try settings(for: lesson)
    for setting in settings {
      guard let constant = lesson.constants.first(where: { $0.name == setting.name }) else {
        continue
      }
      Note.say("note: \(setting.name) is \(setting.value) here, \(constant.value) in the lesson")
    }
  }
}
