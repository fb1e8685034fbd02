import Foundation
import Testing

/// What holds where bubblewrap does not start.
@Suite(.serialized) struct LandlockTests {
  /// A search path without bubblewrap.
  private static func path() throws -> TemporaryFolder {
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

  /// Whether `unroll` finds Landlock where it finds no bubblewrap.
  private static func hasLandlock() async throws -> Bool {
    let folder = try TemporaryFolder()
    let path = try path()
    // A folder is gone with its last use.
    defer { withExtendedLifetime((folder, path)) {} }
    try folder.file("a.md", "# A\n")
    let outcome = try await UnrollProgram.run(
      ["run", "a.md"],
      in: folder.url,
      environment: ["PATH": path.url.path]
    )
    return outcome.errors.contains("behind Landlock's weaker walls")
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
    print(attempt("socket", 1, 1, 0), attempt("socketpair", 1, 1, 0, zeros(8)))
    print(attempt("memfd_create", text("m"), 0), controlled(6), controlled(1031, 1 << 20))
    print(opened("/dev/ptmx", O_RDWR), opened("/dev/shm/x", O_CREAT | O_RDWR), opened("/dev/zero"))
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

  @Test(
    "Without bubblewrap blocks see the same files, no network, and nothing else to change",
    .enabled("this kernel has no Landlock") { try await hasLandlock() }
  )
  func holds() async throws {
    let course = try TemporaryFolder("course")
    try course.file("Lessons/01-fence.md", Self.lesson)
    try course.file("Lessons/data/numbers.txt", "1 2 3")
    let path = try Self.path()
    defer { withExtendedLifetime((course, path)) {} }
    let outcome = try await UnrollProgram.run(
      ["run", "01", "--no-cache"],
      in: course.url,
      environment: ["PATH": path.url.path, "NO_COLOR": "1"]
    )
    #expect(outcome.errors.contains("behind Landlock's weaker walls"))
    #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
    let printed = outcome.output.split(separator: "\n").filter { $0.hasPrefix("┃ ") }
    #expect(
      printed.map { $0.dropFirst(2).trimmingCharacters(in: .whitespaces) } == [
        "Permission denied nothing nothing", "Permission denied", "Operation not permitted",
        "Operation not permitted", "Operation not permitted",
        "Operation not permitted Operation not permitted",
        "Operation not permitted Operation not permitted Operation not permitted",
        "Permission denied Permission denied Permission denied", "kept", "1 2 3",
      ]
    )
    #expect(outcome.output.contains("Fatal error: boom (SIGILL)"))
  }

  @Test("A sandbox that is required never runs weaker")
  func required() async throws {
    let course = try TemporaryFolder("course")
    try course.file("Lessons/01-fence.md", Self.lesson)
    let path = try Self.path()
    defer { withExtendedLifetime((course, path)) {} }
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
    // By the path that the kernel sees, which a link would not be.
    let host = try #require(lines[3].split(separator: "\"").dropFirst().first.map(String.init))
    #expect(URL(fileURLWithPath: host).resolvingSymlinksInPath().path == host)
  }

  @Test(
    "AppArmor reads the profile",
    .enabled("AppArmor 4 is not installed") {
      FileManager.default.fileExists(atPath: "/etc/apparmor.d/abi/4.0")
    }
  )
  func profileIsRead() async throws {
    let folder = try TemporaryFolder("profile")
    let written = try await UnrollProgram.run(["doctor", "--apparmor-profile"], in: folder.url)
    let file = try folder.file("unroll", written.output)
    let read = try await UnrollProgram.run(
      ["-Q", "-K", file.path],
      in: folder.url,
      program: "/usr/sbin/apparmor_parser"
    )
    #expect(read.status == 0, "\(read.errors)")
  }
}
