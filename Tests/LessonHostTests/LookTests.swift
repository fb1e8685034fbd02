import Foundation
import HostProtocol
import Testing

@testable import LessonHost

/// What it costs to watch a step.
@Suite(.serialized) struct LookTests {
  /// What the keeper has read so far, in calls, and how often it has waited.
  private struct Cost {
    var reads = 0
    var waits = 0

    init(of process: pid_t) throws {
      func number(_ file: String, _ name: String) throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(process)/\(file)", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name) })
        return try #require(line.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) })
      }
      reads = try number("io", "syscr:")
      waits = try number("status", "voluntary_ctxt_switches:")
    }
  }

  /// Reads for each time that the keeper wakes up while a step runs for some time, after so many others.
  private func readsInALook(
    states: Int,
    before: String = "",
    _ body: String = "usleep(1000000);"
  ) throws -> Double {
    var result = 0.0
    try withHost(processes: states + 64) { host in
      if !before.isEmpty { _ = try host.run(before) }
      for _ in 0..<states { _ = try host.run("") }
      let step = try host.start(body, keeps: false)
      usleep(300_000)
      let start = try Cost(of: host.processNumber)
      usleep(400_000)
      let end = try Cost(of: host.processNumber)
      #expect(try host.result(of: step).end.cause == .returned)
      result = Double(end.reads - start.reads) / Double(max(1, end.waits - start.waits))
    }
    return result
  }

  // The keeper lets nobody but root see what it reads.
  @Test(
    "A look reads as much after five steps as after fifty, whatever they hold",
    .enabled(if: getuid() == 0)
  )
  func looks() throws {
    let few = try readsInALook(states: 5)
    let many = try readsInALook(states: 50)
    let large = try readsInALook(
      states: 5,
      before: "memset(malloc(300 << 20), 1, 300 << 20);"
    )
    #expect(few > 1)
    #expect(few < 20)
    #expect(many < 1.5 * few)
    #expect(large < 1.5 * few)
  }

  @Test(
    "A look beside a child reads as much after five steps as after fifty",
    .enabled(if: getuid() == 0)
  )
  func looksBesideAChild() throws {
    let body = """
      int child = fork(); if (child == 0) for (;;) pause();
      usleep(1000000); kill(child, SIGKILL); waitpid(child, 0, 0);
      """
    let few = try readsInALook(states: 5, body)
    let many = try readsInALook(states: 50, body)
    #expect(few > 1)
    #expect(many < 1.5 * few)
  }
}
