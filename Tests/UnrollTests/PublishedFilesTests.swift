import Foundation
import TestSupport
import Testing

extension ProgramTests {
  /// What commands write, and what they leave alone.
  @Suite struct PublishedFilesTests {
    private static let exercise = """
      # Halves

      ```swift
      //| exercise: half
      func half(_ x: Double) -> Double {
        // BEGIN SOLUTION
        let SECRET_ANSWER = x / 2
        return SECRET_ANSWER
        // END SOLUTION
      }
      ```
      """

    private func course() throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      try folder.file("Lessons/01-halves.md", Self.exercise)
      try folder.file("Lessons/02-b.md", "# B\n\nMy text.\n")
      try folder.file("Lessons/glossary.md", "# Glossary\n")
      try folder.file("Lessons/recorded/02-b.json", "{}")
      try folder.file("Lessons/course.yml", "title: T\n")
      try folder.file("Work/half.swift", "func half(_ x: Double) -> Double { x / 2 }\n")
      try folder.file("notes/idea.md", "# Idea\n")
      try folder.file("notes/other.md", "# Other\n")
      for name in ["class.yml", "roster.csv", "overrides.csv", "grades/grades.csv"] {
        try folder.file(name, "of a person\n")
      }
      try folder.file("releases/autumn/release.json", "{}\n")
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appendingPathComponent("link.md").path,
        withDestinationPath: "Lessons/02-b.md"
      )
      return folder
    }

    @Test(
      "An export replaces no file of a course",
      arguments: [
        ("01", "Lessons/02-b.md"), ("01", "link.md"), ("01", "Lessons/glossary.md"),
        ("01", "Lessons/recorded/02-b.json"), ("01", "Lessons/course.yml"),
        ("01", "Work/half.swift"),
        ("notes/idea.md", "notes/other.md"), ("01", "Lessons/01-halves.md"),
        ("01", "class.yml"), ("01", "roster.csv"), ("01", "overrides.csv"),
        ("01", "grades/grades.csv"), ("01", "releases/autumn/release.json"),
      ]
    )
    func export(lesson: String, path: String) async throws {
      let course = try course()
      let file = course.url.appendingPathComponent(path)
      let before = try Data(contentsOf: file)
      let arguments = ["export", lesson, "--format", "md", "--out", path]
      let outcome = try await UnrollProgram.run(arguments, in: course.url)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("name another file"))
      #expect(try Data(contentsOf: file) == before)
    }

    @Test("An export in the folder of the lessons replaces none by its own name")
    func defaultName() async throws {
      let course = try course()
      try course.file("Lessons/idea.md", "# Mine\n")
      let lessons = course.url.appendingPathComponent("Lessons")
      let arguments = ["export", "../notes/idea.md", "--format", "md"]
      let outcome = try await UnrollProgram.run(arguments, in: lessons)
      #expect(outcome.status == 2)
      #expect(
        try String(contentsOf: lessons.appendingPathComponent("idea.md"), encoding: .utf8)
          == "# Mine\n"
      )
    }

    @Test("An export replaces an earlier one")
    func again() async throws {
      let course = try course()
      for _ in 0..<2 {
        let outcome = try await UnrollProgram.run(
          ["export", "01", "--format", "md"],
          in: course.url
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      #expect(try course.contents().contains("01-halves.md"))
    }

    @Test("A new exercise goes to the file that a link leads to")
    func newExercise() async throws {
      let course = try course()
      try course.file("real.md", "# Real\n\ntext\n")
      let link = course.url.appendingPathComponent("Lessons/03-real.md").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../real.md")
      let arguments = ["new", "exercise", "one", "--in", "real"]
      #expect(try await UnrollProgram.run(arguments, in: course.url).status == 0)
      let real = try String(
        contentsOf: course.url.appendingPathComponent("real.md"),
        encoding: .utf8
      )
      #expect(real.contains("//| exercise: one"))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../real.md")
    }

    @Test("clean leaves folders that bear the cache's names and are somebody's own")
    func clean() async throws {
      let course = try SmallCourse.folder()
      let cache = try TemporaryFolder("cache")
      let changes = ["UNROLL_CACHE": cache.url.path]
      try cache.file("results/table.csv", "own")
      try cache.file("objects/a.o", "own")
      let run = try await UnrollProgram.run(["run", "02"], in: course.url, environment: changes)
      #expect(run.status == 0)
      #expect(try cache.contents().count > 4)
      let outcome = try await UnrollProgram.run(["clean"], in: course.url, environment: changes)
      #expect(outcome.output == "Removed what Unroll kept in \(cache.url.path).\n")
      let left = try cache.contents().filter { $0.contains(".") }
      #expect(left == ["objects/a.o", "results/table.csv"])
      let again = try await UnrollProgram.run(["clean"], in: course.url, environment: changes)
      #expect(again.output == "Nothing of Unroll's is kept in \(cache.url.path).\n")
    }

    @Test(
      "An edit while a course is built gets into the next build, and nothing secret into this one"
    )
    func edited() async throws {
      let course = try TemporaryFolder()
      let gate = try Gate()
      let source = Self.exercise + "\n\n```swift\n\(Gate.options)\n\(gate.code)\n```\n"
      let file = try course.file("Lessons/01-halves.md", source)
      let cache = try TemporaryFolder("cache")
      let changes = ["UNROLL_CACHE": cache.url.path]
      let place = course.url
      let build = ["build", "--sandbox", "off"]
      async let first = UnrollProgram.run(build, in: place, environment: changes)
      // An object is kept once the lessons have been read.
      #expect(
        try await Patience.waits { try cache.contents().contains { $0.hasSuffix(".so") } }
      )
      let edited = source.replacing("# Halves\n", with: "# Halves\n\nOne.\n\nTwo.\n")
      try Data(edited.utf8).write(to: file)
      try gate.open()
      #expect(try await first.status == 0)
      for name in try course.contents() where name.hasPrefix("Site/public/halves/") {
        let data = try Data(contentsOf: course.url.appendingPathComponent(name))
        let text = String(decoding: data, as: UTF8.self)
        #expect(!text.contains("SECRET") && !text.contains("Two."), "\(name)")
      }
      let second = try await UnrollProgram.run(build, in: course.url, environment: changes)
      #expect(second.status == 0)
      let page = course.url.appendingPathComponent("Site/public/halves/index.html")
      #expect(try String(contentsOf: page, encoding: .utf8).contains("Two."))
    }
  }
}
