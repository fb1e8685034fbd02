import Foundation
import Testing

extension ProgramTests {
  /// Names that are nearly right, or right elsewhere, are answered with what is meant.
  @Suite struct NamingTests {
    private static let exercises = """
      # Exercises

      ```swift
      //| label: by-hand
      let hand = 1
      ```

      ```swift
      //| exercise: one-step
      func oneStep() -> Int {
        // BEGIN SOLUTION
        hand
        // END SOLUTION
      }
      ```

      ```swift
      //| check: one-step
      check("one", oneStep() == 1)
      ```

      ```hint one-step
      What is one?
      ```

      ```answer why-one
      //| title: Why one?
      //| rubric:
      //|   - 1 => says it
      Say why.
      ```
      """

    /// A course with an exercise, and a lesson that cannot be read before it.
    private func course() throws -> TemporaryFolder {
      let course = try TemporaryFolder("naming")
      try course.file(
        "Lessons/01-unsound.md",
        "# Unsound\n\n```swift\n//| labl: one-step exercise\n1\n```\n"
      )
      try course.file("Lessons/02-steps.md", Self.exercises)
      return course
    }

    private static let lists = "'unroll exercise list' shows all 2"

    @Test(
      "Of lessons, exercises, labels, options, values and commands",
      arguments: [
        (
          "run one-step",
          "'one-step' is an exercise of 02-steps: run the lesson with `unroll run 02-steps`, check your answer with `unroll exercise check one-step`"
        ),
        (
          "watch why-one",
          "'why-one' is an exercise of 02-steps: run the lesson with `unroll run 02-steps`, check your answer with `unroll exercise check why-one`"
        ),
        (
          "explain one-stp",
          "no lesson 'one-stp': did you mean 'one-step'? That is an exercise of 02-steps, which `unroll exercise check one-step` checks"
        ),
        (
          "run Work/one-step.swift",
          "'Work/one-step.swift' holds Swift code, and a lesson is a Markdown file: check it with `unroll exercise check one-step`"
        ),
        (
          "run idea.swift",
          "'idea.swift' holds Swift code, and a lesson is a Markdown file; `unroll try` runs code where a lesson stands"
        ),
        (
          "run stepz",
          "no lesson 'stepz': did you mean 'steps'? the lessons are 01-unsound, 02-steps"
        ),
        ("exercise check one-stp", "no exercise 'one-stp': did you mean 'one-step'? \(lists)"),
        ("exercise start zzzzzz", "no exercise 'zzzzzz'; \(lists)"),
        (
          "exercise hint steps",
          "'02-steps' is a lesson: name one of its exercises, one-step or why-one"
        ),
        (
          "exercise watch",
          "`unroll exercise watch` needs an exercise's name; `unroll exercise list` names them"
        ),
        (
          "try 02 --after by-hnad --once",
          "no block is labelled 'by-hnad': did you mean 'by-hand'? the labels are by-hand"
        ),
        (
          "run 02 --through by_hand",
          "no block is labelled 'by_hand': did you mean 'by-hand'? the labels are by-hand"
        ),
        ("explain 02 hand", "no block is labelled 'hand'; the labels are by-hand"),
        (
          "run 02 --sandbox of",
          "'--sandbox' is auto, require or off, not 'of': did you mean 'off'?"
        ),
        (
          "run 02 --sandbox=reqire",
          "'--sandbox' is auto, require or off, not 'reqire': did you mean 'require'?"
        ),
        (
          "export 02 --format ipnb",
          "'--format' is ipynb, swift, html or md, not 'ipnb': did you mean 'ipynb'?"
        ),
        (
          "run 02 --ask",
          "`unroll run` has no option '--ask': did you mean '--no-ask'? `unroll run --help` lists all"
        ),
        (
          "run 02 --cache",
          "`unroll run` has no option '--cache': did you mean '--no-cache'? `unroll run --help` lists all"
        ),
        (
          "run -json 02",
          "`unroll run` has no option '-json': did you mean '--json'? `unroll run --help` lists all"
        ),
        (
          "try 02 --befor by-hand",
          "`unroll try` has no option '--befor'; its options are --after, --once, --plain, --set, --sandbox, --no-cache, --jobs"
        ),
        (
          "help excercise",
          "unroll has no command 'excercise': did you mean `unroll help exercise`? The commands are \(commands), "
            + "options, charts, checks, format, page"
        ),
        (
          "help chrats",
          "unroll has no command 'chrats': did you mean `unroll help charts`? The commands are \(commands), "
            + "options, charts, checks, format, page"
        ),
        (
          "exercise help chek",
          "unroll exercise has no command 'chek': did you mean `unroll exercise check`? The commands are list, start, check, watch, hint, reset, update"
        ),
      ]
    )
    func near(line: String, message: String) async throws {
      let course = try course()
      let arguments = line.split(separator: " ").map(String.init)
      let outcome = try await UnrollProgram.run(arguments, in: course.url)
      #expect(outcome.errors == "error: \(message)\n")
      #expect(outcome.output == "")
      #expect(outcome.status == 2)
      #expect(try course.contents().contains("Work") == false)
    }

    private static let commands =
      "list, run, watch, tweak, try, exercise, build, serve, export, check, accept, sweep, explain, new, clean, doctor, release, submit, collect, grade, grades"

    @Test(
      "Numbers out of their range are told, negative ones too",
      arguments: [
        ("serve --port 99999", "'--port' needs a number from 0 to 65535, not 99999."),
        ("serve --port -1", "'--port' needs a number from 0 to 65535, not -1."),
        ("run 02 --jobs -2", "'--jobs' needs a number greater than 0, not -2."),
        ("check --seeds -3", "'--seeds' needs a number from 1 to 1000, not -3."),
        (
          "check --mutants -0.5",
          "'--mutants' needs a number of seconds from above 0 to 86400, not -0.5."
        ),
        (
          "clean --keep -5",
          "'-5' is no size: write a number of bytes, or one with K, M, G or T, as in 500M."
        ),
      ]
    )
    func numbers(line: String, message: String) async throws {
      let course = try course()
      let arguments = line.split(separator: " ").map(String.init)
      let outcome = try await UnrollProgram.run(arguments, in: course.url)
      #expect(outcome.errors.hasPrefix("error: \(message)\n"), "\(outcome.errors)")
      #expect(outcome.status == 2)
    }

    @Test(
      "A lesson that cannot be read hides no exercise of another, and its own mistakes are told"
    )
    func unsound() async throws {
      let course = try course()
      let start = try await UnrollProgram.run(["exercise", "start", "one-step"], in: course.url)
      #expect(start.status == 0, "\(start.errors)")
      let run = try await UnrollProgram.run(["run", "01"], in: course.url)
      #expect(run.status == 1)
      #expect(run.errors.contains("Lessons/01-unsound.md:4:5: error: unknown option 'labl'"))
      // The exercise's own lesson is the one that cannot be read.
      try course.file("Lessons/02-steps.md", Self.exercises.replacing("label:", with: "labl:"))
      let own = try await UnrollProgram.run(["exercise", "hint", "one-step"], in: course.url)
      #expect(own.status == 1)
      #expect(own.errors.contains("Lessons/02-steps.md:4:5: error: unknown option 'labl'"))
      #expect(!own.errors.contains("01-unsound"))
    }

    @Test(
      "A number that two lessons have means neither",
      arguments: [
        ["run", "01"], ["explain", "1"], ["export", "01", "--format", "md"], ["check", "01"],
      ]
    )
    func ambiguous(arguments: [String]) async throws {
      let course = try TemporaryFolder("ambiguous")
      try course.file("Lessons/01-a.md", "# A\n")
      try course.file("Lessons/01-b.md", "# B\n")
      let outcome = try await UnrollProgram.run(arguments, in: course.url)
      #expect(
        outcome.errors
          == "error: '\(arguments[1])' can be Lessons/01-a.md or Lessons/01-b.md: name one by its file, and give one of "
          + "them another number and name\n"
      )
      #expect(outcome.status == 2)
    }

    @Test(
      "A lesson without code has nothing to run, and one that was renamed answers to its earlier name"
    )
    func explained() async throws {
      let course = try TemporaryFolder("explained")
      try course.file("Lessons/01-text.md", "---\naliases: [words]\n---\n# Text\n\nWords.\n")
      try course.file("Lessons/02-shown.md", "# Shown\n\n```swift\n//| eval: false\n1\n```\n")
      let text = try await UnrollProgram.run(["explain", "words"], in: course.url)
      #expect(text.output == "The lesson has nothing to run: no block and no expression.\n")
      let shown = try await UnrollProgram.run(["explain", "02"], in: course.url)
      #expect(
        shown.output
          == "block-1  no part of a run: its options say eval: false\n\nNothing runs: none of the lesson's blocks is "
          + "part of a run.\n"
      )
    }
  }
}
