import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll sweep`: runs and records the blocks that take too long to be run each time.
struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run the sweep blocks of lessons and record their results.",
    discussion: """
      Without a lesson, all of the course in this folder. A sweep block (//| sweep: true) runs under this \
      command only, 1,800 s at most if it names no limit; everywhere else its recorded result is shown, \
      with date, machine, seeds and CPU seconds. A block that has not changed since it was recorded is \
      not run again. Each result is recorded as soon as it is there.

      Several machines share the work: each runs one shard, which records in a folder of its own, and one of them puts \
      all into Lessons/recorded. `unroll new jobs` writes the files by which Slurm, GitHub or GitLab does so.

        unroll sweep --shard 2/8                    into sweep-2-of-8
        unroll sweep --merge sweep-*-of-8
      """
  )

  @Argument(help: "Lessons: number, name, or path.")
  var lessons: [String] = []

  @Flag(help: "Run blocks that have not changed too.")
  var again = false

  @Option(
    help: ArgumentHelp(
      "Where a shard records (default: a folder such as sweep-2-of-8).",
      valueName: "folder"
    )
  )
  var out: String?

  @OptionGroup var sharing: ShardFlags

  @OptionGroup var flags: RunFlags

  func validate() throws {
    if out != nil, sharing.shard == nil {
      throw ValidationError("'--out' is for a shard: all else is recorded in Lessons/recorded.")
    }
    if !sharing.merge.isEmpty, again {
      throw ValidationError("'--merge' runs nothing: leave out '--again'.")
    }
  }

  func run() async throws {
    let lessons = try LessonChoice.lessons(self.lessons)
    guard sharing.merge.isEmpty else { return try merge(lessons) }
    let folder = sharing.part.map { out ?? ShardFlags.folder("sweep", $0) } ?? ""
    let shard = sharing.part.map { SweepShard($0, in: folder) }
    let runner = LessonRunner(
      environment: try await flags.environment(),
      options: flags.options(takesAnswers: false)
    )
    let again = again
    let outcomes = try await LessonQueue(
      lessons: lessons,
      // Beside others a sweep takes longer, and its threads wait for them.
      width: flags.jobs ?? 1,
      screen: Screen(device: TerminalDevice()),
      work: { try await Self.sweep($0, runner, again: again, shard, $1) },
      text: { lesson, outcome, _ in
        outcome.lines.map { "\($0)\n" }.joined()
      }
    ).outcomes()
    if let shard, let part = sharing.part {
      try shard.finish(lessons, machine: runner.environment.fingerprint)
      StandardOutput.write(
        PlainText.lines(
          """
          shard \(part) is kept in \(folder)
          When all are there: unroll sweep --merge \(ShardFlags.folders("sweep", part))

          """
        )
      )
    }
    if !outcomes.allSatisfy(\.isAsExpected) { throw ExitStatus.lessons.error }
  }

  private func merge(_ lessons: [Lesson]) throws {
    let merged = try MergedSweeps(lessons, from: sharing.merge)
    for sentence in merged.warnings { Note.warn(sentence) }
    let lines = try merged.record().flatMap { lesson, labels in
      labels.map { "recorded   \(lesson.fullName)  \($0)\n" }
    }
    StandardOutput.write(lines.isEmpty ? "no sweeps\n" : lines.joined())
  }

  /// What became of one lesson.
  private struct Outcome: Sendable {
    var isAsExpected = true
    var lines: [String]
  }

  private static func sweep(
    _ lesson: Lesson,
    _ runner: LessonRunner,
    again: Bool,
    _ shard: SweepShard?,
    _ onEvent: @escaping @Sendable (BlockEvent) async -> Void
  ) async throws -> Outcome {
    let sweep = try SweepRun(of: lesson, runner: runner, again: again, shard: shard)
    let all = shard?.labels(of: lesson) ?? runner.sweeps(of: lesson).map(\.block.label)
    guard !all.isEmpty else {
      return Outcome(lines: shard == nil ? ["no sweeps  \(lesson.fullName)"] : [])
    }
    let kept = all.filter { !sweep.labels.contains($0) }
    var lines = kept.map { "unchanged  \(lesson.fullName)  \($0)" }
    guard !sweep.labels.isEmpty else { return Outcome(lines: lines) }
    var results = try await sweep.results(onEvent: onEvent)
    // The lesson ends with its last sweep: the expressions after it are no concern of this run.
    results.inline = []
    for block in results.blocks where sweep.labels.contains(block.label) {
      let seconds = (block.processorMilliseconds / 1000).rounded()
      lines.append(
        block.isAsExpected
          ? "recorded   \(lesson.fullName)  \(block.label)  \(Int(seconds)) CPU seconds"
          : "FAIL       \(lesson.fullName)  \(block.label)"
      )
    }
    let faults = LessonFaults(lesson, results, includesWarnings: false).lines
    return Outcome(isAsExpected: faults.isEmpty, lines: lines + faults)
  }
}
