import Foundation
import Testing

/// The process that ends what the runner started.
@Suite struct SupervisorTests {
  private func supervised(_ command: [String]) throws -> Process {
    let process = Process()
    process.executableURL = TestHost.executable
    process.arguments = ["--supervise", "\(getpid())"] + command
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func theStatusIsTheCommands() throws {
    for (script, status) in [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137)] {
      let process = try supervised(["/bin/sh", "-c", script])
      process.waitUntilExit()
      #expect(process.terminationStatus == status)
    }
  }

  @Test("A signal is not lost, at whatever moment it comes")
  func signalAtAnyMoment() throws {
    for moment in 0..<40 {
      let process = try supervised(["/bin/sh", "-c", "sleep 60 & sleep 60"])
      usleep(UInt32(20_000 + moment * 250))
      kill(process.processIdentifier, SIGTERM)
      process.waitUntilExit()
      #expect(process.terminationStatus == 143)
    }
  }

  @Test func whatTheCommandLeftBehindEndsToo() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-supervised-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let process = try supervised([
      "/bin/sh", "-c", "setsid sleep 60 & echo $! > \(file.path)",
    ])
    process.waitUntilExit()
    let text = try String(contentsOf: file, encoding: .utf8)
    let left = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(left, 0) != 0)
  }
}
