import Foundation
import Testing

@testable import LessonRunner

/// Signals to a host that may be over.
@Suite struct HostProcessTests {
  /// A process that runs until its input ends.
  private func reader() throws -> (process: Process, input: Pipe) {
    let process = Process()
    let input = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/cat")
    process.standardInput = input
    try process.run()
    return (process, input)
  }

  @Test func aSignalReachesTheProcess() throws {
    let (process, input) = try reader()
    HostProcess(process.processIdentifier).signal(SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    try input.fileHandleForWriting.close()
  }

  @Test func noSignalIsSentToANumberThatMayBeAnothers() throws {
    let (process, input) = try reader()
    let host = HostProcess(process.processIdentifier)
    host.isOver()
    host.signal(SIGKILL)
    host.signalGroup(SIGKILL)
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
  }
}
