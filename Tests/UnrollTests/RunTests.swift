import Foundation
import Testing

extension ProgramTests {
  @Suite struct RunTests {
    @Test("A lesson shows its text, code and results in 80 columns, and no escape byte in a file")
    func plainText() async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(["run", "sums"], in: course.url)
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      #expect(outcome.output.contains("┃ the squares are [1, 4, 9, 16, 25, 36, 49]\n"))
      #expect(outcome.output.contains("┃ 140\n"))
      #expect(outcome.output.contains("Half of it is 70."))
      #expect(!outcome.output.utf8.contains(0x1B))
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("COLUMNS sets the width of what is not a terminal", arguments: [40, 60, 120])
    func width(columns: Int) async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(
        ["run", "sums"],
        in: course.url,
        environment: ["COLUMNS": String(columns)]
      )
      let widest = outcome.output.split(separator: "\n").map(\.count).max() ?? 0
      #expect(widest <= columns)
      #expect(widest > columns - 25)
    }

    @Test("References to other lessons are words, in the terminal and in the files of answers")
    func references() async throws {
      let folder = try TemporaryFolder()
      try folder.file(
        "Lessons/01-a.md",
        """
        # First

        See [](02-b.md#gates), [](02-b.md) and [](02-b.md#fig-one).

        ## Exercise: twice

        As in [](02-b.md#gates).

        ```swift
        //| exercise: twice
        // BEGIN SOLUTION
        let a = 1
        // END SOLUTION
        ```

        ```answer why
        //| rubric:
        //|   - 1 => x
        Why, as in [](02-b.md#gates)?
        ```
        """
      )
      try folder.file(
        "Lessons/02-b.md",
        "# Second\n\n## Gates\n\n```swift\n//| label: fig-one\n1\n```\n"
      )
      let shown = try await UnrollProgram.run(["run", "01"], in: folder.url)
      #expect(shown.output.contains("See Gates (Second), Second and Figure 1 (Second)."))
      #expect(shown.output.contains("Exercise: twice (1 point)"))
      for (name, file) in [("twice", "Work/twice.swift"), ("why", "Work/why.md")] {
        #expect(
          try await UnrollProgram.run(["exercise", "start", name], in: folder.url).status == 0
        )
        let text = try String(contentsOf: folder.url.appendingPathComponent(file), encoding: .utf8)
        #expect(text.contains("as in Gates (Second)") || text.contains("As in Gates (Second)"))
        #expect(!text.contains("02-b.md"))
      }
    }

    @Test("--plain draws with ASCII only")
    func plain() async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(["run", "sums", "--plain"], in: course.url)
      #expect(outcome.output.contains("| 140\n"))
      #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test("--through stops after the block, in the text and in the data")
    func through() async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(
        ["run", "sums", "--through", "squares"],
        in: course.url
      )
      #expect(outcome.output.contains("┃ 140\n"))
      #expect(!outcome.output.contains("lineChart"))
      let results = try await JSONResults(
        UnrollProgram.run(["run", "sums", "--through", "squares", "--json"], in: course.url)
      )
      #expect(results.statuses == ["ok", "not-evaluated", "not-evaluated"])
    }

    @Test("--json prints one object with the documented names, times and all")
    func json() async throws {
      let course = try SmallCourse.folder()
      let arguments = ["run", "01", "--json", "--no-cache"]
      let results = try await JSONResults(UnrollProgram.run(arguments, in: course.url))
      #expect(results.names == ["lesson", "blocks", "inline"])
      #expect(results.object["lesson"] as? String == "sums")
      #expect(results.statuses == ["ok", "ok", "expected-failure"])
      let names: Set = [
        "label", "line", "status", "outputs", "diagnostics", "compile_ms", "run_ms", "cpu_ms",
        "cached",
      ]
      for block in results.blocks { #expect(Set(block.keys) == names) }
      #expect(results.blocks.map { $0["label"] as? String } == ["squares", "picture", "last"])
      #expect(results.blocks.map { $0["line"] as? Int } == [6, 15, 20])
      #expect(results.blocks.allSatisfy { ($0["run_ms"] as? Double ?? 0) > 0 })
      #expect(results.blocks.allSatisfy { ($0["compile_ms"] as? Double ?? 0) > 0 })
      #expect(results.blocks.allSatisfy { $0["cached"] as? Bool == false })

      let first = results.outputs(of: 0)
      #expect(first.map { Set($0.keys) } == [["kind", "text"], ["kind", "text"]])
      #expect(first.map { $0["kind"] as? String } == ["text", "value"])
      #expect(first[0]["text"] as? String == "the squares are [1, 4, 9, 16, 25, 36, 49]\n")
      #expect(first[1]["text"] as? String == "140")
      let chart = try #require(results.outputs(of: 1).first)
      #expect(Set(chart.keys) == ["kind", "text", "svg", "summary"])
      #expect((chart["svg"] as? String)?.hasPrefix("<svg") == true)
      let said = try #require(results.diagnostics(of: 2).first)
      #expect(Set(said.keys) == ["severity", "line", "column", "message", "cause"])
      #expect(said["line"] as? Int == 24)
      #expect((said["message"] as? String)?.contains("Index out of range") == true)

      let inline = try #require(results.object["inline"] as? [[String: Any]])
      #expect(inline.count == 1)
      #expect(inline[0]["expression"] as? String == "Double(squares.reduce(0, +)) / 2")
      #expect(inline[0]["line"] as? Int == 13)
      #expect(inline[0]["value"] as? String == "70")
    }

    @Test("A second run takes everything from the cache, and --no-cache does not")
    func cache() async throws {
      let course = try SmallCourse.folder()
      let cache = try TemporaryFolder()
      func cached(_ arguments: [String]) async throws -> [Bool?] {
        let outcome = try await UnrollProgram.run(
          ["run", "02", "--json"] + arguments,
          in: course.url,
          environment: ["UNROLL_CACHE": cache.url.path]
        )
        return try JSONResults(outcome).blocks.map { $0["cached"] as? Bool }
      }
      #expect(try await cached([]) == [false])
      #expect(try await cached([]) == [true])
      #expect(try await cached(["--no-cache"]) == [false])
    }

    @Test(
      "What is not as expected is status 1, and the rest of the lesson is there",
      arguments: [
        ("let n: Int = \"one\"", "", "compile-error"),
        ("print([1, 2][Int(\"5\")!])", "", "crashed"),
        ("struct Wrong: Error {}\nthrow Wrong()", "", "threw"),
        ("while true {}", "//| timeout: 0.5", "timed-out"),
        ("print(1)", "//| expect: crash", "unexpected-success"),
        ("check(\"one is two\", 1 == 2)", "", "ok"),
      ]
    )
    func faults(code: String, options: String, status: String) async throws {
      let folder = try TemporaryFolder()
      try folder.file("lesson.md", SmallCourse.lesson(code, options: options) + "\nThe end.\n")
      let arguments = ["run", "lesson.md", "--json"]
      let outcome = try await UnrollProgram.run(arguments, in: folder.url)
      #expect(outcome.status == 1)
      let results = try JSONResults(outcome)
      #expect(results.statuses == [status])
      #expect(results.diagnostics(of: 0).contains { $0["severity"] as? String == "error" })
      let shown = try await UnrollProgram.run(["run", "lesson.md"], in: folder.url)
      #expect(shown.status == 1)
      #expect(shown.output.hasSuffix("\nThe end.\n"))
    }

    @Test("All mistakes of a file are told at once, and nothing runs")
    func mistakes() async throws {
      let folder = try TemporaryFolder()
      let text = """
        ---
        sed: 3
        ---
        # Lesson

        ```swift
        //| labl: x
        print(1)
        ```

        ```swift
        //| timeout: never
        print(2)
        ```
        """
      try folder.file("lesson.md", text)
      let outcome = try await UnrollProgram.run(["run", "lesson.md"], in: folder.url)
      #expect(outcome.status == 1)
      #expect(outcome.output == "")
      let lines = outcome.errors.split(separator: "\n").map(String.init)
      #expect(lines.count == 3)
      #expect(lines[0].hasPrefix("lesson.md:2:1: error: unknown key 'sed'; did you mean 'seed'?"))
      #expect(
        lines[1].hasPrefix("lesson.md:7:5: error: unknown option 'labl'; did you mean 'label'?")
      )
      #expect(
        lines[2]
          == "lesson.md:12:14: error: 'timeout' must be a number of seconds above 0 and at most 86400, "
          + "not 'never'"
      )
    }
  }
}

/// The object that `--json` printed.
struct JSONResults {
  let object: [String: Any]
  let blocks: [[String: Any]]

  init(_ outcome: UnrollProgram.Outcome) throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    object = try #require(parsed as? [String: Any])
    blocks = try #require(object["blocks"] as? [[String: Any]])
  }

  var names: Set<String> { Set(object.keys) }
  var statuses: [String?] { blocks.map { $0["status"] as? String } }

  func outputs(of block: Int) -> [[String: Any]] {
    blocks[block]["outputs"] as? [[String: Any]] ?? []
  }

  func diagnostics(of block: Int) -> [[String: Any]] {
    blocks[block]["diagnostics"] as? [[String: Any]] ?? []
  }
}
