import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A process that holds the lesson as it stood after some steps.
final class Checkpoint {
  private let depth: Int
  private var commands: CommandReader
  private let events: EventWriter
  private var limits = LessonLimits(seed: 0, memory: 2 << 30, output: 1 << 20, processes: 64)
  private var loaded: [LoadedObject] = []
  private var child: ChildProcess?
  /// The steps that the child runs in place, from the first: its state cannot be forked, so it is made
  /// again by running them again.
  private var stepsInPlace: [HostStep] = []
  /// The working folder as it was when the state after this checkpoint was first made from it.
  private var scratch: ScratchFolder?
  /// The step that was handed on last: a later checkpoint watches it.
  private var stepPassed: HostStep?
  /// One report a checkpoint, in memory that all of them share.
  private let reports: UnsafeMutablePointer<host_crash_report>
  private let report: UnsafeMutablePointer<host_crash_report>
  /// More than a lesson has blocks.
  private static let reportCount = 2000
  /// The process at the root of the chain, whose descendants share the lesson's memory limit.
  private let root: pid_t

  init(depth: Int, commands: CommandReader, events: EventWriter) {
    self.depth = depth
    self.commands = commands
    self.events = events
    root = getpid()
    reports = Self.makeReports()
    report = reports
    host_adopt_orphans()
  }

  /// The checkpoint that a child process becomes.
  private init(after parent: Checkpoint, commands: CommandReader, loaded: [LoadedObject]) {
    depth = parent.depth + 1
    self.commands = commands
    events = parent.events
    limits = parent.limits
    self.loaded = loaded
    root = parent.root
    reports = parent.reports
    report = reports + min(depth, Self.reportCount - 1)
    host_adopt_orphans()
  }

  private static func makeReports() -> UnsafeMutablePointer<host_crash_report> {
    guard let reports = host_crash_reports_create(reportCount) else {
      StandardStreams.complain("lesson-host: no memory is left")
    }
    return reports
  }

  /// Ends this process and everything that it started.
  static func leave() -> Never {
    host_kill_children(0)
    _exit(0)
  }

  /// Obeys commands until the runner is gone.
  func serve() -> Never {
    while let command = nextCommand() {
      switch command {
      case .begin(let limits):
        self.limits = limits
        host_system_random_seed(limits.seed)
        LessonSeed.set(limits.seed)
      case .run(let step) where step.checkpoint == depth:
        start(step)
      case .run(let step):
        pass(step)
      case .stop:
        if stepPassed != nil { _ = child?.send(.stop) }
      }
    }
    Self.leave()
  }

  /// The next command; meanwhile it is noticed if the checkpoint after this one is lost.
  private func nextCommand() -> HostCommand? {
    while !commands.hasCommand {
      var descriptor = pollfd(fd: commands.descriptor, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&descriptor, 1, stepPassed == nil ? -1 : 50) > 0
      if !isReady, let lost = stepPassed, child?.status() != nil {
        let message = "the block ended the process that watches it"
        events.send(.ended(step: lost.number, end: StepEnd(cause: .load(message: message))))
        endChild()
        stepPassed = nil
      }
      if isReady, !commands.receive() { return nil }
    }
    return commands.next()
  }

  /// Runs a step from here, in a child process.
  ///
  /// - Parameter isRepeated: whether it ran before and only its state is wanted.
  private func start(_ step: HostStep, isRepeated: Bool = false) {
    let later = step.keeps ? nil : ScratchFolder()
    defer { later?.restore() }
    if step.keeps { endChild() }
    stepPassed = nil
    if let scratch { scratch.restore() } else if step.keeps { scratch = ScratchFolder() }
    let pipes = StepPipes()
    report.pointee = host_crash_report()
    let started = Clock.now
    let process = forked()
    if process == 0 { run(step, pipes: pipes) }
    guard process > 0 else {
      events.send(
        .ended(
          step: step.number,
          end: StepEnd(cause: .load(message: "process limit: the lesson has too many processes"))
        )
      )
      return
    }
    pipes.closeBlockSide()
    var branch = ChildProcess(process: process, pipes: pipes)
    watch(&branch, step: step, started: started, isRepeated: isRepeated)
    if step.keeps, branch.isAlive { child = branch } else { branch.end() }
    if step.keeps { stepsInPlace = branch.runsInPlace ? [step] : [] }
    host_kill_children(child?.process ?? 0)
  }

  /// Forks; waits a moment for processes of blocks before that are about to end.
  private func forked() -> pid_t {
    for _ in 0..<20 {
      let process = host_fork()
      guard process < 0 else { return process }
      while waitpid(-1, nil, WNOHANG) > 0 {}
      usleep(50_000)
    }
    return -1
  }

  /// The child's side: runs the step, then serves as the next checkpoint.
  private func run(_ step: HostStep, pipes: StepPipes) -> Never {
    pipes.closeWatchSide()
    // What belongs to the checkpoint before would otherwise pile up along the chain.
    close(commands.descriptor)
    child?.forget()
    child = nil
    var runner = StepProcess(
      pipes: pipes,
      report: report,
      loaded: loaded,
      limits: limits,
      isFirst: depth == 0
    )
    let threads = runner.run(step)
    guard step.keeps else { _exit(0) }
    events.beginProcess(depth: depth + 1)
    var commands = CommandReader(descriptor: pipes.commands.read)
    if threads > 0 { runner.serveInPlace(&commands) }
    close(pipes.records.block)
    Checkpoint(after: self, commands: commands, loaded: runner.loaded).serve()
  }

  /// Hands a step to a later checkpoint, or to the child that runs steps in place.
  private func pass(_ step: HostStep) {
    if !stepsInPlace.isEmpty { return passInPlace(step) }
    guard var child, child.isAlive, child.send(.run(step)) else { return refuse(step) }
    self.child = child
    stepPassed = step
  }

  /// Runs a step in the child's very process; this process goes on being its watch.
  private func passInPlace(_ step: HostStep) {
    let wanted = step.checkpoint - depth
    guard wanted <= stepsInPlace.count else { return refuse(step) }
    let steps = stepsInPlace
    if child?.isAlive != true || wanted < steps.count { repeatInPlace(count: wanted) }
    runInPlace(step, isRepeated: false)
    if step.keeps, child?.isAlive == true {
      stepsInPlace.append(step)
    } else {
      // What a branch changed must not be seen by what comes next: the state is made again.
      endChild()
      stepsInPlace = steps
    }
  }

  /// Makes the state after some of the steps in place again.
  private func repeatInPlace(count: Int) {
    let steps = Array(stepsInPlace.prefix(count))
    start(steps[0], isRepeated: true)
    for step in steps.dropFirst() { runInPlace(step, isRepeated: true) }
    stepsInPlace = steps
  }

  private func runInPlace(_ step: HostStep, isRepeated: Bool) {
    guard var child, child.isAlive, child.send(.run(step)) else {
      if !isRepeated { refuse(step) }
      return
    }
    report.pointee = host_crash_report()
    watch(&child, step: step, started: Clock.now, isRepeated: isRepeated)
    self.child = child
  }

  private func refuse(_ step: HostStep) {
    let message = "the state before this block is gone"
    events.send(.ended(step: step.number, end: StepEnd(cause: .load(message: message))))
  }

  private func watch(
    _ child: inout ChildProcess,
    step: HostStep,
    started: Double,
    isRepeated: Bool
  ) {
    var watch = StepWatch(
      step: step,
      isRepeated: isRepeated,
      limits: limits,
      root: root,
      events: events,
      report: report,
      loaded: loaded,
      started: started
    )
    watch.run(&child, commands: &commands)
    loaded = watch.loadedIfInPlace ?? loaded
  }

  private func endChild() {
    child?.end()
    child = nil
  }
}
