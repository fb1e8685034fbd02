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
      exercises: a course is a folder that holds Lessons.

      Exit status: 0 all is as expected, 1 something in the lessons is not, \
      2 the command was used wrongly, 3 the machine lacks something.
      """,
    version: "0.1.0",
    subcommands: [
      ListCommand.self, RunCommand.self, WatchCommand.self, TryCommand.self,
      ExerciseCommand.self, BuildCommand.self, ServeCommand.self, ExportCommand.self,
      CheckCommand.self, AcceptCommand.self, SweepCommand.self, ExplainCommand.self,
      CleanCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: ListCommand.self
  )

  static func main() async {
    let work = Task {
      try refuseUnknownCommand(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
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

  /// Refuses a first word that is no command.
  ///
  /// The parser would take it for an argument of the default command, and say so.
  private static func refuseUnknownCommand(_ word: String?) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word, !word.hasPrefix("-"), !(names + ["help"]).contains(word) else { return }
    throw UseError.unknownCommand(word, known: names)
  }
}
