#if os(Linux)
import Foundation
import TestSupport
import Testing

extension ProgramTests {
  /// A class graded by a real Slurm, of one node that this machine is.
  @Suite struct SlurmTests {
    @Test(
      "An array of jobs grades a class; one that was killed is run again alone",
      .whereSandboxed,
      .whereSlurm,
      .timeLimit(.minutes(20))
    )
    func array() async throws {
      let course = try SharedCourse.folder()
      let cluster = try Cluster()
      try await cluster.start()
      do {
        try await whole(course, cluster)
      } catch {
        try await cluster.stop()
        throw error
      }
      try await cluster.stop()
    }

    private func whole(_ course: TemporaryFolder, _ cluster: Cluster) async throws {
      let place = { (name: String) in course.url.appendingPathComponent(name) }
      let isThere = { (name: String) in FileManager.default.fileExists(atPath: place(name).path) }
      let alone = try await UnrollProgram.run(["grade", "--out", "alone"], in: course.url)
      #expect(alone.status == 0)
      let written = try await UnrollProgram.run(
        ["new", "jobs", "slurm", "--shards", "3"],
        in: course.url
      )
      #expect(written.output == "Wrote grade.sbatch.\nStart it with: sbatch grade.sbatch\n")
      try course.file("unroll", Self.halting)
      #expect(try await course.shell("chmod +x unroll && touch halt") == 0)

      let array = try await cluster.submit("--array=1-3", in: course)
      let isHalted = try await Cluster.waits { isThere("halted") }
      let state = isHalted ? "" : try await cluster.state(in: course)
      try #require(isHalted, "\(state)")
      #expect(try await cluster.run("scancel \(array)_2", in: course).status == 0)
      try await cluster.waitForJobs(in: course)
      #expect(!isThere("grades-2-of-3/shard.json"))
      #expect(isThere("grades-1-of-3/shard.json") && isThere("grades-3-of-3/shard.json"))
      let merge = ["grade", "--merge", "grades-1-of-3", "grades-2-of-3", "grades-3-of-3"]
      let early = try await UnrollProgram.run(merge, in: course.url)
      #expect(early.status == 2 && early.errors.contains("'grades-2-of-3' holds no shard.json"))

      try course.remove(["halt"])
      _ = try await cluster.submit("--array=2", in: course)
      try await cluster.waitForJobs(in: course)
      let log = try String(contentsOf: place("grade-2.log"), encoding: .utf8)
      #expect(log.contains("kept in grades-2-of-3\n"), "\(log)")
      let merged = try await UnrollProgram.run(merge, in: course.url)
      #expect(merged.status == 0 && merged.complaints.isEmpty, "\(merged.errors)")
      #expect(try SharedCourse.written(place("grades")) == SharedCourse.written(place("alone")))
    }

    /// The program, which halts in the middle of the second shard while a file `halt` is there: however fast the machine, it
    /// is then killed before its end.
    private static let halting = """
      #!/bin/sh
      case "$*" in *"--shard 2/3"*) [ ! -e halt ] || halts=yes ;; esac
      [ "${halts:-}" ] || exec '\(UnrollProgram.path)' "$@"
      '\(UnrollProgram.path)' "$@" &
      # It makes the folder before it starts a compiler.
      until [ -d grades-2-of-3 ]; do sleep 0.01; done
      kill -STOP $!
      touch halted
      wait

      """
  }
}

/// A Slurm that `.ci/slurm` starts, and that it stops again if this process ends before it could.
private struct Cluster {
  private let folder: TemporaryFolder
  /// Jobs of this test take seconds.
  private static let patience = Duration.seconds(60)
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(".ci/slurm")
    .path

  init() throws { folder = try TemporaryFolder("slurm") }

  func start() async throws {
    let outcome = try await folder.shellOutcome("timeout 150 '\(Self.script)' start . \(getpid())")
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  /// Stops it, with every job, and sees to it that nothing is left.
  func stop() async throws {
    let outcome = try await folder.shellOutcome(
      "timeout 60 '\(Self.script)' stop . && '\(Self.script)' list ."
    )
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.output)\(outcome.errors)")
  }

  /// Runs a client of it.
  func run(_ line: String, in course: TemporaryFolder) async throws -> UnrollProgram.Outcome {
    try await course.shellOutcome(
      "timeout 30 \(line)",
      environment: [
        "SLURM_CONF": "\(folder.url.path)/slurm.conf", "UNROLL": "\(course.url.path)/unroll",
      ]
    )
  }

  /// Submits the file for jobs, each of one processor, so that two run at a time; gives the array's number.
  func submit(_ option: String, in course: TemporaryFolder) async throws -> String {
    let line = "sbatch --parsable --cpus-per-task=1 \(option) grade.sbatch"
    let outcome = try await run(line, in: course)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func waitForJobs(in course: TemporaryFolder) async throws {
    let isIdle = try await Self.waits {
      let queue = try await run("squeue --noheader", in: course)
      return queue.status == 0 && queue.output.isEmpty
    }
    let state = isIdle ? "" : try await state(in: course)
    try #require(isIdle, "\(state)")
  }

  /// What it says of its jobs and its node, for whoever finds out why they do not end.
  func state(in course: TemporaryFolder) async throws -> String {
    try await run("sh -c 'squeue; sinfo -lN'; tail -n 20 '\(folder.url.path)'/*.log", in: course)
      .output
  }

  static func waits(until holds: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + patience
    while try await !holds() {
      guard ContinuousClock.now < end else { return false }
      try await Task.sleep(for: .milliseconds(200))
    }
    return true
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where there is no Slurm, and says so; `UNROLL_TEST_SLURM=1` demands it.
  fileprivate static var whereSlurm: ConditionTrait {
    .enabled("no Slurm is installed: Debian's slurm-wlm and munge; UNROLL_TEST_SLURM=1 demands it")
    {
      if ProcessInfo.processInfo.environment["UNROLL_TEST_SLURM"] == "1" { return true }
      let folder = try TemporaryFolder()
      let programs = ["sbatch", "slurmctld", "slurmd", "munged"]
      return try await folder.shell(
        "PATH=$PATH:/usr/sbin; " + programs.map { "command -v \($0)" }.joined(separator: " && ")
      ) == 0
    }
  }
}
#endif
