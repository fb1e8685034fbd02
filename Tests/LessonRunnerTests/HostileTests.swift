import LessonDocument
import LessonRunner
import Testing

/// Blocks that work against the processes that run and watch them.
@Suite(.serialized) struct HostileTests {
  private func results(_ blocks: String...) async throws -> LessonResults {
    let lesson =
      "---\ntimeout: 600\n---\n" + RunningLessons.markdown(["import Foundation"] + blocks)
    return try await RunningLessons.results(lesson)
  }

  static let cases = [
    check(
      "the process that watches cannot be ended",
      """
      ```swift
      import Foundation
      ```

      ```swift
      print(kill(getppid(), SIGKILL), errno == EPERM, kill(-1, SIGKILL), errno == EPERM)
      ```

      ```swift
      print(1)
      ```
      """,
      """
      block-1: ok
      block-2: ok
        | -1 true -1 true
      block-3: ok
        | 1
      """
    ),
    check(
      "processes that a block forks are no checkpoints",
      """
      ```swift
      import Foundation
      ```

      ```swift
      typealias Fork = @convention(c) () -> Int32
      let forked = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)()
      if forked == 0 { print("child") } else { waitpid(forked, nil, 0) }
      ```

      ```swift
      print(2)
      ```
      """,
      """
      block-1: ok
      block-2: ok
        | child
      block-3: ok
        | 2
      """
    ),
    check(
      "a fork bomb ends with its block",
      """
      ```swift
      import Foundation
      ```

      ```swift
      //| expect: timeout
      //| timeout: 1
      typealias Fork = @convention(c) () -> Int32
      let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
      while true { _ = fork() }
      ```

      ```swift
      print(2)
      ```
      """,
      """
      block-1: ok
      block-2: expected-failure
        12:1: error: time limit: the block ran longer than 1 s
      block-3: ok
        | 2
      """
    ),
    check(
      "closed descriptors are named",
      """
      ```swift
      import Foundation
      ```

      ```swift
      for descriptor in Int32(0)..<1024 { close(descriptor) }
      ```
      """,
      """
      block-1: ok
      block-2: crashed
        8:1: error: the block closed the channel to the process that watches it
      fails
      """
    ),
    check(
      "a chart that cannot be drawn is named, and the lesson goes on",
      """
      ```swift
      var chart = lineChart(["a": [1.0, 2]])
      if case .line(var series) = chart.marks[0] {
        series.x = []
        chart.marks = [.line(series)]
      }
      show(chart)
      ```

      ```swift
      print(2)
      ```
      """,
      """
      block-1: ok
        3:1: error: what the block shows cannot be drawn: the series 'a' has 0 places, 2 values: as many of each are needed
      block-2: ok
        | 2
      fails
      """
    ),
  ]

  @Test(arguments: cases) func ends(_ lesson: RunCase) async throws { try await lesson.holds() }

  @Test(.whereSandboxed) func theMemoryOfTheKeeperAndOfEarlierStatesIsClosed() async throws {
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
    .whereSandboxed,
    arguments: [
      (
        "for n in 0..<1_000_000 { close(open(\"f\\(n)\", O_CREAT | O_WRONLY, 0o600)) }\nwhile true { pause() }",
        "file limit: the lesson has more than 16,384 files; delete some"
      ),
      (
        "for n in 0..<1_000_000 { mkdir(\"/tmp/d\\(n)\", 0o700) }\nwhile true { pause() }",
        "file limit: the lesson has more than 16,384 files; delete some"
      ),
      (
        """
        for _ in 0..<80 {
          var pair: [Int32] = [0, 0]
          socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair)
        }
        while true { pause() }
        """,
        "socket limit: the block has more than 128 sockets open; close some"
      ),
    ]
  )
  func memoryOfTheSystem(code: String, message: String) async throws {
    let results = try await results(code)
    #expect(results.blocks[1].diagnostics.map(\.message) == [message])
  }

  @Test(
    "Memory counts however it is filled, while nobody else runs and the system tells page faults alone",
    .whereSandboxed,
    arguments: [
      "_ = map(MAP_POPULATE)",
      "madvise(map(), size, 23)",
      "mlock(map(), 1 << 19); memset(map(), 1, size)",
      "let random = open(\"/dev/urandom\", O_RDONLY)\nvar (all, at) = (map()!, 0)\nwhile at < size { at += read(random, all + at, 1 << 20) }",
      """
      let file = open("f", O_CREAT | O_RDWR, 0o600)
      ftruncate(file, 16 << 20)
      for _ in 0..<16 { memset(mmap(nil, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0), 1, 16 << 20) }
      """,
      """
      let break_ = unsafeBitCast(dlsym(nil, "sbrk"), to: (@convention(c) (Int) -> UnsafeMutableRawPointer).self)
      memset(break_(size), 1, size)
      """,
      """
      let fork = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
      let all = map()!
      if fork() == 0 { _exit(0) }
      wait(nil)
      memset(all, 1, size)
      """,
      """
      let thread = Thread { memset(map(), 1, size); while true { pause() } }
      thread.start()
      usleep(100_000)
      """,
    ]
  )
  func memoryHoweverFilled(code: String) async throws {
    var options = RunningLessons.uncached
    options.memoryLimit = 200 << 20
    let results = try await RunningLessons.results(
      "---\ntimeout: 30\n---\n"
        + RunningLessons.markdown([
          """
          import Foundation
          let size = 256 << 20
          func map(_ more: Int32 = 0) -> UnsafeMutableRawPointer! {
            mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | more, -1, 0)
          }
          """, "\(code)\nwhile true { pause() }",
        ]),
      options: options
    )
    #expect(
      results.blocks[1].diagnostics.map(\.message).first?.hasPrefix("memory limit") == true,
      "\(results.blocks[1])"
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
  /// Blocks that change `n` from another thread and wait for it: threads that wait for work, that wait for a sign, and
  /// that may end before their block or after it.
  private static let blocks = [
    """
    let done = DispatchSemaphore(value: 0)
    DispatchQueue.global().async { n += 1; done.signal() }
    done.wait()
    """,
    """
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread { n += 1; done.signal() }
    done.wait()
    """,
    """
    let (go, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    Thread.detachNewThread { n += 1; done.signal(); go.wait(); fatalError("nobody calls") }
    done.wait()
    """,
    """
    let queue = DispatchQueue(label: "own")
    queue.async { n += 1 }
    queue.sync {}
    """,
    """
    DispatchQueue.concurrentPerform(iterations: 8) { if $0 == 7 { n += 1 } }
    """,
    """
    let thread = Thread { n += 1 }
    thread.start()
    while !thread.isFinished {}
    """,
  ]

  @Test("Blocks after threads run, and branches leave no trace", arguments: blocks)
  func traces(block: String) async throws {
    let results = try await RunningLessons.results(
      """
      # T

      ```swift
      import Foundation
      nonisolated(unsafe) var n = 1
      \(block)
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
