import Foundation
import Testing

extension ProgramTests {
  /// Wrong use: status 2, a sentence that says what is right, and nothing on standard output.
  @Suite struct UseTests {
    static let runUsage = """
      Usage: unroll run <lesson> [--json] [--through <label>] [--plain] [--no-ask] \
      [--sandbox <auto|require|off>] [--no-cache] [--jobs <number>]
        See 'unroll run --help' for more information.

      """

    @Test(
      "Wrong use is answered with what would be right",
      arguments: [
        (
          ["frobnicate"],
          """
          error: unroll has no command 'frobnicate'; the commands are list, run, watch, try, exercise, build, serve, export, check, accept, sweep, explain, new, clean, doctor. \
          To run a lesson, say unroll run frobnicate

          """
        ),
        (
          ["run"],
          """
          error: Missing expected argument '<lesson>'
          Help:  <lesson>  The lesson: its number, its name, or the path of any Markdown file.
          \(runUsage)
          """
        ),
        (
          ["run", "sumz"],
          "error: no lesson 'sumz': did you mean 'sums'? the lessons are 01-sums, 02-products\n"
        ),
        (["run", "7"], "error: no lesson '7'; the lessons are 01-sums, 02-products\n"),
        (
          ["run", "01", "--through", "picure"],
          "error: no block is labelled 'picure'; the labels are squares, picture, last\n"
        ),
        (
          ["run", "nothing/here.md"],
          """
          error: there is no file 'nothing/here.md'; name a lesson of the course or the path of a \
          Markdown file

          """
        ),
        (
          ["run", "./Lessons"],
          "error: './Lessons' is a folder; give the path of a Markdown file in it\n"
        ),
        (
          ["run", "01", "--jsn"],
          "error: Unknown option '--jsn'. Did you mean '--json'?\n\(runUsage)"
        ),
        (
          ["run", "01", "--jobs", "0"],
          "error: '--jobs' needs a number greater than 0.\n\(runUsage)"
        ),
        (
          ["run", "01", "--sandbox", "maybe"],
          """
          error: The value 'maybe' is invalid for '--sandbox <auto|require|off>'. \
          Please provide one of 'auto', 'require' or 'off'.
          Help:  --sandbox <auto|require|off>  Run blocks in a sandbox if it starts, or not at all \
          without it, or never in one.
          \(runUsage)
          """
        ),
        (
          ["build", "--lessons", "nowhere"],
          "error: there is no folder 'nowhere/Lessons': go to a folder that holds a course's Lessons\n"
        ),
      ]
    )
    func refused(arguments: [String], message: String) async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(arguments, in: course.url)
      #expect(outcome.errors == message)
      #expect(outcome.output == "")
      #expect(outcome.status == 2)
    }

    @Test("Outside a course the commands say where to go")
    func noCourse() async throws {
      let folder = try TemporaryFolder()
      for arguments in [[], ["list"], ["run", "01"], ["build"]] {
        let outcome = try await UnrollProgram.run(arguments, in: folder.url)
        #expect(
          outcome.errors
            == "error: there is no folder 'Lessons': go to a folder that holds a course's Lessons\n"
        )
        #expect(outcome.status == 2)
      }
    }

    @Test("Without arguments the lessons are listed, also from inside Lessons")
    func listing() async throws {
      let course = try SmallCourse.folder()
      let expected = """
        Arithmetic
        Numbers by hand.

        01  sums: Sums
            Adding up, by hand.

        02  products: Products

        Run one with `unroll run 01`.

        """
      for folder in [course.url, course.url.appendingPathComponent("Lessons")] {
        let outcome = try await UnrollProgram.run([], in: folder)
        #expect(outcome.output == expected)
        #expect(outcome.errors == "")
        #expect(outcome.status == 0)
      }
    }

    @Test("Help names every option", arguments: ["run", "build", "list", "clean", "doctor"])
    func help(command: String) async throws {
      let folder = try TemporaryFolder()
      let outcome = try await UnrollProgram.run([command, "--help"], in: folder.url)
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      #expect(outcome.output.contains("USAGE: unroll \(command)"))
      // The line of all options is as long as it has to be.
      let lines = outcome.output.split(separator: "\n").filter { !$0.hasPrefix("USAGE:") }
      #expect(lines.allSatisfy { $0.count <= 130 })
      let root = try await UnrollProgram.run(["--help"], in: folder.url)
      #expect(root.status == 0)
      #expect(root.output.contains("  \(command) "))
    }
  }
}
