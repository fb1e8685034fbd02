import Foundation
import Testing

/// Questions that a student answers in words.
@Suite struct WrittenAnswerTests {
  private func course() throws -> TemporaryFolder {
    let folder = try TemporaryFolder("course")
    try folder.file(
      "Lessons/01-clip.md",
      """
      # Clipping

      ```answer why-clip
      //| title: Why clip by the norm?
      //| rubric:
      //|   - 2 => says that the direction of the step stays
      //|   - 1 => gives an example
      Why clip by the *norm*?
      ```
      """
    )
    return folder
  }

  private func unroll(
    _ folder: TemporaryFolder,
    _ arguments: String...
  ) async throws -> UnrollProgram.Outcome {
    try await UnrollProgram.run(arguments, in: folder.url, environment: ["COLUMNS": "80"])
  }

  @Test(
    "start writes a Markdown file with the question; check shows by what it is graded once it is written"
  )
  func startAndCheck() async throws {
    let folder = try course()
    let path = folder.url.appendingPathComponent("Work/why-clip.md")
    let started = try await unroll(folder, "exercise", "start", "why-clip")
    #expect(started.status == 0 && started.output.hasPrefix("Wrote Work/why-clip.md.\n"))
    let text = try String(contentsOf: path, encoding: .utf8)
    let release = try #require(text.firstMatch(of: /release ([0-9a-f]{8}),/)).1
    #expect(
      text == """
        # Why clip by the norm? (3 points)

        Exercise why-clip, release \(release), of lesson 01-clip.

        > Why clip by the *norm*?

        A person grades it. Once you have written, this shows what counts:  unroll exercise check why-clip

        ## Your answer


        """
    )
    let rubric = """
      Why clip by the norm?, Work/why-clip.md
      A person grades this answer, for 3 points, by this rubric:
        - 2 points: says that the direction of the step stays
        - 1 point: gives an example

      """
    let empty = try await unroll(folder, "exercise", "check", "why-clip")
    #expect(empty.status == 1)
    #expect(
      empty.output == """
        Why clip by the norm?, Work/why-clip.md
        Nothing is written below '## Your answer' yet.
        Write first; then this command shows what a person grades it by.

        """
    )
    for lineEnd in ["\r\n", "\r"] {
      try Data(("\u{FEFF}" + text.replacing("\n", with: lineEnd)).utf8).write(to: path)
      let unchanged = try await unroll(folder, "exercise", "check", "why-clip")
      #expect(unchanged.status == 1 && unchanged.output == empty.output)
    }
    try Data((text + "The direction stays.\n").utf8).write(to: path)
    let written = try await unroll(folder, "exercise", "check", "Work/why-clip.md")
    #expect(written.status == 0 && written.output == rubric + "You have written 3 words.\n")
    try Data((text + "<<<<<<< yours\na\n=======\nb\n>>>>>>> theirs\n").utf8).write(to: path)
    let conflict = try await unroll(folder, "exercise", "check", "why-clip")
    #expect(conflict.status == 1 && conflict.output == "")
    #expect(conflict.errors.hasPrefix("Work/why-clip.md:11:1: error: two versions of these lines"))
    let reset = try await unroll(folder, "exercise", "reset", "why-clip")
    #expect(reset.output.contains("Your answer is kept as Work/.unroll/backups/why-clip-1.md."))
    #expect(try String(contentsOf: path, encoding: .utf8) == text)
  }

  @Test(
    "Only words below the heading count, in whatever way it is marked",
    arguments: [
      ("## Your answer:\n", "", 0), ("# your Answer\n", "Two words", 2),
      ("## Your answer\n", "<!-- no word -->", 0),
      ("## Your answer\n", "\u{200B}\u{200F} \u{0}", 0),
      ("## Your answer\n", "- 3 * x, *so*: ∂", 3),
    ]
  )
  func words(heading: String, answer: String, count: Int) async throws {
    let folder = try course()
    _ = try await unroll(folder, "exercise", "start", "why-clip")
    let file = folder.url.appendingPathComponent("Work/why-clip.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    try folder.file(
      "Work/why-clip.md",
      text.replacing("## Your answer\n", with: heading) + answer + "\n"
    )
    let checked = try await unroll(folder, "exercise", "check", "why-clip")
    let expected =
      count == 0 ? "Nothing is written below" : "You have written \(count) words."
    #expect(checked.output.contains(expected), "\(checked.output)")
  }

  @Test("An answer without the heading is told so, and shows no rubric")
  func headless() async throws {
    let folder = try course()
    _ = try await unroll(folder, "exercise", "start", "why-clip")
    try folder.file("Work/why-clip.md", "Just words.\n")
    let checked = try await unroll(folder, "exercise", "check", "why-clip")
    #expect(
      checked.output.contains(
        "The line '## Your answer' is missing: put it above what you have written."
      )
    )
    #expect(!checked.output.contains("1 point:"))
  }

  @Test("list tells how far it is, and commands for code say what it is")
  func listed() async throws {
    let folder = try course()
    let list = try await unroll(folder, "exercise", "list")
    #expect(
      list.output == """
        01  Clipping
            ○ why-clip  not begun, 3 points, graded by a person

        0 of 1 answer in words written, 3 points graded by a person.
        Next: unroll exercise start why-clip

        """
    )
    let watch = try await unroll(folder, "exercise", "watch", "why-clip")
    #expect(watch.status == 2)
    #expect(
      watch.errors
        == "error: 'why-clip' is answered in words: a person grades it, so there is nothing to watch\n"
    )
  }

  @Test("A lesson shows it as a card, on the terminal and on its page")
  func shown() async throws {
    let folder = try course()
    let run = try await unroll(folder, "run", "01", "--plain")
    #expect(run.status == 0)
    #expect(run.output.contains("> Written answer: Why clip by the norm? (3 points)\n"))
    #expect(!run.output.contains("says that the direction of the step stays"))
    #expect(run.output.contains("> A person grades your answer."))
    #expect(run.output.contains("> unroll exercise start why-clip\n"))
    let built = try await unroll(folder, "build", "--out", "site")
    #expect(built.status == 0)
    let page = try String(
      contentsOf: folder.url.appendingPathComponent("site/clip/index.html"),
      encoding: .utf8
    )
    #expect(page.contains("<p class=\"kind\">Written answer</p>"))
    let folded = try #require(page.firstRange(of: "<summary>By this rubric a person grades"))
    let rubric = try #require(page.firstRange(of: "<li>gives an example"))
    #expect(folded.lowerBound < rubric.lowerBound)
    #expect(page.contains("<li>gives an example <span class=\"points\">(1 point)</span></li>"))
    #expect(page.contains("<kbd>unroll exercise start why-clip</kbd>"))
  }
}
