import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif
import TestSupport
import Testing

extension ProgramTests {
  /// The site at a browser, while its lessons are edited.
  @Suite struct ServeTests {
    private static func lesson(_ code: String) -> String {
      """
      # Served

      ```swift
      //| label: first
      let number = 41
      ```

      ```swift
      //| label: last
      \(code)
      ```
      """
    }

    /// A course with one lesson, served until the body has ended.
    private func serving(
      _ text: String,
      body: (TemporaryFolder, Served) async throws -> Void
    ) async throws {
      let course = try TemporaryFolder()
      let temporary = try TemporaryFolder("tmp")
      try course.file("Lessons/01-served.md", text)
      try course.file("Lessons/02-other.md", "# Other\n\n```swift\nprint(6 * 7)\n```\n")
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["serve", "--port", "0"],
        in: course.url,
        environment: ["TMPDIR": temporary.url.path],
        output: terminal.terminal,
        errors: terminal.terminal
      )
      do {
        try await terminal.wait(for: "http://localhost:")
        let port = try #require(terminal.text.firstMatch(of: /http:\/\/localhost:(\d+)/)?.1)
        try await body(course, Served(site: "http://localhost:\(port)/", terminal: terminal))
      } catch {
        kill(process.processIdentifier, SIGKILL)
        throw error
      }
      kill(process.processIdentifier, SIGINT)
      try await UnrollProgram.end(of: process)
      #expect(process.terminationStatus == SIGINT)
      #expect(try await Patience.waits { try temporary.contents() == [] })
      #expect(RunningProcesses.using(temporary.url) == [])
    }

    @Test("A save shows on the page; what cannot run shows its error beside what it gave last")
    func edits() async throws {
      try await serving(Self.lesson(#"print("gives \(number + 1)")"#)) { course, served in
        try await served.wait(for: "gives 42")
        try course.file("Lessons/01-served.md", Self.lesson(#"print("gives \(number + 2)")"#))
        try await served.wait(for: "gives 43")
        try course.file("Lessons/01-served.md", Self.lesson("print(nothing)"))
        let page = try await served.wait(for: "stale")
        // What counted last: the run of the save before may have been cut short by this one.
        #expect(page.contains("gives 43") || page.contains("gives 42"))
        #expect(page.contains("cannot find"))
        try course.file("Lessons/01-served.md", Self.lesson(#"print("gives \(number + 3)")"#))
        let mended = try await served.wait(for: "gives 44")
        #expect(!mended.contains("gives 43") && !mended.contains("gives 42"))
      }
    }

    @Test("Each save is told in a line, a fault once, and that it was mended")
    func told() async throws {
      try await serving(Self.lesson("print(number)")) { course, served in
        try await served.wait(for: "41")
        try await served.terminal.wait(for: "pages, ")
        try course.file("Lessons/01-served.md", Self.lesson("print(nothing)"))
        try await served.terminal.wait(for: "1 problem")
        try await served.terminal.wait(for: "cannot find 'nothing' in scope")
        try course.file("Lessons/02-other.md", "# Other\n\nNew.\n")
        try await served.terminal.wait(for: "02-other.md, ")
        try course.file("Lessons/01-served.md", Self.lesson("print(number + 1)"))
        try await served.terminal.wait(for: "all mended")
        let text = served.terminal.text
        #expect(text.split(separator: "cannot find 'nothing' in scope").count == 2, "\(text)")
        #expect(text.contains(/[0-9]{2}:[0-9]{2}:[0-9]{2}  01-served\.md, [0-9.]+ s, 1 problem/))
      }
    }

    @Test("A lesson that cannot be read leaves the site as it was; new data runs what reads it")
    func dataAndMistakes() async throws {
      let reading = """
        import Foundation
        print("read", (try? String(contentsOfFile: "data/words.txt", encoding: .utf8)) ?? "none")
        """
      try await serving(Self.lesson(reading)) { course, served in
        try await served.wait(for: "read none")
        try course.file("Lessons/data/words.txt", "a word")
        try await served.wait(for: "read a word")
        try course.file("Lessons/01-served.md", "# Served\n\n```swift\n//| labl: x\n```\n")
        try await served.terminal.wait(for: "01-served.md:4:")
        #expect(try await served.page().contains("read a word"))
        try FileManager.default.removeItem(
          at: course.url.appendingPathComponent("Lessons/02-other.md")
        )
        try course.file("Lessons/01-served.md", Self.lesson(#"print("mended \(number)")"#))
        try await served.wait(for: "mended 41")
        #expect(try await served.page("other/").contains("6 * 7") == false)
      }
    }
  }
}

/// A site that is being served.
private struct Served {
  var site: String
  var terminal: PseudoTerminal

  func page(_ path: String = "served/") async throws -> String {
    let url = try #require(URL(string: site + path))
    return String(decoding: try await URLSession.shared.data(from: url).0, as: UTF8.self)
  }

  /// Waits for the lesson's page to hold a text.
  @discardableResult
  func wait(for text: String) async throws -> String {
    var shown = ""
    let isShown = try await Patience.waits {
      shown = (try? await page()) ?? "none"
      return shown.contains(text)
    }
    try #require(isShown, "the page does not hold '\(text)': \(shown)\n\(terminal.text)")
    return shown
  }
}
