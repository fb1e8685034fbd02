import ArgumentParser
import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// `unroll try`: code of one's own where a lesson stands.
struct TryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Try code of your own where a lesson stands after a block.",
    discussion: """
      The lesson stays as it is. What the code gives is shown beside what it gave before. \
      A file is run again at every save until Ctrl-C. Examples:

        unroll try 02                              the blocks that there are, and what they name
        unroll try 02 --after by-hand              the code in Work/try.swift
        unroll try 02 --after by-hand idea.swift   the code in another file
        echo 'handStates[1]' | unroll try 02 --after by-hand -
                                                   code from standard input, once
        unroll try 02 --after by-hand --set units=16
                                                   with another value of a number that the lesson names
      """
  )

  @Argument(help: "The lesson: its number, its name, or the path of any Markdown file.")
  var lesson: String

  @Option(
    help: ArgumentHelp(
      "The block after which the code stands; without it the blocks are listed.",
      valueName: "label"
    )
  )
  var after: String?

  @Argument(help: "The file with the code, '-' for standard input (default: Work/try.swift).")
  var file: String?

  @Flag(help: "Run the code once.")
  var once = false

  @Flag(help: "Draw with ASCII only.")
  var plain = false

  @OptionGroup var constants: ConstantFlags
  @OptionGroup var flags: RunFlags

  func run() async throws {
    let path = try LessonChoice.path(lesson)
    let lesson = try LessonReader().lesson(at: path)
    guard let after else {
      StandardOutput.write(BlockList(lesson, name: self.lesson).text)
      return
    }
    try lesson.requireBlock(labelled: after)
    try constants.tell(of: lesson)
    let work = StudentWork(course: CourseChoice().folder)
    let file = try file ?? begun(in: work, after: after)
    let runner = LessonRunner(
      environment: try await flags.environment(),
      options: flags.options()
    )
    let turn = TrialTurn(
      lesson: path,
      label: after,
      work: work,
      live: LiveLesson(runner: runner),
      constants: constants,
      device: TerminalDevice(),
      plain: plain
    )
    do {
      if file == "-" || once {
        let status = try await turn.take(try Self.code(of: file))
        await turn.live.close()
        guard status else { throw ExitStatus.lessons.error }
        return
      }
      try await watch(file, path, turn)
    } catch {
      await turn.live.close()
      throw error
    }
  }

  /// Runs the code now and at every save.
  private func watch(_ file: String, _ path: String, _ turn: TrialTurn) async throws {
    let changes = FileChanges(in: [file, path].map { URL(fileURLWithPath: $0) }).changes()
    try await tried(file, turn)
    for await _ in changes { try await tried(file, turn) }
    await turn.live.close()
    try Task.checkCancellation()
  }

  /// A slip in the lesson or a file that is being saved is told, and the watch goes on.
  private func tried(_ file: String, _ turn: TrialTurn) async throws {
    do {
      _ = try await turn.take(try Self.code(of: file))
    } catch let error as LessonErrors {
      Note.say("\(error)")
    } catch let error as UseError {
      Note.say("error: \(error)")
    } catch let error as ConstantError {
      Note.say("error: \(error)")
    }
  }

  /// The file of trials, begun if it is not there.
  private func begun(in work: StudentWork, after: String) throws -> String {
    let text =
      "// Code that runs after the block '\(after)': unroll try \(lesson) --after \(after)\n"
    return try work.start("try", with: text).path
  }

  private static func code(of file: String) throws -> ExerciseAnswer {
    guard file != "-" else {
      let data = FileHandle.standardInput.readDataToEndOfFile()
      return ExerciseAnswer(
        text: String(decoding: data, as: UTF8.self),
        file: "standard-input.swift"
      )
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
      throw UseError.noCode(file)
    }
    guard !isFolder.boolValue else { throw UseError.folderOfCode(file) }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw UseError.unreadable(file)
    }
    return ExerciseAnswer(text: String(decoding: data, as: UTF8.self), file: file)
  }
}
