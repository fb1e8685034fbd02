import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The process that runs a step, as the keeper sees it.
struct BlockProcess {
  let process: pid_t
  /// Records come from here, and answers and commands go there.
  let channel: Int32
  /// What the step prints comes from here.
  let output: Int32
  var meter: MemoryMeter
  var newTasks: NewTasks
  private(set) var isAlive = true
  private var writer: CommandWriter

  /// The answers to a record.
  enum Answer: UInt8 {
    /// It was taken; the step goes on.
    case goOn = 1
    /// The step is over: sleep, as a checkpoint.
    case sleep
    /// The step is over: wait for another one, in this very process.
    case stay
  }

  init(
    process: pid_t,
    channel: Int32,
    output: Int32,
    meter: MemoryMeter,
    newTasks: NewTasks
  ) {
    self.process = process
    self.channel = channel
    self.output = output
    self.meter = meter
    self.newTasks = newTasks
    writer = CommandWriter(descriptor: channel)
  }

  /// Takes note of who may have been begun since it last did.
  mutating func noteNewTasks() { if newTasks.haveBegun() { meter.touch() } }

  mutating func send(_ command: HostCommand) -> Bool { isAlive && writer.send(command) }

  func answer(_ answer: Answer) { _ = Descriptors.writeAll([answer.rawValue], to: channel) }

  /// The status of the process if it has ended.
  mutating func status() -> Int32? {
    var status: Int32 = 0
    guard isAlive, waitpid(process, &status, WNOHANG) == process else { return nil }
    isAlive = false
    return status
  }

  /// Lets a block that never ends say where it is; one that does not answer at once is not waited for.
  ///
  /// - Parameter family: the processes that are to be left alone; what else runs would keep this one waiting.
  func askWhere(besides family: Family) {
    guard isAlive else { return }
    // Stopped, it starts no others in the place of those that are ended.
    sendSignal(SIGSTOP, process)
    family.with(process).endOthers()
    sendSignal(SIGQUIT, process)
    sendSignal(SIGCONT, process)
    let (asked, waited) = (Clock.now, host_seconds_waited(process))
    // What the machine keeps it waiting is not its own time, but it does not say so for ever.
    let patience = { min(Self.answerTime + host_seconds_waited(process) - waited, 2) }
    // Its end is only looked at: it is waited for later.
    while !hasEnded, Clock.now < asked + patience() { usleep(2000) }
  }

  /// Seconds in which a block that is asked where it is answers.
  private static let answerTime = 0.3
  /// Seconds in which the system takes a process down.
  private static let endTime = 10.0

  /// Whether the process has ended, though nobody has taken note.
  private var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) != 0
      || information.si_signo != 0
  }

  /// Ends the process and what it has started; what it has said can still be read.
  ///
  /// - Parameter family: the processes that are to be left alone. What else runs could keep this one from its end.
  mutating func kill(besides family: Family) {
    guard isAlive else { return }
    // It starts nothing any more from here on.
    sendSignal(SIGKILL, process)
    family.with(process).endOthers()
    let patience = Clock.now + Self.endTime
    while waitpid(process, nil, WNOHANG) == 0, Clock.now < patience { usleep(500) }
    isAlive = false
  }

  /// Ends the process and forgets it.
  mutating func end(besides family: Family) {
    kill(besides: family)
    close(channel)
    close(output)
    meter.close()
  }
}

/// The system's call, which methods of the same name hide.
private func sendSignal(_ number: Int32, _ process: pid_t) { kill(process, number) }
