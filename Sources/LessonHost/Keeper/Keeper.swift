import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The process that never runs a block's code: parent of all that do, owner of the clock, the limits and
/// the channel to the runner.
final class Keeper {
  var commands: CommandReader
  private let events: EventWriter
  private(set) var limits = LessonLimits(seed: 0, memory: 2 << 30, output: 1 << 20, processes: 64)
  /// The lesson after 0, 1, 2, … steps.
  var checkpoints: [Checkpoint] = []
  /// The process after the last checkpoint whose state cannot be forked, if there is one.
  var inPlace: StepsInPlace?
  let files = LessonFiles()
  /// The checkpoint whose files stand in the folders now, if that is known.
  var filesAreOf: Int?
  /// What a process says as it crashes; one for all, since one step runs at a time.
  private let report: UnsafeMutablePointer<host_crash_report>

  init(commands: CommandReader, events: EventWriter) {
    self.commands = commands
    self.events = events
    guard let report = host_crash_report_create() else {
      StandardStreams.complain("lesson-host: no memory is left")
    }
    self.report = report
    guard files.areEmpty else {
      StandardStreams.complain(
        "lesson-host: the folder in which it starts would be emptied, and something stands there: start it in a new one"
      )
    }
  }

  /// Ends this process and everything that it started.
  static func leave() -> Never {
    Family(kept: [], watched: []).endOthers()
    _exit(0)
  }

  /// Obeys commands until the runner is gone.
  func serve() -> Never {
    while let command = nextCommand() {
      switch command {
      case .begin(let limits): begin(limits)
      case .run(let step): run(step)
      case .stop: break
      }
    }
    Self.leave()
  }

  /// The next command; meanwhile the runner gets what it has not taken yet.
  private func nextCommand() -> HostCommand? {
    while let source = events.source, !commands.hasCommand {
      var sources = [pollfd(fd: commands.descriptor, events: Int16(POLLIN), revents: 0), source]
      poll(&sources, 2, -1)
      events.flush()
      if sources[0].revents != 0, !commands.receive() { return nil }
    }
    return commands.next()
  }

  /// Makes the first checkpoint: the lesson before its first block.
  private func begin(_ limits: LessonLimits) {
    guard checkpoints.isEmpty, let channel = Descriptors.makeSocketPair() else { return }
    self.limits = limits
    host_system_random_seed(limits.seed)
    LessonSeed.set(limits.seed)
    _ = host_limit_keeper(UInt64(max(0, limits.memory)))
    let keeper = getpid()
    let process = host_fork()
    if process == 0 {
      CheckpointProcess(channel: channel.block, keeper: keeper, report: report)
        .beginLesson(processes: limits.processes)
    }
    close(channel.block)
    guard process > 0, Checkpoint.stop(process, channel: channel.keeper, until: Clock.now + 10)
    else { StandardStreams.complain("lesson-host: no process can be started") }
    checkpoints = [
      Checkpoint(
        process: process,
        channel: channel.keeper,
        loaded: [],
        memory: host_resident_memory(process, nil),
        pages: -1,
        growth: CheckpointGrowth(of: process),
        files: files.nothing
      )
    ]
    filesAreOf = 0
  }

  private func run(_ step: HostStep) {
    if checkpoints.indices.contains(step.checkpoint) {
      start(step)
    } else if inPlace != nil {
      runInPlace(step)
    } else {
      refuse(step)
    }
  }

  func refuse(_ step: HostStep) {
    let cause = StepEnd.Cause.load(message: "the state before this block is gone")
    events.send(.ended(step: step.number, end: StepEnd(cause: cause)))
  }

  // MARK: - Steps in a process of their own

  /// Runs a step from a checkpoint.
  ///
  /// - Parameter isRepeated: whether it ran before and only its state is wanted.
  func start(_ step: HostStep, isRepeated: Bool = false) {
    let before = filesNow(isBranch: !step.keeps)
    if step.keeps { forget(after: step.checkpoint) }
    endStrangers()
    checkpoints[step.checkpoint].isSettled = false
    let checkpoint = checkpoints[step.checkpoint]
    restoreFiles(of: step.checkpoint)
    var watch = watch(
      over: step,
      loaded: checkpoint.loaded,
      isRepeated: isRepeated,
      before: checkpoint.process
    )
    filesAreOf = nil
    do throws(StepLaunch.Failure) {
      let launch = StepLaunch(
        checkpoint: checkpoint,
        step: step,
        limits: limits,
        growthBefore: growth(before: step.checkpoint),
        family: family,
        sleeping: watch.sleeping,
        later: Array(family.kept[(step.checkpoint + 1)...]),
        started: watch.asked
      )
      defer { checkpoints[step.checkpoint].growth.settle() }
      var process = try launch.run(commands: &commands)
      let outcome = watch.run(&process, commands: &commands)
      finish(outcome, step, process, watch, isRepeated: isRepeated)
    } catch {
      if case .ended(let cause) = error { watch.tellEnd(cause) }
    }
    endStrangers()
    if let before { restoreFiles(before) }
  }

  private func finish(
    _ outcome: StepWatch.Outcome,
    _ step: HostStep,
    _ process: BlockProcess,
    _ watch: StepWatch,
    isRepeated: Bool
  ) {
    var process = process
    switch outcome {
    // What ran in place goes on so when it is repeated, though its threads may have ended sooner this time.
    case .returned(let threads) where step.keeps && (threads > 0 || isRepeated):
      process.answer(.stay)
      inPlace = StepsInPlace(process: process, steps: [step], loaded: watch.loadedAfter)
      watch.tellEnd(.returned)
    case .returned where step.keeps:
      keep(&process, watch)
    case .returned:
      process.end(besides: family)
      watch.tellEnd(.returned)
    case .ended(let cause):
      process.end(besides: family)
      watch.tellEnd(cause)
    case .cancelled:
      process.end(besides: family)
    }
  }

  func watch(
    over step: HostStep,
    loaded: [LoadedObject],
    isRepeated: Bool,
    before: pid_t?
  ) -> StepWatch {
    report.pointee = host_crash_report()
    return StepWatch(
      step: step,
      isRepeated: isRepeated,
      limits: limits,
      sleeping: [SleepingMemory(process: getpid(), pages: -1)]
        + checkpoints.map { SleepingMemory(process: $0.process, pages: $0.pages) },
      family: family,
      bystander: before == nil ? nil : processInPlace,
      files: files,
      events: events,
      report: report,
      loaded: loaded,
      before: before
    )
  }
}
