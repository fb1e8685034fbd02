import Foundation
import Testing

/// What holds where bubblewrap does not start; skipped where the kernel has no Landlock.
@Suite(.serialized) struct LandlockTests {
  /// A search path without bubblewrap.
  private func path() throws -> TemporaryFolder {
    let folder = try TemporaryFolder.toolchainAlone()
    let setpriv = "/usr/bin/setpriv"
    if FileManager.default.isExecutableFile(atPath: setpriv) {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.path + "/setpriv",
        withDestinationPath: setpriv
      )
    }
    return folder
  }

  private static let lesson = """
    # Fence

    ```swift
    \(Attack.vocabulary)
    ```

    ```swift
    print(opened("/etc/passwd"), listed("/"), listed("/home"))
    print(opened("/tmp/x", O_CREAT | O_WRONLY))
    ```

    ```swift
    print(attempt("socket", 2, 1, 0))
    print(attempt("ptrace", 16, Int(getppid())))
    print(attempt("unshare", 0x1000_0000))
    ```

    ```swift
    try "kept".write(toFile: "note.txt", atomically: true, encoding: .utf8)
    print(try String(contentsOfFile: "note.txt", encoding: .utf8))
    print(try String(contentsOfFile: "data/numbers.txt", encoding: .utf8))
    ```

    ```swift
    //| expect: crash
    fatalError("boom")
    ```

    """

  @Test("Without bubblewrap blocks see the same files, no network, and nothing else to change")
  func holds() async throws {
    let course = try TemporaryFolder("course")
    try course.file("Lessons/01-fence.md", Self.lesson)
    try course.file("Lessons/data/numbers.txt", "1 2 3")
    let path = try path()
    let outcome = try await UnrollProgram.run(
      ["run", "01", "--no-cache"],
      in: course.url,
      environment: ["PATH": path.url.path, "NO_COLOR": "1"]
    )
    guard outcome.errors.contains("behind Landlock's weaker walls") else { return }
    #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
    let printed = outcome.output.split(separator: "\n").filter { $0.hasPrefix("┃ ") }
    #expect(
      printed.map { $0.dropFirst(2).trimmingCharacters(in: .whitespaces) } == [
        "Permission denied nothing nothing", "Permission denied", "Operation not permitted",
        "Operation not permitted", "Operation not permitted", "kept", "1 2 3",
      ]
    )
    #expect(outcome.output.contains("Fatal error: boom (SIGILL)"))
  }

  @Test("A sandbox that is required never runs weaker")
  func required() async throws {
    let course = try TemporaryFolder("course")
    try course.file("Lessons/01-fence.md", Self.lesson)
    let path = try path()
    let outcome = try await UnrollProgram.run(
      ["run", "01", "--sandbox", "require"],
      in: course.url,
      environment: ["PATH": path.url.path]
    )
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("bubblewrap (`bwrap`) is not installed"))
  }

  @Test("The profile for AppArmor names this installation's host alone")
  func profile() async throws {
    let course = try TemporaryFolder("course")
    let outcome = try await UnrollProgram.run(["doctor", "--apparmor-profile"], in: course.url)
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 7)
    #expect(lines[3].hasPrefix("profile unroll \"/"))
    #expect(lines[3].hasSuffix("/lesson-host\" flags=(unconfined) {"))
    #expect(lines[4] == "  userns,")
  }
}
