import LessonDocument
import Testing

/// Blocks that work against the processes that run and watch them.
@Suite(.serialized) struct HostileTests {
  private func results(_ blocks: String...) async throws -> LessonResults {
    let lesson = "---\ntimeout: 3\n---\n" + RunningLessons.markdown(["import Foundation"] + blocks)
    return try await RunningLessons.results(lesson)
  }

  @Test func theProcessThatWatchesCannotBeEnded() async throws {
    let results = try await results(
      """
      print(kill(getppid(), SIGKILL), errno == EPERM, kill(-1, SIGKILL), errno == EPERM)
      """,
      "print(1)"
    )
    #expect(results.blocks.map(\.status) == [.ok, .ok, .ok])
    #expect(results.blocks.dropFirst().map(\.shown) == ["-1 true -1 true", "1"])
  }

  @Test func theMemoryOfTheKeeperAndOfEarlierStatesIsClosed() async throws {
    guard try await RunningLessons.isSandboxed() else { return }
    let results = try await results(
      "let before = getpid()",
      """
      for process in [1, before] {
        for file in ["mem", "fd", "environ", "maps"] {
          print(open("/proc/" + String(process) + "/" + file, O_RDONLY), errno == EACCES || errno == EPERM)
        }
      }
      let own = open("/proc/self/mem", O_RDWR)
      print(own >= 0)
      """
    )
    let refused = Array(repeating: "-1 true", count: 8)
    #expect(results.blocks[2].shown == (refused + ["true"]).joined(separator: "\n"))
  }

  @Test func thereIsNothingOfTheHostAmongTheDescriptors() async throws {
    // Well-formed events, written wherever something can be written.
    let results = try await results(
      """
      func bytes(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
      func text(_ text: String) -> [UInt8] { [6] + bytes(UInt64(text.utf8.count)) + Array(text.utf8) }
      func map(_ fields: [(String, [UInt8])]) -> [UInt8] {
        [8] + bytes(UInt64(fields.count)) + fields.flatMap { text($0.0) + $0.1 }
      }
      let forged = map([("printed", map([("bytes", [9] + bytes(6) + Array("forged".utf8)), ("step", [3] + bytes(2))]))])
      let frame = [0x52, 0x55, 0x4e, 0x4c] + bytes(77).prefix(4) + bytes(UInt64(forged.count << 1 | 1)).prefix(4) + forged
      for descriptor in Int32(3)..<256 { _ = write(descriptor, frame, frame.count) }
      print("done")
      """
    )
    #expect(!results.blocks[1].shown.contains("forged"))
  }

  @Test(
    "Memory of the system itself is limited too",
    arguments: [
      (
        "for n in 0..<1_000_000 { close(open(\"f\\(n)\", O_CREAT | O_WRONLY, 0o600)) }\nsleep(2)",
        "file limit: the lesson has more than 16,384 files; delete some"
      ),
      (
        "for n in 0..<1_000_000 { mkdir(\"/tmp/d\\(n)\", 0o700) }\nsleep(2)",
        "file limit: the lesson has more than 16,384 files; delete some"
      ),
      (
        """
        for _ in 0..<80 {
          var pair: [Int32] = [0, 0]
          socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair)
        }
        sleep(2)
        """,
        "socket limit: the block has more than 128 sockets open; close some"
      ),
    ]
  )
  func memoryOfTheSystem(code: String, message: String) async throws {
    guard try await RunningLessons.isSandboxed() else { return }
    let results = try await results(code)
    #expect(results.blocks[1].diagnostics.map(\.message) == [message])
  }

  @Test func processesThatABlockForksAreNoCheckpoints() async throws {
    let results = try await results(
      """
      typealias Fork = @convention(c) () -> Int32
      let forked = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)()
      print(forked == 0 ? "child" : "parent")
      if forked != 0 { usleep(100_000) }
      """,
      "print(2)"
    )
    #expect(results.blocks.map(\.status) == [.ok, .ok, .ok])
    #expect(results.blocks[2].shown == "2")
  }

  @Test func aForkBombEndsWithItsBlock() async throws {
    let results = try await results(
      """
      //| expect: timeout
      typealias Fork = @convention(c) () -> Int32
      let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
      while true { _ = fork() }
      """,
      "print(2)"
    )
    #expect(results.blocks.map(\.status) == [.ok, .expectedFailure, .ok])
  }

  @Test func closedDescriptorsAreNamed() async throws {
    let results = try await results("for descriptor in Int32(0)..<1024 { close(descriptor) }")
    #expect(
      results.blocks[1].diagnostics.first?.message
        == "the block closed the channel to the process that watches it"
    )
  }

  @Test func nonsenseOnTheChannelsEndsTheRunOfTheLessonOnly() async throws {
    let results = try await results(
      """
      let junk = [UInt8](repeating: 7, count: 100)
      for descriptor in Int32(3)..<256 { _ = write(descriptor, junk, 100) }
      """
    )
    #expect(results.blocks[1].status == .crashed)
  }

  @Test(.whereSandboxed) func memoryThatNobodyAccountsForIsRefused() async throws {
    let results = try await results(
      """
      let shared = mmap(nil, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
      print(shared == MAP_FAILED, errno == EPERM)
      """
    )
    #expect(results.blocks[1].shown == "true true")
  }
}

/// Blocks that leave threads behind, whose state no fork carries.
@Suite(.serialized) struct ThreadTests {
  @Test func blocksAfterThreadsRunAndBranchesLeaveNoTrace() async throws {
    let results = try await RunningLessons.results(
      """
      # T

      ```swift
      import Foundation
      var n = 1
      DispatchQueue.global().async { n += 1 }
      Thread.sleep(forTimeInterval: 0.05)
      try "kept".write(toFile: "f.txt", atomically: true, encoding: .utf8)
      ```

      `{swift} n` `{swift} { n += 40; return n }()`

      ```swift
      //| expect: crash
      n = 100
      try "lost".write(toFile: "f.txt", atomically: true, encoding: .utf8)
      fatalError("on purpose")
      ```

      ```swift
      n += 1
      print(n, try String(contentsOfFile: "f.txt", encoding: .utf8))
      ```
      """
    )
    #expect(results.blocks.map(\.status) == [.ok, .expectedFailure, .ok])
    #expect(results.inline.map(\.value) == ["2", "42"])
    #expect(results.blocks[2].shown == "3 kept")
  }
}
