import Foundation
import Testing

extension ProgramTests {
  /// `unroll accept` and `unroll check`, on the real program.
  @Suite struct RecordTests {
    static let lesson = """
      # Halves

      ```swift
      //| label: half
      let half = 0.5
      print("half is", half)
      half
      ```

      A quarter is `{swift} half * half`.

      ```swift
      //| label: curve
      lineChart(["half": [1.0, half, half * half]])
      ```

      """

    static func course(_ lesson: String = lesson) throws -> TemporaryFolder {
      let folder = try TemporaryFolder("course")
      try folder.file("Lessons/01-halves.md", lesson)
      return folder
    }

    static func unroll(
      _ arguments: String...,
      in folder: TemporaryFolder
    ) async throws
      -> UnrollProgram.Outcome
    {
      try await UnrollProgram.run(arguments, in: folder.url)
    }

    @Test("What is accepted is checked, and accepting again changes nothing")
    func accepted() async throws {
      let course = try Self.course()
      let missing = try await Self.unroll("check", in: course)
      #expect(
        missing.output == """
          FAIL  01-halves
          Lessons/01-halves.md:1:1: error: there is no record of the lesson: run `unroll accept halves`

          """
      )
      #expect(missing.status == 1)
      let accepted = try await Self.unroll("accept", in: course)
      #expect(accepted.output == "recorded      01-halves\n")
      #expect(accepted.status == 0)
      let path = course.url.appendingPathComponent("Lessons/recorded/halves.json")
      let record = try String(contentsOf: path, encoding: .utf8)
      #expect(record.contains("\"lines\": [\"half is 0.5\", \"\"]"))
      #expect(record.contains("{\"expression\": \"half * half\", \"value\": \"0.25\"}"))
      #expect(record.contains("\"y\": [1, 0.5, 0.25]"))
      #expect(record.contains("\"machine\": {\"cores\": "))
      let checked = try await Self.unroll("check", in: course)
      #expect(checked.output == "ok    01-halves\n")
      #expect(checked.errors.isEmpty || checked.errors.hasPrefix("warning: "))
      #expect(checked.status == 0)
      #expect(
        try await Self.unroll("accept", "01", in: course).output == "unchanged     01-halves\n"
      )
      #expect(try String(contentsOf: path, encoding: .utf8) == record)
    }

    @Test("A result that differs is shown with its place, a difference and the command")
    func drift() async throws {
      let course = try Self.course()
      _ = try await Self.unroll("accept", in: course)
      try course.file(
        "Lessons/01-halves.md",
        Self.lesson.replacing("let half = 0.5", with: "let half = 0.25")
      )
      let outcome = try await Self.unroll("check", "halves", in: course)
      #expect(outcome.status == 1)
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(
        lines.prefix(10).joined(separator: "\n") == """
          FAIL  01-halves
          Lessons/01-halves.md:3:1: error: block 'half' gives another result than recorded: 2 outputs changed
          Lessons/01-halves.md:10:23: error: inline `half * half` is 0.0625; recorded is 0.25
          Lessons/01-halves.md:12:1: error: block 'curve' gives another result than recorded: its chart changed: series 'half': 2 of 3 differ, greatest 0.25 at x = 1
          --- Lessons/recorded/halves.json
          +++ Lessons/recorded/halves.json as computed now
          @@ -3,8 +3,8 @@
             {
              "block": "half",
              "outputs": [
          """
      )
      #expect(outcome.output.contains("\n-    {\"kind\": \"value\", \"lines\": [\"0.5\"]}\n"))
      #expect(outcome.output.contains("\n+    {\"kind\": \"value\", \"lines\": [\"0.25\"]}\n"))
      #expect(
        lines.suffix(2) == ["If the new results are right, record them: unroll accept halves", ""]
      )
      #expect(try await Self.unroll("accept", in: course).output == "recorded      01-halves\n")
      #expect(try await Self.unroll("check", in: course).status == 0)
    }

    @Test("A lesson that is not as expected is not recorded")
    func refused() async throws {
      let course = try Self.course()
      _ = try await Self.unroll("accept", in: course)
      let path = course.url.appendingPathComponent("Lessons/recorded/halves.json")
      let record = try String(contentsOf: path, encoding: .utf8)
      try course.file(
        "Lessons/01-halves.md",
        Self.lesson.replacing("let half = 0.5", with: "let half = 1 / Double([Int]()[0])")
      )
      try course.file("Lessons/02-whole.md", SmallCourse.lesson("print(1)"))
      let outcome = try await Self.unroll("accept", in: course)
      #expect(outcome.status == 1)
      #expect(outcome.output.hasPrefix("not recorded  01-halves\nLessons/01-halves.md:5:"))
      #expect(outcome.output.hasSuffix("recorded      02-whole\n"))
      #expect(try String(contentsOf: path, encoding: .utf8) == record)
      let check = try await Self.unroll("check", "01", in: course)
      #expect(check.status == 1)
      #expect(check.output.contains(": error: Fatal error: "))
      #expect(!check.output.contains("gives another result"))
    }

    @Test("A damaged record is refused by both, and stays for its owner to look at")
    func damaged() async throws {
      let course = try Self.course()
      let path = try course.file("Lessons/recorded/halves.json", "<<<<<<< HEAD\n")
      let sentence =
        "Lessons/recorded/halves.json is no record of a lesson: bring it back from version control, "
        + "or remove it and run `unroll accept halves` and `unroll sweep halves`\n"
      let check = try await Self.unroll("check", in: course)
      #expect(check.output == "FAIL  01-halves\nLessons/01-halves.md:1:1: error: \(sentence)")
      #expect(check.status == 1)
      let accept = try await Self.unroll("accept", in: course)
      #expect(accept.errors.hasSuffix("error: \(sentence)"))
      #expect(accept.status == 1)
      #expect(try String(contentsOf: path, encoding: .utf8) == "<<<<<<< HEAD\n")
    }

    @Test("Prose, captions and order of other lessons are no drift; the tolerance is the block's")
    func noDrift() async throws {
      let course = try Self.course()
      _ = try await Self.unroll("accept", in: course)
      try course.file(
        "Lessons/01-halves.md",
        Self.lesson.replacing("A quarter is", with: "New words.\n\nOne quarter is")
          .replacing("//| label: curve", with: "//| label: curve\n//| fig-cap: Other")
          .replacing("let half = 0.5", with: "let half = 0.5000000001")
          .replacing("//| label: half", with: "//| label: half\n//| tolerance: 1e-6")
      )
      let outcome = try await Self.unroll("check", in: course)
      #expect(outcome.output == "ok    01-halves\n")
      #expect(outcome.status == 0)
    }

    @Test("Wrong use is status 2 before anything runs")
    func use() async throws {
      let course = try Self.course()
      let noFolder = try await Self.unroll("check", "--junit", "no/where.xml", in: course)
      #expect(noFolder.status == 2)
      #expect(
        noFolder.errors.hasPrefix("error: 'no/where.xml' cannot be written: there is no folder '")
      )
      let folder = try await Self.unroll("check", "--junit", "Lessons", in: course)
      #expect(folder.errors == "error: 'Lessons' is a folder; name a file in it\n")
      #expect(folder.status == 2)
      for command in ["accept", "check", "sweep"] {
        let outcome = try await Self.unroll(command, "halvs", in: course)
        #expect(
          outcome.errors
            == "error: no lesson 'halvs': did you mean 'halves'? the lessons are 01-halves\n"
        )
        #expect(outcome.status == 2)
      }
    }
  }
}
