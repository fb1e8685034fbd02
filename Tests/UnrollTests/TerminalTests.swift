import Foundation
import Testing

extension ProgramTests {
  /// What a person at a terminal sees.
  @Suite struct TerminalTests {
    /// A lesson whose block ends when the test lets it.
    private static func slow(until gate: Gate) -> String {
      """
      # Slow

      Before.

      ```swift
      //| label: wait
      \(Gate.options)
      for epoch in 1...14 { print("epoch", epoch) }
      \(gate.code)
      ```

      After.
      """
    }

    /// - Parameter gate: what is opened when the terminal shows that a block runs.
    private func run(
      _ arguments: [String],
      in folder: URL,
      on terminal: PseudoTerminal,
      output: FileHandle? = nil,
      environment: [String: String?] = [:],
      opening gate: Gate? = nil
    ) async throws -> Int32 {
      let process = try UnrollProgram.start(
        arguments + (gate == nil ? [] : ["--no-cache", "--sandbox", "off"]),
        in: folder,
        environment: environment,
        output: output ?? terminal.terminal,
        errors: terminal.terminal
      )
      if let gate {
        try await terminal.wait(for: "running ")
        try gate.open()
      }
      try await UnrollProgram.end(of: process)
      try await terminal.settle()
      return process.terminationStatus
    }

    @Test("A long block shows its name, its time and its last line, and leaves no trace of them")
    func progress() async throws {
      let folder = try TemporaryFolder()
      let gate = try Gate()
      try folder.file("slow.md", Self.slow(until: gate))
      let terminal = try PseudoTerminal()
      let status = try await run(["run", "slow.md"], in: folder.url, on: terminal, opening: gate)
      #expect(status == 0)
      #expect(terminal.text.contains(/\r\x1B\[Krunning wait … \d\.\d s  epoch \d+/))
      #expect(!terminal.screen.contains("running wait"))
      #expect(!terminal.screen.contains("compiling"))
      #expect(terminal.screen.contains("┃ epoch 1\n┃ epoch 2\n"))
      #expect(terminal.screen.hasSuffix("\nAfter.\n"))
    }

    @Test("Progress goes to standard error alone")
    func streams() async throws {
      let folder = try TemporaryFolder()
      let gate = try Gate()
      try folder.file("slow.md", Self.slow(until: gate))
      let terminal = try PseudoTerminal()
      let file = try folder.file("output.txt", "")
      let output = try FileHandle(forWritingTo: file)
      let words = ["run", "slow.md"]
      let status = try await run(
        words,
        in: folder.url,
        on: terminal,
        output: output,
        opening: gate
      )
      #expect(status == 0)
      #expect(terminal.text.contains("running wait"))
      let written = try String(contentsOf: file, encoding: .utf8)
      #expect(!written.utf8.contains(0x1B))
      #expect(!written.contains("running"))
      #expect(!terminal.screen.contains("┃"))
    }

    @Test(
      "Colours are drawn on a terminal, unless NO_COLOR is set or it knows none",
      arguments: [([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false)]
        as [([String: String?], Bool)]
    )
    func colours(changes: [String: String?], hasColour: Bool) async throws {
      let course = try SmallCourse.folder()
      let terminal = try PseudoTerminal()
      #expect(
        try await run(["run", "01"], in: course.url, on: terminal, environment: changes) == 0
      )
      #expect(terminal.text.contains(/\x1B\[[0-9;]+m/) == hasColour)
      #expect(terminal.screen.contains("┃ 140\n"))
    }

    @Test("The text is as wide as the terminal", arguments: [60, 80, 132])
    func width(columns: UInt16) async throws {
      let course = try SmallCourse.folder()
      let terminal = try PseudoTerminal(columns: columns)
      let changes = ["COLUMNS": "200"]
      #expect(
        try await run(["run", "01"], in: course.url, on: terminal, environment: changes) == 0
      )
      let widest = terminal.screen.split(separator: "\n").map(\.count).max() ?? 0
      #expect(widest <= columns)
      #expect(widest > columns - 25)
    }

    @Test("A long output is shortened on a terminal, and whole in a file")
    func longOutput() async throws {
      let folder = try TemporaryFolder()
      let code = "for number in 1...500 { print(\"line\", number) }"
      try folder.file("long.md", SmallCourse.lesson(code))
      let terminal = try PseudoTerminal()
      #expect(try await run(["run", "long.md"], in: folder.url, on: terminal) == 0)
      let shown = terminal.screen
      #expect(
        shown.contains("┃ line 40\n┃ … 450 more lines (`--json` has them all)\n┃ line 491\n")
      )
      #expect(shown.split(separator: "\n").count { $0.hasPrefix("┃ line ") } == 50)
      let outcome = try await UnrollProgram.run(["run", "long.md"], in: folder.url)
      #expect(outcome.output.split(separator: "\n").count { $0.hasPrefix("┃ line ") } == 500)
    }

    @Test("What a block prints cannot steer the terminal")
    func control() async throws {
      let folder = try TemporaryFolder()
      let gate = try Gate()
      let code = """
        print("\\u{1B}]0;title\\u{7}\\u{1B}]52;c;cm0=\\u{7}\\u{1B}[2Jwiped", terminator: "\\n")
        \(gate.code)
        """
      try folder.file("rude.md", SmallCourse.lesson(code, options: Gate.options))
      let terminal = try PseudoTerminal()
      #expect(try await run(["run", "rude.md"], in: folder.url, on: terminal, opening: gate) == 0)
      #expect(terminal.text.contains("running block-1"))
      #expect(!terminal.text.contains("\u{1B}[2J"))
      #expect(!terminal.text.contains("\u{1B}]"))
      #expect(!terminal.text.contains("\u{7}"))
    }
  }
}
