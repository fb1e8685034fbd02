import Foundation
import Testing

extension ProgramTests {
  /// A course from nothing: every message leads on.
  @Suite struct NewCourseTests {
    /// The command that a message names, in backquotes or after a colon.
    private func next(_ text: String) throws -> [String] {
      let match = try #require(
        text.firstMatch(of: /`unroll ((?:new|run) [^`]+)`|: unroll ([a-z].*)/),
        "\(text)"
      )
      return String(match.1 ?? match.2 ?? "").split(separator: " ").map(String.init)
    }

    @Test("From an empty folder to an exercise, by the messages alone")
    func steps() async throws {
      let folder = try TemporaryFolder("nothing")
      let nothing = try await UnrollProgram.run([], in: folder.url)
      #expect(nothing.status == 2)
      let begin = try next(nothing.errors)
      #expect(begin == ["new", "lesson", "first-steps"])
      let begun = try await UnrollProgram.run(begin, in: folder.url)
      #expect(
        begun.output == """
          Wrote Lessons/00-first-steps.md.
          Run it at every save with: unroll watch first-steps
          Add an exercise with: unroll new exercise my-exercise --in first-steps
          See the course in a browser with: unroll serve
          Write the course's title as the heading of Lessons/README.md.

          """
      )
      let listed = try await UnrollProgram.run([], in: folder.url)
      #expect(try next(listed.output) == ["run", "00"])
      let none = try await UnrollProgram.run(["exercise", "list"], in: folder.url)
      let add = try next(none.output)
      #expect(add == ["new", "exercise", "my-exercise", "--in", "00"])
      let added = try await UnrollProgram.run(add, in: folder.url)
      #expect(added.status == 0, "\(added.errors)")
      let hint = try await UnrollProgram.run(["exercise", "hint", "my-exercise"], in: folder.url)
      #expect(hint.output.hasPrefix("Hint 1 of 1\n"))
      let more = try await UnrollProgram.run(["exercise", "hint", "my-exercise"], in: folder.url)
      #expect(more.output == "You have seen the only hint; `--again` shows it once more.\n")
      let all = try await UnrollProgram.run(["exercise", "start", "--all"], in: folder.url)
      #expect(all.output == "Wrote Work/my-exercise.swift.\n")
      let again = try await UnrollProgram.run(["exercise", "start", "--all"], in: folder.url)
      #expect(again.output == "1 of 1 was there already, and stays as it is.\n")
    }

    @Test("A folder of lessons without any leads on, too")
    func empty() async throws {
      let folder = try TemporaryFolder("empty")
      try folder.file("Lessons/README.md", "# Course\n")
      for arguments in [[], ["run"], ["run", "01"], ["exercise", "list"]] {
        let outcome = try await UnrollProgram.run(arguments, in: folder.url)
        let text = outcome.output + outcome.errors
        #expect(text.contains("`unroll new lesson first-steps`"), "\(arguments): \(text)")
      }
    }

    @Test(
      "A name may bring its number",
      arguments: [
        ("09-gates", "09-gates"), ("9-gates", "09-gates"), ("11b-gates", "11b-gates"),
        ("gates", "01-gates"), ("2026-review", "01-2026-review"), ("3d-plots", "01-3d-plots"),
      ]
    )
    func numbered(name: String, file: String) async throws {
      let folder = try TemporaryFolder("numbered")
      try folder.file("Lessons/00-a.md", "# A\n")
      let outcome = try await UnrollProgram.run(["new", "lesson", name], in: folder.url)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try folder.contents() == ["Lessons", "Lessons/00-a.md", "Lessons/\(file).md"])
    }

    @Test("A number or name that is taken is refused")
    func taken() async throws {
      let folder = try TemporaryFolder("taken")
      try folder.file("Lessons/09-a.md", "# A\n")
      try folder.file("Lessons/99-z.md", "# Z\n")
      try folder.file("Lessons/glossary.md", "# G\n")
      let before = try folder.contents()
      for (name, message) in [
        (
          "9-b",
          "'Lessons/09-a.md' has the number 09 already: choose another, or a letter as in '09a'"
        ),
        ("12-a", "'Lessons/09-a.md' is there already: choose another name"),
        ("glossary", "'Lessons/glossary.md' is there already: choose another name"),
        (
          "next",
          "lesson 99 is there, and no number comes after it: name a free one, as in 'unroll new lesson 42-forget-gate'"
        ),
      ] {
        let outcome = try await UnrollProgram.run(["new", "lesson", name], in: folder.url)
        #expect(outcome.errors == "error: \(message)\n")
        #expect(outcome.status == 2)
      }
      #expect(try folder.contents() == before)
    }

    @Test("A term with a link that leads nowhere is not kept, nor one in a place that is a link")
    func editions() async throws {
      let course = try TemporaryFolder("editions")
      try course.file("Lessons/01-a.md", "# A\n\n[gone](gone.csv)\n")
      let build = ["build", "--edition", "2026-spring"]
      let broken = try await UnrollProgram.run(build, in: course.url)
      #expect(broken.status == 1)
      #expect(
        broken.errors.hasSuffix(
          """
          Lessons/01-a.md:3:1: error: There is no file gone.csv beside this lesson.
          error: the term '2026-spring' is not kept, for what is kept lasts: mend what is told above, and build it again

          """
        ),
        "\(broken.errors)"
      )
      let editions = course.url.appendingPathComponent("Site/editions")
      #expect((try? FileManager.default.contentsOfDirectory(atPath: editions.path)) ?? [] == [])
      try? FileManager.default.removeItem(at: editions)
      let elsewhere = try TemporaryFolder("elsewhere")
      try course.file("Site/keep.txt", "")
      try FileManager.default.createSymbolicLink(at: editions, withDestinationURL: elsewhere.url)
      try course.file("Lessons/01-a.md", "# A\n")
      let linked = try await UnrollProgram.run(build, in: course.url)
      #expect(linked.status == 2)
      #expect(
        linked.errors
          == "error: 'Site/editions' leads by a symbolic link out of the course, where nothing is written unasked: put a "
          + "folder in its place, or name one with --out\n"
      )
      #expect(try elsewhere.contents() == [])
    }
  }
}
