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
  private var commands: CommandReader
  private let events: EventWriter
  private var limits = LessonLimits(seed: 0, memory: 2 << 30, output: 1 << 20, processes: 64)
  /// The lesson after 0, 1, 2, … steps.
  private var checkpoints: [Checkpoint] = []
  /// The process after the last checkpoint whose state cannot be forked, if there is one.
  private var inPlace: StepsInPlace?
  private let files = LessonFiles()
  /// The checkpoint whose files stand in the folders now, if that is known.
  private var filesAreOf: Int?
  /// What a process says as it crashes; one for all, since one step runs at a time.
  private let report: UnsafeMutablePointer<host_crash_report>

  init(commands: CommandReader, events: EventWriter) {
    self.commands = commands
    self.events = events
    guard let report = host_crash_report_create() else {
      StandardStreams.complain("lesson-host: no memory is left")
    }
    self.report = report
  }

  /// Ends this process and everything that it started.
  static func leave() -> Never {
    host_kill_descendants(getpid(), nil, 0)
    _exit(0)
  }

  /// Obeys commands until the runner is gone.
  func serve() -> Never {
    while let command = commands.next() {
      switch command {
      case .begin(let limits): begin(limits)
      case .run(let step): run(step)
      case .stop: break
      }
    }
    Self.leave()
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
        memory: host_resident_memory(process),
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

  private func refuse(_ step: HostStep) {
    let cause = StepEnd.Cause.load(message: "the state before this block is gone")
    events.send(.ended(step: step.number, end: StepEnd(cause: cause)))
  }

  // MARK: - Steps in a process of their own

  /// Runs a step from a checkpoint.
  ///
  /// - Parameter isRepeated: whether it ran before and only its state is wanted.
  private func start(_ step: HostStep, isRepeated: Bool = false) {
    let before = filesNow(isBranch: !step.keeps)
    if step.keeps { forget(after: step.checkpoint) }
    let checkpoint = checkpoints[step.checkpoint]
    restoreFiles(of: step.checkpoint)
    var watch = watch(over: step, loaded: checkpoint.loaded, isRepeated: isRepeated)
    filesAreOf = nil
    do throws(StepLaunch.Failure) {
      let launch = StepLaunch(
        checkpoint: checkpoint,
        step: step,
        limits: limits,
        sleeping: sleeping,
        started: watch.started
      )
      var process = try launch.run(commands: &commands)
      let outcome = watch.run(&process, commands: &commands)
      finish(outcome, step, process, watch)
    } catch {
      if case .ended(let cause) = error { watch.tellEnd(cause) }
    }
    killStrangers()
    if let before { restoreFiles(before) }
  }

  private func finish(
    _ outcome: StepWatch.Outcome,
    _ step: HostStep,
    _ process: BlockProcess,
    _ watch: StepWatch
  ) {
    var process = process
    switch outcome {
    case .returned(let threads) where step.keeps && threads > 0:
      process.answer(.stay)
      inPlace = StepsInPlace(process: process, steps: [step], loaded: watch.loadedAfter)
      watch.tellEnd(.returned)
    case .returned where step.keeps:
      watch.tellEnd(keep(&process, loaded: watch.loadedAfter, until: watch.deadline))
    case .returned:
      process.end()
      watch.tellEnd(.returned)
    case .ended(let cause):
      process.end()
      watch.tellEnd(cause)
    case .cancelled:
      process.end()
    }
  }

  /// Makes the next checkpoint of a process whose step is over.
  ///
  /// Returns how the step ended after all.
  private func keep(
    _ process: inout BlockProcess,
    loaded: [LoadedObject],
    until deadline: Double
  ) -> StepEnd.Cause {
    host_kill_descendants(process.process, nil, 0)
    killStrangers(but: process.process)
    do throws(FolderError) {
      let earlier = checkpoints[checkpoints.count - 1]
      let files = try files.snapshot(sharing: earlier.files)
      let memory =
        earlier.memory + UInt64(files.newBytes) + process.meter.count(process.process)
        + host_page_tables(process.process)
      guard memory + self.files.use.bytes <= UInt64(max(0, limits.memory)) else {
        process.end()
        return .memoryLimit
      }
      process.answer(.sleep)
      guard
        Checkpoint.stop(process.process, channel: process.channel, until: max(deadline, Clock.now + 1))
      else {
        process.end()
        return .load(message: "the block did not let go of its process")
      }
      close(process.output)
      checkpoints.append(
        Checkpoint(
          process: process.process,
          channel: process.channel,
          loaded: loaded,
          memory: memory,
          files: files
        )
      )
      filesAreOf = checkpoints.count - 1
      return .returned
    } catch {
      process.end()
      return .load(message: error.description)
    }
  }

  private func watch(
    over step: HostStep,
    loaded: [LoadedObject],
    isRepeated: Bool
  ) -> StepWatch {
    report.pointee = host_crash_report()
    return StepWatch(
      step: step,
      isRepeated: isRepeated,
      limits: limits,
      sleeping: sleeping,
      files: files,
      events: events,
      report: report,
      loaded: loaded
    )
  }

  // MARK: - Steps in place

  /// Runs a step in the process that has threads; what a branch changes there must not be seen by what
  /// comes next, so the state is made again.
  private func runInPlace(_ step: HostStep) {
    guard let known = inPlace, step.checkpoint - checkpoints.count < known.steps.count else {
      return refuse(step)
    }
    let wanted = step.checkpoint - checkpoints.count + 1
    if !known.process.isAlive || wanted < known.steps.count { repeatInPlace(known.steps, wanted) }
    continueInPlace(step, isRepeated: false)
    if step.keeps, inPlace?.process.isAlive == true {
      inPlace?.steps.append(step)
    } else {
      inPlace?.process.kill()
      inPlace?.steps = Array(known.steps.prefix(step.keeps ? wanted : known.steps.count))
    }
  }

  /// Makes the state after some of the steps in place again.
  private func repeatInPlace(_ steps: [HostStep], _ count: Int) {
    start(steps[0], isRepeated: true)
    for step in steps[..<count].dropFirst() {
      continueInPlace(step, isRepeated: true)
      inPlace?.steps.append(step)
    }
  }

  private func continueInPlace(_ step: HostStep, isRepeated: Bool) {
    guard var known = inPlace, known.process.send(.run(step)) else {
      if !isRepeated { refuse(step) }
      return
    }
    var watch = watch(over: step, loaded: known.loaded, isRepeated: isRepeated)
    switch watch.run(&known.process, commands: &commands) {
    case .returned:
      known.process.answer(.stay)
      known.loaded = watch.loadedAfter
      watch.tellEnd(.returned)
    case .ended(let cause):
      known.process.kill()
      watch.tellEnd(cause)
    case .cancelled:
      known.process.kill()
    }
    inPlace = known
    killStrangers()
  }

  // MARK: - What remains

  private var sleeping: [pid_t] { checkpoints.map(\.process) }

  /// Ends every process of the lesson that is neither a checkpoint nor runs steps in place.
  private func killStrangers(but process: pid_t? = nil) {
    let kept = sleeping + [process, inPlace?.process.process].compactMap { $0 }
    host_kill_descendants(getpid(), kept, kept.count)
  }

  /// Ends all that comes after a checkpoint.
  private func forget(after number: Int) {
    inPlace?.process.end()
    inPlace = nil
    while checkpoints.count > number + 1 { checkpoints.removeLast().end() }
    killStrangers()
  }

  /// What stands in the folders, to be put back after a branch; nil if the step is none.
  private func filesNow(isBranch: Bool) -> LessonFiles.Snapshot? {
    guard isBranch else { return nil }
    let known = checkpoints[filesAreOf ?? checkpoints.count - 1].files
    if filesAreOf != nil || inPlace == nil { return known }
    return (try? files.snapshot(sharing: known)) ?? known
  }

  private func restoreFiles(of number: Int) {
    if filesAreOf != number { files.restore(checkpoints[number].files) }
  }

  private func restoreFiles(_ snapshot: LessonFiles.Snapshot) {
    files.restore(snapshot)
    filesAreOf = inPlace == nil ? checkpoints.count - 1 : nil
  }
}

/// Steps that run in one process, one after the other, because it has threads that a fork would lose.
///
/// Their state is made again by running them again.
struct StepsInPlace {
  var process: BlockProcess
  var steps: [HostStep]
  var loaded: [LoadedObject]
}
