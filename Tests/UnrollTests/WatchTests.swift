import Foundation
import TestSupport
import Testing

extension ProgramTests {
  /// A lesson at a terminal, edited while `unroll watch` runs.
  @Suite struct WatchTests {
    private static func lesson(
      prose: String = "Words.",
      first: String = "1",
      last: String
    ) -> String {
      """
      # Watched

      \(prose)

      ```swift
      //| label: first
      import Foundation
      let draw = UInt64.random(in: 0 ... .max)
      let number = \(first)
      print("first drew", draw)
      ```

      ```swift
      //| label: last
      \(last)
      ```
      """
    }

    /// A lesson that is watched until the body has ended.
    private func watching(
      _ text: String,
      temporary: URL,
      body: (TemporaryFolder, PseudoTerminal, Process) async throws -> Void
    ) async throws {
      let folder = try TemporaryFolder()
      try folder.file("lesson.md", text)
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["watch", "lesson.md"],
        in: folder.url,
        environment: ["TMPDIR": temporary.path],
        output: terminal.terminal,
        errors: terminal.terminal
      )
      do {
        try await terminal.wait(for: "watching lesson.md")
        try await body(folder, terminal, process)
      } catch {
        kill(process.processIdentifier, SIGKILL)
        throw error
      }
    }

    private func save(_ text: String, in folder: TemporaryFolder) throws {
      // As editors do: a new file in place of the old one.
      let new = try folder.file(".lesson.md.new", text)
      #expect(rename(new.path, folder.url.appendingPathComponent("lesson.md").path) == 0)
    }

    private func stop(_ process: Process, _ temporary: TemporaryFolder) async throws {
      kill(process.processIdentifier, SIGINT)
      try await UnrollProgram.end(of: process)
      #expect(process.terminationStatus == SIGINT)
      #expect(try await temporary.isLeft())
    }

    @Test("An edit of the last block runs it alone; what came before keeps its state")
    func lastBlock() async throws {
      let temporary = try TemporaryFolder("tmp")
      let first = Self.lesson(last: #"print("last \(number + 10)")"#)
      try await watching(first, temporary: temporary.url) { folder, terminal, process in
        #expect(terminal.screen.contains("last 11"))
        try save(Self.lesson(last: #"print("last \(number + 20)")"#), in: folder)
        try await terminal.wait(for: "last 21")
        try await terminal.wait(for: "1 block ran")
        // Only what has changed is drawn again.
        #expect(terminal.screen.matches(of: /first drew \d+/).count == 1)
        try await stop(process, temporary)
      }
    }

    @Test("Prose runs nothing; of ten saves the last one is shown")
    func proseAndManySaves() async throws {
      let temporary = try TemporaryFolder("tmp")
      let last = #"print("last \(number)")"#
      try await watching(Self.lesson(last: last), temporary: temporary.url) {
        folder,
        terminal,
        process in
        try save(Self.lesson(prose: "Other words.", last: last), in: folder)
        try await terminal.wait(for: "no block ran")
        #expect(terminal.screen.contains("Other words."))
        for number in 1...10 {
          try save(Self.lesson(first: "\(number * 100)", last: last), in: folder)
          // Some come while the one before still runs, some after.
          if number.isMultiple(of: 4) { try await terminal.wait(for: "last \(number * 100)") }
        }
        try await terminal.wait(for: "last 1000")
        try await terminal.wait(for: "2 blocks ran")
        try await stop(process, temporary)
      }
    }

    @Test("A block that does not compile shows its error and, marked, what it gave last")
    func compileError() async throws {
      let temporary = try TemporaryFolder("tmp")
      try await watching(Self.lesson(last: #"print("good \(number)")"#), temporary: temporary.url) {
        folder,
        terminal,
        process in
        try save(Self.lesson(last: "print(nothing)"), in: folder)
        try await terminal.wait(for: "stale: the output shown is from before this change")
        let shown = terminal.screen.components(separatedBy: "watching lesson.md").last ?? ""
        #expect(shown.contains("cannot find 'nothing' in scope"))
        #expect(shown.contains("good 1"))
        try save(Self.lesson(last: #"print("better \(number)")"#), in: folder)
        try await terminal.wait(for: "better 1")
        try await stop(process, temporary)
      }
    }

    @Test("A lesson that vanishes and returns, or cannot be read, is taken up again")
    func vanished() async throws {
      let temporary = try TemporaryFolder("tmp")
      try await watching(Self.lesson(last: "print(number)"), temporary: temporary.url) {
        folder,
        terminal,
        process in
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("lesson.md"))
        try await terminal.wait(for: "the lesson cannot be run")
        try save("---\nnonsense: [\n---\n", in: folder)
        try await terminal.wait(for: "lesson.md:")
        try save(Self.lesson(last: #"print("returned \(number)")"#), in: folder)
        try await terminal.wait(for: "returned 1")
        try await stop(process, temporary)
      }
    }

    @Test("A newer save ends the run of an older one")
    func cancelled() async throws {
      let temporary = try TemporaryFolder("tmp")
      try await watching(Self.lesson(last: "print(number)"), temporary: temporary.url) {
        folder,
        terminal,
        process in
        let endless = "print(\"begun\")\nvar count = 0\nwhile true { count &+= 1 }"
        try save(Self.lesson(last: endless), in: folder)
        try await terminal.wait(for: "running last")
        try save(Self.lesson(last: #"print("ended \(number)")"#), in: folder)
        try await terminal.wait(for: "ended 1")
        try await stop(process, temporary)
      }
    }

    #if os(Linux)
    @Test("Killed at once, it leaves no process behind")
    func killed() async throws {
      let temporary = try TemporaryFolder("tmp")
      try await watching(Self.lesson(last: "print(number)"), temporary: temporary.url) {
        _,
        _,
        process in
        // The states after each block are processes.
        #expect(try await Patience.waits { !RunningProcesses.using(temporary.url).isEmpty })
        kill(process.processIdentifier, SIGKILL)
        try await UnrollProgram.end(of: process)
        #expect(try await Patience.waits { RunningProcesses.using(temporary.url).isEmpty })
      }
    }
    #endif
  }
}

extension TemporaryFolder {
  /// Whether nothing of a program is in it any more, or soon will not be.
  fileprivate func isLeft() async throws -> Bool {
    try await Patience.waits { try contents() == [] }
  }
}
