import ArgumentParser
import LessonDocument
import LessonPages
import LessonRunner

/// `unroll tweak`: a lesson of one's own to change.
struct TweakCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tweak",
    abstract:
      "Copy a lesson into Work, without its solutions, and watch the copy while you change it.",
    discussion: """
      The lesson itself stays as it is. A copy that is there already is watched as it is; with --anew it is \
      begun again, and what was there is kept as a backup. The copy reads the course's data files. Ctrl-C \
      ends it. For example: unroll tweak 02
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String

  @Flag(help: "Begin the copy again.")
  var anew = false

  @Flag(help: "Draw with ASCII only.")
  var plain = false

  @OptionGroup var flags: RunFlags

  func run() async throws {
    let lesson = try LessonChoice.lesson(lesson)
    let text = LessonExport(lesson: lesson, results: nil).markdown()
    let work = StudentWork(course: CourseChoice().folder)
    let path: String
    if anew {
      let backup = try work.reset(lesson.fullName, type: "md", with: text)
      path = try work.path(of: lesson.fullName, type: "md")
      let kept = backup.map { " What was there is kept as \($0)." } ?? ""
      Note.say("Wrote \(path).\(kept)")
    } else {
      let (file, wasThere) = try work.start(lesson.fullName, type: "md", with: text)
      path = file
      Note.say(
        wasThere
          ? "\(path) is there already, and stays as it is; --anew begins it again."
          : "Wrote \(path)."
      )
    }
    try await LessonWatch.watch(path, plain: plain, flags)
  }
}
