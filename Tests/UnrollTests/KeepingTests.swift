import Foundation
import SystemFiles
import Testing

extension ProgramTests {
  /// What is kept of a course, and what becomes of it where it cannot be.
  @Suite struct KeepingTests {
    @Test("Seeds of any size are recorded as they are, and the record can be read")
    func greatSeeds() async throws {
      let course = try TemporaryFolder("course")
      try course.file(
        "Lessons/01-seeds.md",
        """
        # Seeds

        ```swift
        //| label: many
        //| sweep: true
        let seeds: [UInt64] = [18446744073709551615, 9007199254740993]
        for seed in seeds { print(seed) }
        ```

        """
      )
      #expect(try await RecordTests.unroll("sweep", in: course).status == 0)
      let path = course.url.appendingPathComponent("Lessons/recorded/seeds.json")
      let record = try String(contentsOf: path, encoding: .utf8)
      #expect(record.contains("\"seeds\": [9007199254740993, 18446744073709551615]"))
      #expect(try await RecordTests.unroll("accept", in: course).status == 0)
      #expect(
        try await RecordTests.unroll("sweep", in: course).output == "unchanged  01-seeds  many\n"
      )
      #expect(try await RecordTests.unroll("check", in: course).status == 0)
    }

    @Test("A chart that drifts is told in a line; --full shows its numbers")
    func chartDrift() async throws {
      let lesson = { (factor: String) in
        SmallCourse.lesson(
          "let ys = (0..<40).map { $0 < 2 ? 1 : Double($0) * \(factor) }\n"
            + "lineChart([\"filter\": ys])",
          options: "//| label: curve"
        )
      }
      let course = try RecordTests.course(lesson("1"))
      _ = try await RecordTests.unroll("accept", in: course)
      try course.file("Lessons/01-halves.md", lesson("1.5"))
      let short = try await RecordTests.unroll("check", in: course)
      #expect(
        short.output == """
          FAIL  01-halves
          Lessons/01-halves.md:3:1: error: block 'curve' gives another result than recorded: its chart changed: series 'filter': 38 of 40 differ, greatest 20 at x = 39
          … and 19 more lines, which --full shows
          If the new results are right, record them: unroll accept halves

          """
      )
      let full = try await RecordTests.unroll("check", "--full", in: course)
      #expect(full.output.contains("\n+++ Lessons/recorded/halves.json as computed now\n"))
      #expect(full.output.contains("58.5") && !full.output.contains("--full"))
    }

    @Test("An answer to a prediction that is not what the block shows is an error")
    func prediction() async throws {
      let lesson = { (answer: String) in
        SmallCourse.lesson(
          "2 + 3 * 4",
          options: "//| label: sum\n//| predict: What is it?\n//| answer: \"\(answer)\""
        )
      }
      let course = try RecordTests.course(lesson("20"))
      _ = try await RecordTests.unroll("accept", in: course)
      let wrong = try await RecordTests.unroll("check", in: course)
      #expect(wrong.status == 1)
      #expect(
        wrong.output.contains(
          "Lessons/01-halves.md:3:1: error: block 'sum' shows 14, but the answer to its prediction is "
            + "'20': correct 'answer', or the code\n"
        )
      )
      try course.file("Lessons/01-halves.md", lesson("14"))
      #expect(try await RecordTests.unroll("check", in: course).status == 0)
    }

    @Test("Where progress cannot be kept the verdict is shown all the same, with a warning")
    func unwritableWork() async throws {
      let course = try TemporaryFolder("course")
      try course.file(
        "Lessons/01-twice.md",
        """
        # Twice

        ## Doubling

        Double it.

        ```swift
        //| exercise: twice
        func twice(_ x: Int) -> Int {
          // BEGIN SOLUTION
          x * 2
          // END SOLUTION
        }
        ```

        ```swift
        //| check: twice
        check("twice 3", twice(3), equals: 6)
        ```

        """
      )
      try course.file("Work/twice.swift", "func twice(_ x: Int) -> Int { x + x }\n")
      // What is in the way of a file stops root, too.
      try course.file("Work/.unroll/twice.json/in-the-way", "")
      let outcome = try await UnrollProgram.run(["exercise", "check", "twice"], in: course.url)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("✓ twice 3"))
      #expect(
        outcome.errors.contains(
          "warning: what the check gave cannot be kept: 'Work/.unroll/twice.json'"
        )
      )
    }

    @Test("A temporary folder that is not there is named in one sentence")
    func noTemporaryFolder() async throws {
      let course = try SmallCourse.folder()
      let outcome = try await UnrollProgram.run(
        ["run", "02"],
        in: course.url,
        environment: ["TMPDIR": course.url.appendingPathComponent("none").path]
      )
      #expect(outcome.status == 3)
      let lines = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
      #expect(lines.count == 1)
      #expect(
        lines[0].contains("/none: No such file or directory; make room there, or name another")
      )
    }

    @Test("The cache is held to a size, and one that cannot be read is refused")
    func cacheSize() async throws {
      let course = try SmallCourse.folder()
      let cache = try TemporaryFolder("cache")
      func unroll(_ words: String..., size: String? = nil) async throws -> UnrollProgram.Outcome {
        try await UnrollProgram.run(
          words,
          in: course.url,
          environment: ["UNROLL_CACHE": cache.url.path, "UNROLL_CACHE_SIZE": size]
        )
      }
      #expect(try await unroll("run", "02").status == 0)
      let objects = { try cache.contents().filter { $0.hasSuffix(".so") } }
      #expect(try objects().count == 1)
      let all = try await unroll("clean", "--keep", "1G")
      #expect(all.output.contains(/^Kept \d[\d.]* [KM]iB in .*\/cache\.\n$/))
      #expect(try objects().count == 1)
      #expect(try await unroll("clean", "--keep", "0").status == 0)
      #expect(try objects() == [])
      #expect(try await unroll("run", "02").status == 0)
      let wrong = try await unroll("clean", "--keep", "much")
      #expect(wrong.status == 2)
      #expect(wrong.errors.contains("'much' is no size: write a number of bytes, or one with K, M"))
      let setting = try await unroll("run", "02", size: "much")
      #expect(setting.status == 2)
      #expect(
        setting.errors.contains("error: UNROLL_CACHE_SIZE is 'much': write a number of bytes")
      )
      #expect(try await unroll("clean").output.hasPrefix("Removed "))
      #expect(!FileManager.default.fileExists(atPath: cache.url.path))
    }

    @Test("Runs with and without the sandbox do not disturb each other's modules")
    func sandboxes() async throws {
      let course = try SmallCourse.folder()
      let cache = try TemporaryFolder("cache")
      for sandbox in ["auto", "off", "auto", "off"] {
        let outcome = try await UnrollProgram.run(
          ["run", "02", "--no-cache", "--sandbox", sandbox],
          in: course.url,
          environment: ["UNROLL_CACHE": cache.url.path]
        )
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("720"))
      }
    }
  }
}
