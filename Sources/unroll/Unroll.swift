import ArgumentParser

/// The root command.
@main
struct Unroll: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unroll",
    abstract: "Run a course whose lessons hold Swift blocks.",
    usage: """
      unroll
      unroll run <lesson>
      unroll build
      unroll serve
      unroll exercise start <exercise>
      unroll <command> [<options>]
      """,
    discussion: """
      Without a command, unroll lists the lessons of the course in this folder, and how far you are with their \
      exercises: a course is a folder that holds Lessons. unroll new course begins one.

      What stands in lessons: unroll help options, charts, checks or format prints the reference.

      Exit status: 0 all is as expected, 1 something in the lessons is not, \
      2 the command was used wrongly, 3 the machine lacks something.
      """,
    version: "0.1.0",
    subcommands: [
      ListCommand.self, RunCommand.self, WatchCommand.self, TweakCommand.self, TryCommand.self,
      ExerciseCommand.self, BuildCommand.self, ServeCommand.self, ExportCommand.self,
      CheckCommand.self, AcceptCommand.self, SweepCommand.self, ExplainCommand.self,
      NewCommand.self, CleanCommand.self, DoctorCommand.self, ReleaseCommand.self,
      SubmitCommand.self, CollectCommand.self, GradeCommand.self, GradesCommand.self,
    ],
    defaultSubcommand: ListCommand.self
  )

  static func main() async {
    if let text = ReferenceHelp.text(for: Array(CommandLine.arguments.dropFirst())) {
      StandardOutput.write(text)
      return
    }
    let work = Task {
      var command = try parsed(Array(CommandLine.arguments.dropFirst()))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    }
    Interruption.shared.begin { work.cancel() }
    let result = await work.result
    Interruption.shared.endProcessIfInterrupted()
    if case .failure(let error) = result { Failure(error).endProcess() }
  }

  /// The command that is meant; what the parser refuses may be a word or an option that stands elsewhere.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    // Of a word that is no command the parser's own help says nothing.
    if arguments.prefix(2).contains("help") { try CommandTree()?.check(arguments) }
    do {
      return try parseAsRoot(arguments)
    } catch {
      if exitCode(for: error) != .success { try CommandTree()?.check(arguments) }
      throw error
    }
  }
}
