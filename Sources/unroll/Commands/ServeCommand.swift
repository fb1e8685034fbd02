import ArgumentParser
import Foundation
import LessonDocument
import LessonPages
import LessonRunner
import PreviewServer

/// `unroll serve`: the site on this machine, kept up to date while its lessons are written.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Show the site in a browser and keep it up to date while you write.",
    discussion: """
      Only this machine can see the site. Open pages change in place when a lesson or the theme is \
      saved; what is wrong is shown in them and here. Ctrl-C ends it.
      """
  )

  @Option(
    help: ArgumentHelp(
      "The folder that holds Lessons, or that Lessons folder.",
      valueName: "folder"
    )
  )
  var lessons = "."

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The port on this machine; 0 takes any that is free.", valueName: "number")
  )
  var port = 4000

  @Flag(help: "Open the site in the browser.")
  var open = false

  @Option(
    help: ArgumentHelp(
      "Where the site is written (default: a temporary folder).",
      valueName: "folder"
    )
  )
  var out: String?

  @OptionGroup var flags: RunFlags

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("'--port' needs a number from 0 to 65535, not \(port).")
    }
  }

  func run() async throws {
    let choice = CourseChoice(lessons)
    _ = try choice.lessons()
    let temporary = try WorkFolder()
    defer { temporary.remove() }
    let target = URL(fileURLWithPath: out ?? "\(temporary.path)/preview/site")
    try SiteWriter.checkTarget(target)
    let environment = try await flags.environment()
    let clients = choice.themes(environment).map { $0.appendingPathComponent("preview") }
    let preview = PreviewServer(folder: target, clients: clients)
    let build = PreviewBuild(
      choice: choice,
      environment: environment,
      flags: flags,
      target: target,
      preview: preview
    )
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (port, opens) = (port, open)
      group.addTask {
        try await preview.run(port: port) { address in
          await build.say("\(address.absoluteString)\n")
          if opens { Browser.open(address) }
        }
      }
      group.addTask { await build.run() }
      // Whichever ends first, by an error or because the command is cancelled, ends the other.
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
