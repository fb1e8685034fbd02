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

  init(process: pid_t, channel: Int32, output: Int32, meter: MemoryMeter) {
    self.process = process
    self.channel = channel
    self.output = output
    self.meter = meter
    writer = CommandWriter(descriptor: channel)
  }

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
  func askWhere() {
    guard isAlive else { return }
    sendSignal(SIGQUIT, process)
    let patience = Clock.now + 2
    var information = siginfo_t()
    // Its end is only looked at: it is waited for later.
    while Clock.now < patience, information.si_signo == 0 {
      waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
      usleep(2000)
    }
  }

  /// Ends the process; what it has said can still be read.
  mutating func kill() {
    guard isAlive else { return }
    sendSignal(SIGKILL, process)
    waitpid(process, nil, 0)
    isAlive = false
  }

  /// Ends the process and forgets it.
  mutating func end() {
    kill()
    close(channel)
    close(output)
  }
}

/// The system's call, which methods of the same name hide.
private func sendSignal(_ number: Int32, _ process: pid_t) { kill(process, number) }
