import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The descriptors between a watch and the process that runs a step.
struct StepPipes {
  let output = Descriptors.makePipe()
  let commands = Descriptors.makePipe()
  let records = Descriptors.makeSocketPair()

  func closeBlockSide() {
    close(output.write)
    close(commands.read)
    close(records.block)
    Descriptors.setNonBlocking(output.read)
    Descriptors.setNonBlocking(records.watch)
  }

  func closeWatchSide() {
    close(output.read)
    close(commands.write)
    close(records.watch)
  }
}

/// A child process as its parent sees it.
struct ChildProcess {
  let process: pid_t
  let pipes: StepPipes
  private var writer: CommandWriter
  var isAlive = true
  /// Whether it goes on to run steps itself, because it has threads that a fork would lose.
  var runsInPlace = false

  init(process: pid_t, pipes: StepPipes) {
    self.process = process
    self.pipes = pipes
    writer = CommandWriter(descriptor: pipes.commands.write)
  }

  mutating func send(_ command: HostCommand) -> Bool { writer.send(command) }

  /// Ends the process and all it started.
  mutating func end() {
    if isAlive {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    forget()
    isAlive = false
  }

  /// Closes the descriptors, in a process to which the child does not belong.
  func forget() {
    close(pipes.output.read)
    close(pipes.commands.write)
    close(pipes.records.watch)
  }

  /// The status of the process if it has ended.
  mutating func status() -> Int32? {
    var status: Int32 = 0
    guard isAlive, waitpid(process, &status, WNOHANG) == process else { return nil }
    isAlive = false
    return status
  }
}

/// An object of the lesson that is loaded, and where.
struct LoadedObject {
  var path: String
  var base: UInt64
  var end: UInt64
}

/// Seconds that never go backwards.
enum Clock {
  static var now: Double { seconds(CLOCK_MONOTONIC) }

  /// The processor time of this process, all its threads together.
  static var processorSeconds: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
