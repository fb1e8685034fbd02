import Foundation
import TestSupport
import Testing

extension ProgramTests {
  /// A run that is ended from outside leaves nothing behind.
  @Suite struct EndingTests {
    private static let endless = SmallCourse.lesson(
      "var count = 0\nprint(\"begun\")\nwhile true { count &+= 1 }",
      options: "//| timeout: 100"
    )

    @Test(
      "A signal ends everything at once, takes the progress line away, and shows in the status",
      arguments: [SIGINT, SIGTERM, SIGHUP],
      ["auto", "off"]
    )
    func signals(number: Int32, sandbox: String) async throws {
      let folder = try TemporaryFolder()
      let temporary = try TemporaryFolder("tmp")
      try folder.file("endless.md", Self.endless)
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["run", "endless.md", "--sandbox", sandbox],
        in: folder.url,
        environment: ["TMPDIR": temporary.url.path],
        output: terminal.terminal,
        errors: terminal.terminal
      )
      try await terminal.wait(for: "begun")
      #expect(try temporary.contents() != [])
      kill(process.processIdentifier, number)
      try await UnrollProgram.end(of: process)
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(process.terminationStatus == number)
      // What was drawn last is still on its way to the terminal.
      #expect(
        try await Patience.waits {
          !terminal.screen.contains("running") && !terminal.screen.contains("┃")
        }
      )
      #expect(try temporary.contents() == [])
      #expect(RunningProcesses.using(temporary.url) == [])
    }

    @Test("A signal while blocks compile ends the compilers")
    func compiling() async throws {
      let folder = try TemporaryFolder()
      let temporary = try TemporaryFolder("tmp")
      let blocks = (1...30).map { "```swift\nlet value\($0) = (1...\($0)).map { $0 * 2 }\n```" }
      try folder.file("many.md", "# Many\n\n" + blocks.joined(separator: "\n\n"))
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["run", "many.md", "--no-cache", "--sandbox", "off"],
        in: folder.url,
        environment: ["TMPDIR": temporary.url.path],
        output: terminal.terminal,
        errors: terminal.terminal
      )
      try await terminal.wait(for: "compiling")
      kill(process.processIdentifier, SIGINT)
      try await UnrollProgram.end(of: process)
      #expect(process.terminationStatus == SIGINT)
      #expect(try await Patience.waits { try temporary.contents() == [] })
      #expect(RunningProcesses.using(temporary.url) == [])
    }

    @Test("What a stopped run said of its blocks is not kept")
    func nothingKept() async throws {
      let folder = try TemporaryFolder()
      let cache = try TemporaryFolder("cache")
      let code = "import Foundation\nprint(\"begun\")\nusleep(2_500_000)\nprint(\"done\")"
      try folder.file("lesson.md", SmallCourse.lesson(code))
      let changes = ["UNROLL_CACHE": cache.url.path]
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["run", "lesson.md"],
        in: folder.url,
        environment: changes,
        output: terminal.terminal,
        errors: terminal.terminal
      )
      try await terminal.wait(for: "begun")
      kill(process.processIdentifier, SIGINT)
      try await UnrollProgram.end(of: process)
      let outcome = try await UnrollProgram.run(
        ["run", "lesson.md"],
        in: folder.url,
        environment: changes
      )
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("┃ begun\n┃ done\n"))
    }

    @Test("A reader that closes the pipe ends the run quietly")
    func closedPipe() async throws {
      let folder = try TemporaryFolder()
      try folder.file(
        "endless.md",
        "# Endless\n\nWords.\n\n" + Self.endless + "\n\n" + Self.endless
      )
      let temporary = try TemporaryFolder("tmp")
      let pipe = Pipe()
      let errors = try folder.file("errors.txt", "")
      let process = try UnrollProgram.start(
        ["run", "endless.md"],
        in: folder.url,
        environment: ["TMPDIR": temporary.url.path],
        output: pipe.fileHandleForWriting,
        errors: try FileHandle(forWritingTo: errors)
      )
      try pipe.fileHandleForReading.close()
      try pipe.fileHandleForWriting.close()
      try await UnrollProgram.end(of: process)
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(process.terminationStatus == SIGPIPE)
      #expect(try String(contentsOf: errors, encoding: .utf8) == "")
      #expect(try temporary.contents() == [])
    }

    #if os(Linux)
    @Test("A disk that is full is status 3 with a sentence")
    func fullDisk() async throws {
      let course = try SmallCourse.folder()
      let errors = try course.file("errors.txt", "")
      for arguments in [["run", "01"], ["run", "01", "--json"], ["list"]] {
        let process = try UnrollProgram.start(
          arguments,
          in: course.url,
          output: try #require(FileHandle(forWritingAtPath: "/dev/full")),
          errors: try FileHandle(forWritingTo: errors)
        )
        try await UnrollProgram.end(of: process)
        #expect(process.terminationStatus == 3)
        #expect(
          try String(contentsOf: errors, encoding: .utf8)
            == "error: standard output cannot be written: No space left on device\n"
        )
      }
    }
    #endif
  }
}
