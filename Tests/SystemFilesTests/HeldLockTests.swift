import Foundation
import SystemFiles
import Testing

/// Locks, and the folders of live and of ended processes.
@Suite struct HeldLockTests {
  private let scratch = Scratch()

  @Test("A lock is held until who asked for it lets it go")
  func held() {
    var first = HeldLock.ask(scratch.path).lock
    #expect(first != nil)
    #expect(HeldLock.ask(scratch.path).lock == nil)
    #expect(HeldLock.ask(scratch.path, .shared).lock == nil)
    first = nil
    #expect(HeldLock.ask(scratch.path).lock != nil)
  }

  @Test("A shared lock leaves out only who wants it alone")
  func shared() {
    let first = HeldLock.ask(scratch.path, .shared)
    withExtendedLifetime(first) {
      #expect(HeldLock.ask(scratch.path, .shared).lock != nil)
      #expect(HeldLock.ask(scratch.path).lock == nil)
    }
  }

  @Test("What is not there cannot be locked, and nobody has it")
  func missing() {
    guard case .impossible(ENOENT) = HeldLock.ask("\(scratch.path)/none") else {
      Issue.record("a lock on nothing")
      return
    }
  }

  @Test("A folder is told from another that has taken its name")
  func renamed() throws {
    let folder = try LiveFolder(in: scratch.path, prefix: "live-", mode: 0o755)
    let aside = "\(scratch.path)/aside"
    try FileManager.default.moveItem(atPath: folder.path, toPath: aside)
    try FileManager.default.createDirectory(
      atPath: folder.path,
      withIntermediateDirectories: false
    )
    folder.remove()
    #expect(try scratch.names() == ["aside", URL(fileURLWithPath: folder.path).lastPathComponent])
  }

  @Test("Abandoned folders are removed; live ones, other names, links and files stay")
  func abandoned() throws {
    let live = try LiveFolder(in: scratch.path, prefix: "live-", mode: 0o755)
    for name in ["live-left/inside", "other-left", "victim"] {
      try FileManager.default.createDirectory(
        atPath: "\(scratch.path)/\(name)",
        withIntermediateDirectories: true
      )
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(scratch.path)/live-link",
      withDestinationPath: "\(scratch.path)/victim"
    )
    LiveFolder.removeAbandoned(in: scratch.path, prefix: "live-")
    let own = URL(fileURLWithPath: live.path).lastPathComponent
    #expect(try scratch.names() == [own, "live-link", "other-left", "victim"].sorted())
    live.remove()
    #expect(try scratch.names() == ["live-link", "other-left", "victim"])
  }

  @Test("Folders that are made while others are swept are never lost")
  func race() async throws {
    let path = scratch.path
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<200 {
            let folder = try LiveFolder(in: path, prefix: "live-", mode: 0o755)
            LiveFolder.removeAbandoned(in: path, prefix: "live-")
            guard FileManager.default.createFile(atPath: "\(folder.path)/a", contents: Data()),
              FileManager.default.fileExists(atPath: "\(folder.path)/a")
            else { return false }
          }
          return true
        }
      }
      for try await isWhole in group { #expect(isWhole) }
    }
    #expect(try scratch.names() == [])
  }

  @Test(
    "A folder that another process holds is live, in whatever namespace of processes it runs",
    arguments: [[], ["unshare", "--user", "--map-root-user", "--pid", "--fork"]]
      .filter { runs($0 + ["flock", "--version"]) }
  )
  func otherProcess(wrapper: [String]) throws {
    let folder = "\(scratch.path)/live-other"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = wrapper + ["flock", folder, "sh", "-c", "echo held; read line"]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
    LiveFolder.removeAbandoned(in: scratch.path, prefix: "live-")
    #expect(try scratch.names() == ["live-other"])
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    LiveFolder.removeAbandoned(in: scratch.path, prefix: "live-")
    #expect(try scratch.names() == [])
  }

  @Test("The reason in an error is the system's, in a few words")
  func reasons() {
    #expect(throws: SystemFailure(ENOENT)) {
      try LiveFolder(in: "\(scratch.path)/none", prefix: "live-", mode: 0o755)
    }
    do {
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(scratch.path)/none/x"))
    } catch {
      #expect(SystemFailure.reason(of: error) == "No such file or directory")
    }
  }

  /// Whether a command can be run on this machine.
  private static func runs(_ words: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

/// A folder that is gone with the last who holds it.
private final class Scratch {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.path + "/system-files-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
