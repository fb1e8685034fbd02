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
      .whereSlurm
    )
    func array() async throws {
      let course = try SharedCourse.folder()
      let cluster = try Cluster()
      try await cluster.start()
      do {
        try await whole(course, cluster)
      } catch {
        await cluster.stop()
        throw error
      }
      await cluster.stop()
      #expect(try await cluster.isStopped())
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

      let array = try await cluster.submit("--array=1-3", in: course)
      // In the middle: its folder is there, its note is not.
      #expect(try await Patience.waits { isThere("grades-2-of-3") })
      #expect(try await cluster.run("scancel \(array)_2", in: course).status == 0)
      try await cluster.waitForJobs(in: course)
      #expect(!isThere("grades-2-of-3/shard.json"))
      #expect(isThere("grades-1-of-3/shard.json") && isThere("grades-3-of-3/shard.json"))
      let merge = ["grade", "--merge", "grades-1-of-3", "grades-2-of-3", "grades-3-of-3"]
      let early = try await UnrollProgram.run(merge, in: course.url)
      #expect(early.status == 2 && early.errors.contains("'grades-2-of-3' holds no shard.json"))

      _ = try await cluster.submit("--array=2", in: course)
      try await cluster.waitForJobs(in: course)
      let log = try String(contentsOf: place("grade-2.log"), encoding: .utf8)
      #expect(log.contains("kept in grades-2-of-3\n"), "\(log)")
      let merged = try await UnrollProgram.run(merge, in: course.url)
      #expect(merged.status == 0 && merged.errors.isEmpty, "\(merged.errors)")
      #expect(try SharedCourse.written(place("grades")) == SharedCourse.written(place("alone")))
    }
  }
}

/// A Slurm that `.ci/slurm` starts.
private struct Cluster {
  private let folder: TemporaryFolder
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(".ci/slurm")
    .path

  init() throws { folder = try TemporaryFolder("slurm") }

  func start() async throws {
    let outcome = try await folder.shellOutcome("'\(Self.script)' start .")
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  func stop() async { _ = try? await folder.shell("'\(Self.script)' stop .") }

  /// Whether none of its three services runs any more.
  func isStopped() async throws -> Bool {
    try await folder.shell("! pgrep -f '\(folder.url.path)/slurm.conf'") == 0
  }

  /// Runs a client of it.
  func run(_ line: String, in course: TemporaryFolder) async throws -> UnrollProgram.Outcome {
    try await course.shellOutcome(
      line,
      environment: [
        "SLURM_CONF": "\(folder.url.path)/slurm.conf", "UNROLL": UnrollProgram.path,
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
    let end = ContinuousClock.now + Patience.limit
    while ContinuousClock.now < end {
      let queue = try await run("squeue --noheader", in: course)
      if queue.status == 0, queue.output.isEmpty { return }
      try await Task.sleep(for: .milliseconds(300))
    }
    Issue.record("jobs did not end within \(Patience.limit)")
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
