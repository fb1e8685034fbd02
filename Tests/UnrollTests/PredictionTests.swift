import Foundation
import Testing

#if os(Linux)
extension ProgramTests {
  /// Questions before results.
  @Suite struct PredictionTests {
    private static let lesson = """
      # Guess

      ```swift
      //| label: sum
      //| predict: What is 2 + 3 times 4?
      2 + 3 * 4
      ```
      """

    private func course() throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      try folder.file("Lessons/01-guess.md", Self.lesson)
      return folder
    }

    private static let asked = "Predict first: What is 2 + 3 times 4?\n"

    @Test("A person is asked once, before the result; the guess is kept and compared")
    func asks() async throws {
      let folder = try course()
      for turn in 1...2 {
        let terminal = try PseudoTerminal()
        let process = try UnrollProgram.start(
          ["run", "01"],
          in: folder.url,
          environment: ["NO_COLOR": "1"],
          input: terminal.terminal,
          output: terminal.terminal,
          errors: terminal.terminal
        )
        if turn == 1 {
          try await terminal.wait(for: "Your guess (Enter for none): ")
          #expect(!terminal.text.contains("┃ 14"))
          try terminal.type("20\n")
        }
        try await terminal.wait(for: "You guessed 20; it is 14 (1.4 times too large).")
        try await UnrollProgram.end(of: process)
        #expect(process.terminationStatus == 0)
        #expect(terminal.screen.contains(Self.asked) && terminal.screen.contains("┃ 14\n"))
      }
      #expect(try folder.contents().contains("Work/.unroll/guesses.json"))
    }

    @Test("Nothing waits where nobody can answer, or with --no-ask")
    func waitsForNobody() async throws {
      let folder = try course()
      let piped = try await UnrollProgram.run(["run", "01"], in: folder.url)
      #expect(piped.status == 0 && piped.output.contains(Self.asked + "\n┃ 14\n"))
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["run", "01", "--no-ask"],
        in: folder.url,
        input: terminal.terminal,
        output: terminal.terminal,
        errors: terminal.terminal
      )
      try await UnrollProgram.end(of: process)
      #expect(process.terminationStatus == 0 && !terminal.text.contains("Your guess"))
      #expect(try folder.contents() == ["Lessons", "Lessons/01-guess.md"])
    }

    @Test("Ctrl-C ends a program that waits for a guess")
    func interrupted() async throws {
      let folder = try course()
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["run", "01"],
        in: folder.url,
        input: terminal.terminal,
        output: terminal.terminal,
        errors: terminal.terminal
      )
      try await terminal.wait(for: "Your guess")
      kill(process.processIdentifier, SIGINT)
      try await UnrollProgram.end(of: process)
      #expect(process.terminationReason == .uncaughtSignal)
    }
  }
}
#endif
