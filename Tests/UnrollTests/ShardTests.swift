import Foundation
import Testing
import Yams

extension ProgramTests {
  /// Work that several machines share.
  @Suite struct ShardTests {
    private func run(
      _ line: String,
      in folder: TemporaryFolder
    ) async throws
      -> UnrollProgram.Outcome
    {
      try await UnrollProgram.run(line.split(separator: " ").map(String.init), in: folder.url)
    }

    @Test("A class graded in shards comes to the bytes of one machine", .whereSandboxed)
    func grading() async throws {
      let course = try SharedCourse.folder()
      let place = { (name: String) in course.url.appendingPathComponent(name) }
      #expect(try await run("grade", in: course).status == 0)
      let alone = try SharedCourse.written(place("grades"))
      #expect(alone.count == 7, "\(alone.keys)")

      var counts: [Int] = []
      for number in [3, 1, 2] {
        let shard = try await run("grade --shard \(number)/3", in: course)
        #expect(shard.status == 0 && shard.complaints.isEmpty, "\(shard.errors)")
        let count = try #require(shard.output.firstMatch(of: /: (\d+) of 7 answers/))
        counts.append(try #require(Int(count.1)))
        #expect(shard.output.contains("kept in grades-\(number)-of-3\n"))
        #expect(shard.output.hasSuffix("unroll grade --merge grades-*-of-3\n"))
      }
      #expect(counts.reduce(0, +) == 7 && counts.allSatisfy { $0 < 7 })

      let folders = "grades-2-of-3 grades-1-of-3 grades-3-of-3"
      let merged = try await run("grade --merge \(folders) --out merged", in: course)
      #expect(merged.status == 0 && merged.complaints.isEmpty, "\(merged.errors)")
      #expect(merged.output.hasPrefix("all: 4 of 4 handed in, mean "))
      #expect(try SharedCourse.written(place("merged")) == alone)

      try await refusals(course)
    }

    /// What is no whole of the class as it is now is told, and nothing is written.
    private func refusals(_ course: TemporaryFolder) async throws {
      func expect(_ folders: String, _ sentence: String) async throws {
        let outcome = try await run("grade --merge \(folders) --out refused", in: course)
        #expect(outcome.status == 2)
        #expect(outcome.errors == "error: \(sentence)\n")
        // No folder is left either.
        let written = course.url.appendingPathComponent("refused").path
        #expect(!FileManager.default.fileExists(atPath: written))
      }
      let all = "grades-1-of-3 grades-2-of-3 grades-3-of-3"
      try await expect(
        "grades-1-of-3 grades-3-of-3",
        "shard 2 of 3 is missing: name the folder, or run `unroll grade --shard 2/3`"
      )
      try course.copy("grades-1-of-3", to: "copy")
      try await expect(
        "copy \(all)",
        "'copy' and 'grades-1-of-3' are both shard 1/3: leave out all but one"
      )
      let note = try String(
        contentsOf: course.url.appendingPathComponent("copy/shard.json"),
        encoding: .utf8
      )
      try course.file("copy/shard.json", note.replacing("\"count\" : 3", with: "\"count\" : 4"))
      try await expect(
        "grades-2-of-3 copy",
        "'copy' is shard 1/4, and 'grades-2-of-3' is one of 3: merge the shards of one number"
      )
      try course.file("copy/shard.json", note.replacing("\"grade\"", with: "\"sweep\""))
      try await expect("copy", "'copy' is a shard of `unroll sweep`: name those of `unroll grade`")
      try course.file("copy/shard.json", "{}")
      try await expect("copy", "'copy/shard.json' is not what a shard writes: run that shard again")
      try await expect(
        "grades",
        "'grades' holds no shard.json: name folders that `unroll grade --shard` has written; "
          + "one that was ended writes it when it is run again"
      )
      // An answer that came since, in words that tell which shard is its own.
      try course.file("submitted/010/triple.swift", "func triple(_ x: Int) -> Int { 0 }\n")
      let late = try await run("grade --merge \(all) --out refused", in: course)
      #expect(late.status == 2)
      // A shard that had no answer of the exercise has not run the lesson's own solution either.
      let beside = "( and the lesson's own solution beside 010/triple)?"
      let expected = try Regex(
        "error: shard (\\d)/3 in 'grades-\\1-of-3' has no result of 010/triple\(beside), as it is now: "
          + "run `unroll grade --shard \\1/3` again\n"
      )
      #expect(late.errors.wholeMatch(of: expected) != nil, "\(late.errors)")
      let lesson = course.url.appendingPathComponent("Lessons/00-doubles.md")
      let text = try String(contentsOf: lesson, encoding: .utf8)
      try course.file("Lessons/00-doubles.md", text.replacing("of 0", with: "of nothing"))
      let other = try await run("grade --merge \(all) --out refused", in: course)
      #expect(other.status == 2)
      #expect(
        other.errors.hasPrefix(
          "error: shard 1/3 in 'grades-1-of-3' ran with another lesson 00-doubles.md than there is "
            + "here: run `unroll grade --shard 1/3` again\n"
        )
      )
      #expect(other.errors.split(separator: "\n").count == 3)
    }

    @Test("Sweeps in shards come to the records of one machine, and a shard goes on")
    func sweeps() async throws {
      let (course, other) = (try SharedCourse.folder(), try SharedCourse.folder())
      #expect(try await run("sweep", in: course).status == 0)
      var blocks: [Substring] = []
      for number in [2, 1] {
        let shard = try await run("sweep --shard \(number)/2", in: other)
        #expect(shard.status == 0, "\(shard.errors)")
        #expect(shard.output.hasSuffix("unroll sweep --merge sweep-*-of-2\n"))
        blocks += shard.output.split(separator: "\n").filter { $0.hasPrefix("recorded") }
      }
      #expect(blocks.count == 4 && Set(blocks).count == 4, "\(blocks)")
      #expect(
        !FileManager.default.fileExists(atPath: other.url.path + "/Lessons/recorded/doubles.json")
      )
      let again = try await run("sweep --shard 1/2", in: other)
      #expect(again.status == 0 && !again.output.contains("recorded "))

      let half = try await run("sweep --merge sweep-1-of-2", in: other)
      #expect(half.status == 2 && half.errors.hasPrefix("error: shard 2 of 2 is missing"))
      let merged = try await run("sweep --merge sweep-1-of-2 sweep-2-of-2", in: other)
      #expect(merged.status == 0 && merged.complaints.isEmpty, "\(merged.errors)")
      #expect(merged.output.split(separator: "\n").count == 4)
      for name in ["doubles", "triples"] {
        let records = try [course, other].map { folder in
          let file = folder.url.appendingPathComponent("Lessons/recorded/\(name).json")
          // How long a processor was busy is never the same twice.
          return try String(contentsOf: file, encoding: .utf8)
            .replacing(/"cpu_seconds": [0-9.]+/, with: "")
        }
        #expect(records[0].contains("first") && records[0] == records[1])
      }
      let known = try await run("sweep", in: other)
      #expect(known.output.split(separator: "\n").allSatisfy { $0.hasPrefix("unchanged") })
    }

    @Test(
      "Wrong use is told",
      arguments: [
        ("grade --shard 3/2", "'--shard' takes a part and their number, such as 2/8, not '3/2'."),
        ("sweep --shard 0/2", "'--shard' takes a part and their number, such as 2/8, not '0/2'."),
        ("grade --shard 1/2 --merge a", "leave out one of them."),
        ("grade --shard 1/2 --manual", "leave out '--manual' and '--only'."),
        ("grade --merge a --only 007/double", "leave out '--manual' and '--only'."),
        ("sweep --out x", "'--out' is for a shard"),
        ("sweep --merge x --again", "'--merge' runs nothing"),
        ("sweep --merge x", "'x' holds no shard.json"),
        ("new jobs slurm --shards 0", "'--shards' needs a number from 1 to 256, not 0."),
      ]
    ) func use(line: String, sentence: String) async throws {
      let course = try SharedCourse.folder()
      let outcome = try await run(line, in: course)
      #expect(outcome.status == 2 && outcome.errors.contains(sentence), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }

    @Test("The commands in the files for GitHub and GitLab grade a class", .whereSandboxed)
    func hosted() async throws {
      let course = try SharedCourse.folder()
      try course.linkProgram()
      #expect(try await run("grade --out alone", in: course).status == 0)
      let alone = try SharedCourse.written(course.url.appendingPathComponent("alone"))
      for (system, path) in [
        ("github", ".github/workflows/grade.yml"), ("gitlab", ".gitlab/grade.yml"),
      ] {
        let written = try await run("new jobs \(system) --shards 2", in: course)
        #expect(written.status == 0 && written.output.hasPrefix("Wrote \(path).\n"))
        let twice = try await run("new jobs \(system) --shards 2", in: course)
        #expect(twice.status == 2)
        let text = try String(
          contentsOf: course.url.appendingPathComponent(path),
          encoding: .utf8
        )
        let tree = try #require(try Yams.load(yaml: text) as? [String: Any])
        let commands = system == "github" ? try Self.github(tree) : try Self.gitlab(tree)
        for command in commands {
          let status = try await course.shell(command)
          #expect(status == 0, "\(command)")
        }
        let grades = course.url.appendingPathComponent("grades")
        #expect(try SharedCourse.written(grades) == alone)
        try course.remove(["grades", "grades-1-of-2", "grades-2-of-2"])
      }
    }

    /// The lines that a workflow runs by `unroll`, in order, as the matrix fills them in.
    private static func github(_ tree: [String: Any]) throws -> [String] {
      let jobs = try #require(tree["jobs"] as? [String: [String: Any]])
      func lines(_ job: String) throws -> [String] {
        let steps = try #require(jobs[job]?["steps"] as? [[String: Any]])
        return steps.compactMap { $0["run"] as? String }.filter { $0.contains("/unroll ") }
      }
      let strategy = try #require(jobs["shard"]?["strategy"] as? [String: Any])
      let numbers = try #require((strategy["matrix"] as? [String: [Int]])?["shard"])
      #expect(jobs["merge"]?["needs"] as? String == "shard")
      return try numbers.flatMap { number in
        try lines("shard").map { $0.replacing("${{ matrix.shard }}", with: "\(number)") }
      } + lines("merge")
    }

    private static func gitlab(_ tree: [String: Any]) throws -> [String] {
      let job = try #require(tree["grade"] as? [String: Any])
      let merge = try #require(tree["merge grade"] as? [String: Any])
      let count = try #require(job["parallel"] as? Int)
      let script = try #require(job["script"] as? [String])
      return try (1...count).flatMap { number in
        script.map { "CI_NODE_INDEX=\(number) CI_NODE_TOTAL=\(count); \($0)" }
      } + #require(merge["script"] as? [String])
    }
  }
}
