import Foundation
import Testing

extension ProgramTests {
  /// `unroll new course`: a course that builds, checks and publishes as it stands.
  @Suite struct CourseTemplateTests {
    @Test(
      "A course from an empty folder is recorded, checked and built by the commands that it names"
    )
    func wholeWay() async throws {
      let folder = try TemporaryFolder("nothing")
      let begun = try await UnrollProgram.run(["new", "course", "my-echoes"], in: folder.url)
      #expect(begun.status == 0, "\(begun.errors)")
      #expect(begun.output.contains("Wrote my-echoes/Lessons/01-first-steps.md.\n"))
      #expect(
        begun.output.contains(
          "\nGo there: cd my-echoes\nRecord what the lesson computes: unroll accept\n"
        )
      )
      let course = folder.url.appendingPathComponent("my-echoes")
      let names = try FileManager.default.subpathsOfDirectory(atPath: course.path)
      for name in [
        ".github/workflows/course.yml", ".gitlab-ci.yml", ".gitignore", "README.md",
        "Lessons/README.md", "Lessons/course.yml", "Lessons/data/level.csv",
      ] {
        #expect(names.contains(name), "\(name)")
      }
      for command in [
        ["accept"], ["check"], ["build", "--strict"], ["exercise", "start", "--all"],
      ] {
        let outcome = try await UnrollProgram.run(command, in: course)
        #expect(outcome.status == 0, "\(command): \(outcome.output)\(outcome.errors)")
        #expect(!outcome.errors.contains("01-first-steps.md"), "\(outcome.errors)")
      }
      let page = try String(
        contentsOf: course.appendingPathComponent("Site/public/first-steps/index.html"),
        encoding: .utf8
      )
      #expect(page.contains("· My echoes</title>"))
      #expect(page.contains("Figure 1"))
      #expect(!page.contains("2 * last - before"))
      let listed = try await UnrollProgram.run([], in: course)
      #expect(listed.output.contains("first-steps"))
    }

    @Test("A course begins in an empty folder alone, where nothing is written over")
    func refusals() async throws {
      let folder = try TemporaryFolder("full")
      try folder.file("full/notes.txt", "mine")
      try folder.file("file", "mine")
      try folder.file("repository/.git/HEAD", "ref: refs/heads/main\n")
      let full = try await UnrollProgram.run(["new", "course", "full"], in: folder.url)
      #expect(full.status == 2)
      #expect(
        full.errors.contains(
          "'full' holds 'notes.txt' already, and a course begins in an empty folder"
        )
      )
      let file = try await UnrollProgram.run(["new", "course", "file"], in: folder.url)
      #expect(file.status == 2)
      #expect(
        file.errors.contains("'file' is a file: name a folder that is empty or not there yet")
      )
      #expect(
        try folder.contents().filter { !$0.hasPrefix("repository") } == [
          "file", "full", "full/notes.txt",
        ]
      )
      let title = ["new", "course", "repository", "--title", "A \"quoted\": title"]
      let begun = try await UnrollProgram.run(title, in: folder.url)
      #expect(begun.status == 0, "\(begun.errors)")
      let again = try await UnrollProgram.run(title, in: folder.url)
      #expect(again.status == 2)
      let heading = try String(
        contentsOf: folder.url.appendingPathComponent("repository/Lessons/README.md"),
        encoding: .utf8
      )
      #expect(heading.hasPrefix("# A \"quoted\": title\n"))
    }

    @Test("The files for GitHub and GitLab are YAML that says what it must")
    func hosts() async throws {
      let folder = try TemporaryFolder("hosts")
      _ = try await UnrollProgram.run(["new", "course", "c"], in: folder.url)
      let script = """
        import sys, yaml
        github = yaml.safe_load(open("c/.github/workflows/course.yml"))
        steps = github["jobs"]["course"]["steps"]
        runs = " ".join(step.get("run", "") for step in steps)
        assert "unroll check" in runs and "unroll build" in runs, runs
        assert github["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
        gitlab = yaml.safe_load(open("c/.gitlab-ci.yml"))
        assert any("unroll check" in line for line in gitlab["course"]["script"])
        assert gitlab["pages"]["artifacts"]["paths"] == ["public"]
        print("fine")
        """
      let hasYAML = try await folder.shell("python3 -c 'import yaml'") == 0
      guard hasYAML else { return }
      try folder.file("look.py", script)
      let outcome = try await folder.shellOutcome("python3 look.py")
      #expect(outcome.output == "fine\n", "\(outcome)")
    }

    @Test(
      "The reference is printed by its parts, and a part misspelt is told",
      arguments: ["options", "charts", "checks", "format"]
    )
    func reference(_ topic: String) async throws {
      let folder = try TemporaryFolder("help")
      let outcome = try await UnrollProgram.run(["help", topic], in: folder.url)
      #expect(outcome.status == 0)
      let sign = [
        "options": "fig-cap", "charts": "lineChart", "checks": "gradientsOf", "format": "base-url",
      ]
      #expect(outcome.output.contains("\n  \(sign[topic] ?? "")\n"))
      let misspelt = try await UnrollProgram.run(["help", topic + "x"], in: folder.url)
      #expect(misspelt.status == 2)
      #expect(
        misspelt.errors.contains("did you mean `unroll help \(topic)`?"),
        "\(misspelt.errors)"
      )
    }

    @Test(
      "What other tools would read is told by check, build and serve's log, and fails a strict build alone"
    )
    func warnings() async throws {
      let course = try TemporaryFolder("warned")
      try course.file("Lessons/README.md", "# C\n\nSee ==this==.\n")
      try course.file("Lessons/01-a.md", "# A\n\nSee @fig-loss.\n")
      try course.file("Lessons/more.md", "# More\n\n::: note\na\n:::\n")
      let lines = [
        "Lessons/01-a.md:3:5: warning: '@fig-loss' is a reference of Quarto",
        "Lessons/more.md:3:1: warning: '::: note' is a box",
        "Lessons/README.md:3:5: warning: '==this==' is marked text",
      ]
      _ = try await UnrollProgram.run(["accept"], in: course.url)
      // What nothing has changed in says the same again.
      for command in [["check"], ["build"], ["build"]] {
        let outcome = try await UnrollProgram.run(command, in: course.url)
        #expect(outcome.status == 0, "\(command): \(outcome.errors)")
        let text = outcome.output + outcome.errors
        for line in lines { #expect(text.contains(line), "\(command): \(text)") }
      }
      let strict = try await UnrollProgram.run(["build", "--strict"], in: course.url)
      #expect(strict.status == 1)
    }

    @Test("All lessons are exported at once, each under its file's name")
    func exportAll() async throws {
      let course = try TemporaryFolder("exported")
      try course.file("Lessons/01-a.md", "# A\n\n[](02-b.md)\n\n```swift\n1 + 1\n```\n")
      try course.file("Lessons/02-b.md", "# B\n\nWords.\n")
      let all = ["export", "--all", "--format"]
      let outcome = try await UnrollProgram.run(all + ["ipynb", "--out", "books"], in: course.url)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Wrote books/01-a.ipynb ("))
      let here = try await UnrollProgram.run(all + ["md"], in: course.url)
      #expect(here.status == 0, "\(here.errors)")
      let names = try course.contents().filter { !$0.hasPrefix("Lessons") }
      #expect(names == ["01-a.md", "02-b.md", "books", "books/01-a.ipynb", "books/02-b.ipynb"])
      let one = try await UnrollProgram.run(all + ["html", "--out", "01-a.md"], in: course.url)
      #expect(one.status == 2)
      #expect(one.errors.contains("'01-a.md' is one file, and '--all' writes one for each lesson"))
      let both = try await UnrollProgram.run(
        ["export", "01", "--all", "--format", "md"],
        in: course.url
      )
      #expect(both.status == 2)
      let none = try await UnrollProgram.run(["export", "--format", "md"], in: course.url)
      #expect(none.status == 2)
      #expect(none.errors.contains("the lessons are 01-a, 02-b"))
    }
  }
}
