import Foundation
import HostProtocol
import Testing

@testable import LessonRunner

/// Hosts that end, and those beside them.
@Suite struct HostSessionTests {
  /// As programs do that write to others, which may be gone.
  init() { signal(SIGPIPE, SIG_IGN) }

  private static let host = URL(
    fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0]
  ).deletingLastPathComponent().appendingPathComponent("lesson-host").path

  /// Does something with a folder for hosts, and removes it.
  private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-session-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  /// A host in an empty folder of its own; a host empties its folder.
  ///
  /// - Parameter script: starts it there.
  private func session(in folder: URL, _ script: String = "exec \"$1\"") async throws -> HostSession
  {
    let name = UUID().uuidString
    let scratch = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
    return try await HostSession.start(
      ChildCommand(
        executable: Self.host,
        arguments: [
          "--supervise", String(getpid()), "/bin/sh", "-c", "cd \"$0\" && { \(script); }",
          scratch.path, Self.host,
        ],
        timeLimit: .infinity
      ),
      limits: LessonLimits(seed: 1, memory: 1 << 30, output: 1 << 20, processes: 64),
      complaints: folder.appendingPathComponent("\(name).txt").path
    )
  }

  /// The message of a step for which there is nothing to load.
  private func message(_ session: HostSession, code: [UInt8]? = nil) async throws -> String? {
    let step = HostStep(
      number: session.nextStepNumber(),
      checkpoint: 0,
      keeps: false,
      object: "/nowhere.so",
      code: code,
      entry: "nothing",
      timeLimit: 20
    )
    guard case .load(let message) = try await session.run(step, onEvent: { _ in }).cause else {
      return nil
    }
    return message
  }

  @Test("How a host ended, and what it said last, is told")
  func told() async throws {
    try await withFolder { folder in
      let session = try await session(
        in: folder,
        "exec 3<&0; \"$1\" <&3 & sleep 0.3; echo no more >&2; kill -9 $!; exec 3<&- >&-; exit 7"
      )
      try await Task.sleep(for: .seconds(1))
      let message = try #require(await message(session))
      #expect(
        message.hasPrefix(
          "the process that watches the block has ended (exit status 7; it said: no more"
        )
      )
      await session.end()
    }
  }

  @Test("Hosts that end while something is written to them leave those beside them alone")
  func sideBySide() async throws {
    try await withFolder { folder in
      let lasting = try await session(in: folder)
      let large = [UInt8](repeating: 7, count: 1 << 20)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            for _ in 0..<8 {
              let short = try await session(in: folder)
              async let message = message(short, code: large)
              await short.end()
              _ = try await message
            }
          }
        }
        for _ in 0..<100 {
          let message = try #require(await message(lasting))
          #expect(message.contains("/nowhere.so"))
          if !message.contains("/nowhere.so") { break }
        }
        try await group.waitForAll()
      }
      let last = try #require(await message(lasting))
      #expect(last.contains("/nowhere.so"))
      await lasting.end()
    }
  }
}
