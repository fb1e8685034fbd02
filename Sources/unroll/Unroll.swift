import ArgumentParser
import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// The root command.
@main
struct Unroll: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unroll",
    abstract: "Runs a course on recurrent networks whose lessons hold Swift blocks.",
    discussion: """
      Exit status: 0 all is as expected, 1 something in the lessons is not, \
      2 the command was used wrongly, 3 the machine lacks something.
      """,
    version: "0.1.0",
    subcommands: [
      ListCommand.self, RunCommand.self, BuildCommand.self, CleanCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: ListCommand.self
  )

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      finish(with: error)
    }
  }

  /// Says what went wrong and ends with the status that fits.
  private static func finish(with error: any Error) -> Never {
    switch error {
    case let status as ExitCode: Foundation.exit(status.rawValue)
    case is LessonErrors: fail("\(error)", status: .lessons)
    case is CourseError: fail("error: \(error)", status: .usage)
    case RunnerError.unknownLabel: fail("error: \(error)", status: .usage)
    case is RunnerError: fail("error: \(error)", status: .machine)
    case is ThemeErrors, is MathError, is SiteError: fail("error: \(error)", status: .machine)
    default:
      // The parser's own: help and version are no errors, everything else is wrong use.
      let isUse = exitCode(for: error) != .success
      let text = fullMessage(for: error)
      if isUse { fail(text, status: .usage) }
      print(text)
      Foundation.exit(0)
    }
  }

  private static func fail(_ sentence: String, status: ExitStatus) -> Never {
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
    Foundation.exit(status.rawValue)
  }
}

/// What the exit statuses mean.
enum ExitStatus: Int32 {
  /// Something in the lessons is not as expected.
  case lessons = 1
  /// The command was used wrongly.
  case usage = 2
  /// The machine lacks something.
  case machine = 3

  /// The error that ends a command with this status.
  var error: ExitCode { ExitCode(rawValue) }
}
