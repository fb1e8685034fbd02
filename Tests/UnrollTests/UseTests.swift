import Foundation
import Testing

extension ProgramTests {
  /// Wrong use: status 2, a sentence that says what is right, and nothing on standard output.
  @Suite struct UseTests {
    static let runUsage = """
      Usage: unroll run <lesson> [--json] [--through <label>] [--plain] [--twins] [--no-ask] \
      [--set <name=value> ...] [--sandbox <auto|require|off>] [--no-cache] [--jobs <number>]
        See 'unroll run --help' for more information.

      """

    @Test(
      "Wrong use is answered with what would be right",
      arguments: [
        (
          ["frobnicate"],
          """
          error: unroll has no command 'frobnicate'; the commands are list, run, watch, tweak, try, exercise, build, serve, export, check, accept, sweep, explain, new, clean, doctor, release, submit, collect, grade, grades. \
          To run a lesson, say unroll run frobnicate

          """
        ),
        (
          ["hint"],
          """
          error: unroll has no command 'hint': did you mean `unroll exercise hint`? The commands are list, run, watch, tweak, try, exercise, build, serve, export, check, accept, sweep, explain, new, clean, doctor, release, submit, collect, grade, grades

          """
        ),
        (
          ["exercise", "chek", "double"],
          """
          error: unroll exercise has no command 'chek': did you mean `unroll exercise check`? The commands are list, start, check, watch, hint, reset, update

          """
        ),
        (
          ["exercise", "try"],
          """
          error: unroll exercise has no command 'try': did you mean `unroll try`? The commands are list, start, check, watch, hint, reset, update

          """
        ),
        (
          ["new", "exercize", "a", "--in", "01"],
          "error: unroll new has no command 'exercize': did you mean `unroll new exercise`? The commands are course, lesson, exercise, jobs\n"
        ),
        (
          ["run", "01", "--seeds=3"],
          "error: `unroll run` has no option '--seeds', which is one of `unroll check`; `unroll run --help` lists its own\n"
        ),
        (
          ["run", "01", "--no-cach"],
          "error: `unroll run` has no option '--no-cach': did you mean '--no-cache'? `unroll run --help` lists all\n"
        ),
        (
          ["exercise", "check", "double", "--once"],
          """
          error: `unroll exercise check` has no option '--once', which is one of `unroll try`; \
          `unroll exercise check --help` lists its own

          """
        ),
        (
          ["new", "exercise", "repeat", "--in", "01"],
          "error: 'repeat' is a word of the Swift language: choose another name\n"
        ),
        (
          ["new", "exercise", "line-chart", "--in", "01"],
          """
          error: 'lineChart' is what every lesson can call already, and a second one would be taken in its \
          place: choose another name

          """
        ),
        (
          ["new", "exercise", "guesses", "--in", "01"],
          "error: 'guesses' is the name of a file that Unroll keeps in the folder Work: choose another name\n"
        ),
        (
          ["run"],
          "error: `unroll run` needs a lesson, as in `unroll run 01`; the lessons are 01-sums, 02-products\n"
        ),
        (
          ["run", "sumz"],
          "error: no lesson 'sumz': did you mean 'sums'? the lessons are 01-sums, 02-products\n"
        ),
        (["run", "7"], "error: no lesson '7'; the lessons are 01-sums, 02-products\n"),
        (
          ["run", "01", "--through", "picure"],
          "error: no block is labelled 'picure': did you mean 'picture'? the labels are squares, picture, last\n"
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
          "error: `unroll run` has no option '--jsn': did you mean '--json'? `unroll run --help` lists all\n"
        ),
        (
          ["run", "01", "--jobs", "0"],
          "error: '--jobs' needs a number greater than 0, not 0.\n\(runUsage)"
        ),
        (
          ["run", "01", "--sandbox", "maybe"],
          "error: '--sandbox' is auto, require or off, not 'maybe'\n"
        ),
        (
          ["build", "--lessons", "nowhere"],
          """
          error: there is no folder 'nowhere/Lessons': go to a folder that holds a course's Lessons, or begin a course \
          with `unroll new lesson first-steps`

          """
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
      for arguments in [
        [], ["list"], ["run"], ["run", "01"], ["build"], ["exercise"], ["exercise", "check"],
        ["watch"], ["explain", "01"],
      ] {
        let outcome = try await UnrollProgram.run(arguments, in: folder.url)
        #expect(
          outcome.errors
            == "error: there is no folder 'Lessons': go to a folder that holds a course's Lessons, or begin a course "
            + "with `unroll new lesson first-steps`\n"
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
