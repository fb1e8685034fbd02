import Foundation
import Testing

/// What checks, errors and answers say cannot steer a terminal.
@Suite struct ControlCharacterTests {
  private static let lesson = #"""
    # Escapes

    ```swift
    struct Fault: Error, CustomStringConvertible { var description: String { "a\u{1B}[31mb\u{7}\u{9B}2J" } }
    check("t\u{1B}[31mitle\u{7}", false, "m\u{9B}31m\u{1B}]0;t\u{7}")
    check("equal", "a\u{1B}[31m", equals: "b\u{9B}31m")
    print("\u{1B}[2J")
    ```

    ## Double

    ```swift
    //| exercise: double
    func doubled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      2 * x
      // END SOLUTION
    }
    ```

    ```swift
    //| check: double
    check("t\u{1B}[31mitle\u{7}", doubled(1) == 3, "m\u{1B}]0;t\u{7}")
    ```

    ```swift
    //| expect: error
    throw Fault()
    ```
    """#

  @Test("Neither checks nor errors nor the code of an answer bring control characters to an output")
  func cleaned() async throws {
    let folder = try TemporaryFolder("escapes")
    try folder.file("Lessons/01-escapes.md", Self.lesson)
    let start = try await unroll(folder, "exercise", "start", "double")
    #expect(start.status == 0)
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int {\n  2 * x // \u{1B}[31m \u{2028}\u{C}\n}\n"
    )
    for arguments in [["run", "01"], ["check"], ["exercise", "check", "double"]] {
      let outcome = try await unroll(folder, arguments)
      #expect(outcome.output.contains("title"), "\(arguments) says the title of the check")
      #expect(Self.controls(in: outcome.output + outcome.errors) == [], "\(arguments)")
    }
    try folder.file(
      "Work/double.swift",
      "func doubled(_ x: Int) -> Int { \"\u{1B}[31m\u{9B}2J\" }\n"
    )
    let refused = try await unroll(folder, "exercise", "check", "double")
    #expect(refused.status == 1)
    #expect(Self.controls(in: refused.output + refused.errors) == [])
  }

  private func unroll(
    _ folder: TemporaryFolder,
    _ arguments: String...
  ) async throws -> UnrollProgram.Outcome {
    try await unroll(folder, arguments)
  }

  private func unroll(
    _ folder: TemporaryFolder,
    _ arguments: [String]
  ) async throws -> UnrollProgram.Outcome {
    try await UnrollProgram.run(
      arguments,
      in: folder.url,
      environment: ["COLUMNS": "80", "NO_COLOR": "1"]
    )
  }

  /// The control characters of a text but line ends.
  private static func controls(in text: String) -> [String] {
    text.unicodeScalars.filter { scalar in
      scalar != "\n" && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value))
    }.map { "U+" + String($0.value, radix: 16) }
  }
}
