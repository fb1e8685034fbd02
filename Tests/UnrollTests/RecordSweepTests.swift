import Foundation
import Testing

extension ProgramTests {
  /// `unroll sweep`, on the real program.
  @Suite struct RecordSweepTests {
    static let lesson = """
      # Seeds

      ```swift
      //| label: base
      let scale = 2
      ```

      ```swift
      //| label: many
      //| sweep: true
      var total = 0
      for seed in 1...4 { total += seed * scale }
      print("the total is", total)
      ```

      ```swift
      //| label: after
      print(scale + 1)
      ```

      """

    private func course(_ lesson: String = lesson) throws -> TemporaryFolder {
      let folder = try TemporaryFolder("course")
      try folder.file("Lessons/01-seeds.md", lesson)
      return folder
    }

    private func record(_ course: TemporaryFolder) throws -> String {
      try String(
        contentsOf: course.url.appendingPathComponent("Lessons/recorded/seeds.json"),
        encoding: .utf8
      )
    }

    @Test("A sweep runs once, and its recorded result stands in the lesson with its run")
    func sweeps() async throws {
      let course = try course()
      let before = try await RecordTests.unroll("run", "01", in: course)
      #expect(before.status == 0)
      #expect(before.output.contains("no record yet: run `unroll sweep seeds`"))
      #expect(!before.output.contains("the total is 20"))
      let missing = try await RecordTests.unroll("check", in: course)
      #expect(
        missing.output.hasSuffix(
          "Lessons/01-seeds.md:8:1: error: sweep 'many' has no record yet: run `unroll sweep seeds`\n"
        )
      )

      let sweep = try await RecordTests.unroll("sweep", in: course)
      #expect(sweep.output == "recorded   01-seeds  many  0 CPU seconds\n")
      #expect(sweep.status == 0)
      #expect(try record(course).contains("\"seeds\": [1, 2, 3, 4]"))
      #expect(try record(course).contains(/"date": "20\d\d-\d\d-\d\d"/))
      #expect(
        try await RecordTests.unroll("sweep", in: course).output == "unchanged  01-seeds  many\n"
      )
      #expect(
        try await RecordTests.unroll("sweep", "01", "--again", in: course).output
          == "recorded   01-seeds  many  0 CPU seconds\n"
      )

      _ = try await RecordTests.unroll("accept", in: course)
      let check = try await RecordTests.unroll("check", in: course)
      #expect(check.output == "ok    01-seeds\n")
      #expect(check.status == 0)
      let shown = try await RecordTests.unroll("run", "01", in: course).output
      #expect(shown.contains("┃ the total is 20\n"))
      // Long names of processors are broken into lines.
      let words = shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(
        words.contains(
          /Recorded on 20\d\d-\d\d-\d\d: .+ cores?; seeds 1–4, (< 0\.1|0\.\d) CPU seconds\./
        )
      )
      let json = try await RecordTests.unroll("run", "01", "--json", in: course).output
      #expect(json.contains(/"status" ?: ?"recorded"/))
      #expect(json.contains(/"cpu_seconds" ?:/))
      let build = try await RecordTests.unroll("build", in: course)
      #expect(build.status == 0)
      let page = try String(
        contentsOf: course.url.appendingPathComponent("Site/public/seeds/index.html"),
        encoding: .utf8
      )
      #expect(page.contains("the total is 20"))
      #expect(page.contains("Recorded on 20"))
    }

    @Test(
      "A sweep whose code, or what it needs, has changed is drift, and its old result is marked",
      arguments: [
        ("seed * scale", "seed * scale * 2"), ("let scale = 2", "let scale = 3"),
        ("# Seeds", "---\nseed: 9\n---\n# Seeds"),
      ]
    )
    func outdated(old: String, new: String) async throws {
      let course = try course()
      _ = try await RecordTests.unroll("sweep", in: course)
      _ = try await RecordTests.unroll("accept", in: course)
      try course.file("Lessons/01-seeds.md", Self.lesson.replacing(old, with: new))
      let check = try await RecordTests.unroll("check", in: course)
      #expect(check.status == 1)
      let sentence =
        "error: sweep 'many', or something that it needs, has changed since it was recorded: "
        + "run `unroll sweep seeds`\n"
      #expect(check.output.contains(sentence))
      let run = try await RecordTests.unroll("run", "01", in: course)
      #expect(run.status == 0)
      #expect(run.output.contains("┃ the total is 20\n"))
      let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("has changed since this was recorded: run `unroll sweep seeds`"))
    }

    @Test("A change after a sweep, or in prose, leaves its record current")
    func current() async throws {
      let course = try course()
      _ = try await RecordTests.unroll("sweep", in: course)
      try course.file(
        "Lessons/01-seeds.md",
        Self.lesson.replacing("# Seeds", with: "# Seeds\n\nNew words.")
          .replacing("scale + 1", with: "scale + 2")
      )
      #expect(
        try await RecordTests.unroll("sweep", in: course).output == "unchanged  01-seeds  many\n"
      )
    }

    @Test("What a sweep declares is not there for later blocks, which are told so")
    func declarations() async throws {
      let course = try course(Self.lesson.replacing("scale + 1", with: "total"))
      let outcome = try await RecordTests.unroll("run", "01", in: course)
      #expect(outcome.status == 1)
      let words = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(
        words.contains(
          "block 'many' (line 8) declares 'total', but it is a sweep, which runs under `unroll sweep` "
            + "only: declare it in a block of its own before that"
        )
      )
    }

    @Test("A sweep that fails is not recorded, and the others of its lesson are")
    func failing() async throws {
      let failing = "\n```swift\n//| label: bad\n//| sweep: true\nprint([Int]()[scale])\n```\n"
      let course = try course(Self.lesson + failing)
      let outcome = try await RecordTests.unroll("sweep", in: course)
      #expect(outcome.status == 1)
      #expect(
        outcome.output.contains(
          "recorded   01-seeds  many  0 CPU seconds\nFAIL       01-seeds  bad\n"
        )
      )
      #expect(
        outcome.output.contains(/Lessons\/01-seeds\.md:\d+:\d+: error: .*Index out of range/)
      )
      #expect(try record(course).contains("\"block\": \"many\""))
      #expect(try !record(course).contains("\"block\": \"bad\""))
    }

    @Test("Sweep and accept at the same time lose nothing of each other's")
    func together() async throws {
      let course = try course()
      let folder = course.url
      async let sweep = UnrollProgram.run(["sweep", "--again"], in: folder)
      async let other = UnrollProgram.run(["sweep", "--again"], in: folder)
      async let accept = UnrollProgram.run(["accept"], in: folder)
      let outcomes = try await [sweep, other, accept]
      #expect(outcomes.map(\.status) == [0, 0, 0])
      let text = try record(course)
      for label in ["base", "many", "after"] { #expect(text.contains("\"block\": \"\(label)\"")) }
      #expect(try await RecordTests.unroll("check", in: course).status == 0)
    }
  }
}
