import LessonDocument
import Testing

/// Blocks that work against the process that runs them.
@Suite(.serialized) struct HostileTests {
  private func results(_ blocks: String...) async throws -> LessonResults {
    let lesson = "---\ntimeout: 3\n---\n" + RunningLessons.markdown(["import Foundation"] + blocks)
    return try await RunningLessons.results(lesson)
  }

  @Test func aBlockThatKillsItsWatchIsSaidToHaveDoneSo() async throws {
    let results = try await results("kill(getppid(), SIGKILL)\nsleep(2)", "print(1)")
    #expect(results.blocks.map(\.status) == [.ok, .crashed, .notRun])
    #expect(
      results.blocks[1].diagnostics.first?.message
        == "the block ended the process that watches it"
    )
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
