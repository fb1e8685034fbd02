import Foundation
import Testing

extension ProgramTests {
  /// `unroll explain`, and that exactly what it names makes a lesson run again.
  @Suite struct RecordExplainTests {
    static let lesson = """
      ---
      seed: 3
      ---
      # Chain

      ```swift
      //| label: first
      //| fig-cap: One
      let n = 2
      ```

      Twice that is `{swift} n * 2`.

      ```swift
      //| label: second
      print(n + 1)
      ```

      ```swift
      //| label: third
      //| timeout: 20
      print("third")
      ```

      ```swift
      //| label: never
      //| eval: false
      print("never")
      ```

      """

    /// A course that has run once, with a cache of its own.
    private struct Course {
      let folder = try? TemporaryFolder("course")
      let cache: TemporaryFolder

      init(_ text: String = lesson) async throws {
        cache = try TemporaryFolder("cache")
        try write(text)
        try folder?.file("Lessons/data/a.csv", "1\n")
        #expect(try await unroll("run", "chain").status == 0)
      }

      func write(_ text: String) throws { try folder?.file("Lessons/01-chain.md", text) }

      func unroll(_ arguments: String...) async throws -> UnrollProgram.Outcome {
        let folder = try #require(folder)
        return try await UnrollProgram.run(
          arguments,
          in: folder.url,
          environment: ["UNROLL_CACHE": cache.url.path]
        )
      }

      /// Whether every block that runs came from the cache.
      func isKept() async throws -> Bool {
        let outcome = try await unroll("run", "chain", "--json")
        #expect(outcome.status == 0)
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let blocks = (json as? [String: Any])?["blocks"] as? [[String: Any]] ?? []
        let run = blocks.filter { $0["status"] as? String == "ok" }
        #expect(run.count == 3)
        let kept = run.filter { $0["cached"] as? Bool == true }
        #expect(kept.isEmpty || kept.count == run.count)
        return kept.count == run.count
      }
    }

    private static let allKept = """
      first   kept
      second  kept
      third   kept
      never   no part of a run: its options say eval: false

      Nothing runs again: every result is kept.

      """

    @Test("A lesson that has run is kept; one that has not says so")
    func kept() async throws {
      let course = try await Course()
      #expect(try await course.unroll("explain", "chain").output == Self.allKept)
      #expect(try await course.unroll("explain", "01", "second").output == "second  kept\n")
      let label = try await course.unroll("explain", "01", "sekond")
      #expect(
        label.errors
          == "error: no block is labelled 'sekond': did you mean 'second'? the labels are first, second, third, never\n"
      )
      #expect(label.status == 2)
      try FileManager.default.removeItem(at: course.cache.url)
      #expect(
        try await course.unroll("explain", "01", "second").output
          == "second  runs again: no result of the lesson is kept\n"
      )
    }

    @Test(
      "An input that changes runs the lesson again, and is named",
      arguments: [
        (
          "seed: 3", "seed: 4",
          [
            "first   runs again: the seed has changed", "second  runs again: the seed has changed",
            "third   runs again: the seed has changed",
          ]
        ),
        (
          "n + 1", "n + 2",
          [
            "first   runs again with 'second'; its own result is kept",
            "second  runs again: its code has changed",
            "third   runs again: block 'second' before it has changed",
          ]
        ),
        (
          "timeout: 20", "timeout: 21",
          [
            "first   runs again with 'third'; its own result is kept",
            "second  runs again with 'third'; its own result is kept",
            "third   runs again: its options have changed",
          ]
        ),
        (
          "n * 2", "n * 3",
          [
            "first   runs again: the inline expressions after it have changed",
            "second  runs again: the inline expressions after block 'first' have changed",
            "third   runs again: the inline expressions after block 'first' have changed",
          ]
        ),
        (
          "//| label: second", "//| label: other",
          [
            "first  runs again with 'other'; its own result is kept",
            "other  runs again: the block is new",
            "third  runs again: block 'other' before it is new; block 'second' before it is gone",
          ]
        ),
      ]
    )
    func changed(old: String, new: String, lines: [String]) async throws {
      let course = try await Course()
      try course.write(Self.lesson.replacing(old, with: new))
      let said = try await course.unroll("explain", "chain").output.split(separator: "\n")
      #expect(said.prefix(3).map(String.init) == lines)
      #expect(try await !course.isKept())
      #expect(try await course.unroll("explain", "chain").output.contains("every result is kept"))
      #expect(try await course.isKept())
    }

    @Test("Data files that change, come or go run the lesson again, and are named")
    func data() async throws {
      let course = try await Course()
      let folder = try #require(course.folder)
      func reason() async throws -> String {
        try await course.unroll("explain", "chain", "first").output
      }
      try folder.file("Lessons/data/a.csv", "2\n")
      #expect(try await reason() == "first  runs again: data file a.csv has changed\n")
      #expect(try await !course.isKept())
      try folder.file("Lessons/data/b.csv", "3\n")
      #expect(try await reason() == "first  runs again: data file b.csv is new\n")
      #expect(try await !course.isKept())
      try FileManager.default.removeItem(
        at: folder.url.appendingPathComponent("Lessons/data/a.csv")
      )
      #expect(try await reason() == "first  runs again: data file a.csv is gone\n")
      #expect(try await !course.isKept())
      #expect(try await course.isKept())
    }

    @Test(
      "Prose, captions and the theme run nothing",
      arguments: [("# Chain", "# Chain\n\nMore words."), ("fig-cap: One", "fig-cap: Two")]
    )
    func prose(old: String, new: String) async throws {
      let course = try await Course()
      try course.write(Self.lesson.replacing(old, with: new))
      try course.folder?.file("Site/assets/page.css", "body { color: red }")
      #expect(try await course.unroll("explain", "chain").output == Self.allKept)
      #expect(try await course.isKept())
    }

    @Test("Files of the cache that are cut or changed anywhere are noticed and replaced")
    func damaged() async throws {
      let course = try await Course()
      let good = try await course.unroll("run", "chain").output
      let folders = ["results", "objects"]
      let files = try course.cache.contents().filter { path in
        // The file by which a folder is known as Unroll's has nothing in it.
        folders.contains { path.hasPrefix("\($0)/") } && !path.hasSuffix("/.unroll")
      }.map { course.cache.url.appendingPathComponent($0) }
      #expect(Set(files.map { $0.deletingLastPathComponent().lastPathComponent }) == Set(folders))
      for cut in [0, 1, 40, 99] {
        for file in files {
          var data = try #require(FileManager.default.contents(atPath: file.path))
          let count = data.count * cut / 100
          // A digit or letter that is another is as bad as bytes that lack.
          if cut == 40 { data[count] ^= 1 } else { data = data.prefix(count) }
          try data.write(to: file)
        }
        let outcome = try await course.unroll("run", "chain")
        #expect(outcome.output == good)
        #expect(outcome.status == 0)
        #expect(try await course.isKept())
        #expect(try await course.unroll("explain", "chain").output == Self.allKept)
      }
    }
  }
}
