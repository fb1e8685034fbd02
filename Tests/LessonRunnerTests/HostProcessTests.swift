import Foundation
import Testing

@testable import LessonRunner

/// Signals to a host that may be over.
@Suite struct HostProcessTests {
  private func sleeper() throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sleep")
    process.arguments = ["60"]
    try process.run()
    return process
  }

  @Test func aSignalReachesTheProcess() throws {
    let process = try sleeper()
    HostProcess(process.processIdentifier).signal(SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
  }

  @Test func noSignalIsSentToANumberThatMayBeAnothers() throws {
    let process = try sleeper()
    let host = HostProcess(process.processIdentifier)
    host.isOver()
    host.signal(SIGKILL)
    host.signalGroup(SIGKILL)
    usleep(50_000)
    #expect(process.isRunning)
    process.terminate()
    process.waitUntilExit()
  }
}
