import Foundation
import TestSupport
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
      // From here on a signal waits until the supervisor looks for it.
      #expect(Patience.waitsHere { awaitsSignals(process.processIdentifier) })
      for _ in 0..<moment * 20 { _ = awaitsSignals(process.processIdentifier) }
      kill(process.processIdentifier, SIGTERM)
      process.waitUntilExit()
      #expect(process.terminationStatus == 143)
    }
  }

  /// Whether a process blocks the signal to end, or has started its command, which it does later; while it
  /// waits for the signal it does not block it.
  private func awaitsSignals(_ process: pid_t) -> Bool {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let mask = status.firstMatch(of: /SigBlk:\s*([0-9a-f]+)/).flatMap { UInt64($0.1, radix: 16) }
    if let mask, mask & 1 << UInt64(SIGTERM - 1) != 0 { return true }
    let children = try? String(
      contentsOfFile: "/proc/\(process)/task/\(process)/children",
      encoding: .utf8
    )
    return children?.isEmpty == false
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
