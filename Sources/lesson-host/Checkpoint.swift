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
  private var limits = LessonLimits(seed: 0, memory: 2 << 30, output: 1 << 20)
  private var loaded: [LoadedObject] = []
  private var child: ChildProcess?
  private let report: UnsafeMutablePointer<host_crash_report>
  /// The process at the root of the chain, whose descendants share the lesson's memory limit.
  private let root: pid_t

  init(depth: Int, commands: CommandReader, events: EventWriter) {
    self.depth = depth
    self.commands = commands
    self.events = events
    root = getpid()
    report = Self.makeReport()
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
    report = Self.makeReport()
    host_adopt_orphans()
  }

  private static func makeReport() -> UnsafeMutablePointer<host_crash_report> {
    guard let report = host_crash_report_create() else {
      StandardStreams.complain("lesson-host: no memory is left")
    }
    return report
  }

  /// Ends this process and everything that it started.
  static func leave() -> Never {
    host_kill_children(0)
    _exit(0)
  }

  /// Obeys commands until the runner is gone.
  func serve() -> Never {
    while let command = commands.next() {
      switch command {
      case .begin(let limits):
        self.limits = limits
        host_system_random_seed(limits.seed)
        LessonSeed.set(limits.seed)
      case .run(let step) where step.checkpoint == depth:
        start(step)
      case .run(let step):
        pass(step)
      }
    }
    Self.leave()
  }

  /// Runs a step from here, in a child process.
  private func start(_ step: HostStep) {
    if step.keeps { endChild() }
    let pipes = StepPipes()
    report.pointee = host_crash_report()
    let started = Clock.now
    let process = host_fork()
    if process == 0 { run(step, pipes: pipes) }
    guard process > 0 else {
      events.send(
        .ended(step: step.number, end: StepEnd(cause: .load(message: "no process is left")))
      )
      return
    }
    pipes.closeBlockSide()
    var branch = ChildProcess(process: process, pipes: pipes)
    watch(&branch, step: step, started: started)
    if step.keeps, branch.isAlive { child = branch } else { branch.end() }
    host_kill_children(child?.process ?? 0)
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

  /// Hands a step to a later checkpoint.
  private func pass(_ step: HostStep) {
    guard var child, child.isAlive, child.send(.run(step)) else {
      let message = "the state before this block is gone"
      events.send(.ended(step: step.number, end: StepEnd(cause: .load(message: message))))
      return
    }
    if child.runsInPlace {
      // The child cannot be a checkpoint: this process goes on being its watch.
      report.pointee.signal = 0
      watch(&child, step: step, started: Clock.now)
    }
    self.child = child.isAlive ? child : nil
  }

  private func watch(_ child: inout ChildProcess, step: HostStep, started: Double) {
    var watch = StepWatch(
      step: step,
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
