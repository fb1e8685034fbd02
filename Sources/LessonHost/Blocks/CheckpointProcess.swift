import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A checkpoint's own side: it sleeps until the keeper wants a step to run from here, forks, and sleeps on.
///
/// The blocks before have run in this process, so nothing that it says is trusted.
struct CheckpointProcess {
  /// Commands come from here.
  let channel: Int32
  let keeper: pid_t
  let report: UnsafeMutablePointer<host_crash_report>

  /// What a checkpoint says when it is about to sleep.
  static let asleep = UInt8(ascii: "s")
  /// What a checkpoint says when it has forked, and when it could not.
  static let forked = UInt8(ascii: "f")
  static let notForked = UInt8(ascii: "x")

  /// The side of the keeper's first child.
  func beginLesson(processes: Int) -> Never {
    host_close_others(channel)
    setsid()
    host_be_readable(true)
    host_offer_to_out_of_memory()
    host_limit_blocks(UInt64(max(1, processes)))
    _ = host_filter_signals()
    _ = host_filter_places()
    _ = host_filter_uncounted()
    _ = host_shield(keeper)
    _ = host_shield(getpgid(keeper))
    // Who started the keeper: the supervisor, where no namespace hides it.
    _ = host_shield(host_parent(keeper))
    serve()
  }

  /// Sleeps, and forks when it is told to.
  func serve() -> Never {
    host_be_readable(false)
    host_lift_open_files(true)
    guard Descriptors.writeAll([Self.asleep], to: channel) else { _exit(0) }
    var commands = CommandReader(descriptor: channel)
    while true {
      // Their places are free then, however many files the blocks have left open.
      close(1)
      close(2)
      var received: [Int32] = [-1, -1, -1]
      guard host_receive_descriptors(channel, &received, 3), case .run(let step)? = commands.next()
      else { _exit(0) }
      let parent = getpid()
      let result = host_fork_orphan(keeper)
      if result == 0 { run(step, parent: parent, received) }
      received.forEach { close($0) }
      let answer = result > 0 ? Self.forked : Self.notForked
      guard Descriptors.writeAll([answer], to: channel) else { _exit(0) }
    }
  }

  /// The child's side: runs the step, and becomes the next checkpoint if it is told to.
  ///
  /// - Parameter received: its output, its channel, and the file of an object without a name.
  private func run(_ step: HostStep, parent: pid_t, _ received: [Int32]) -> Never {
    let output = received[0]
    close(channel)
    let own = StandardStreams.moved(received[1])
    close(received[1])
    let hiddenFile = StandardStreams.moved(received[2])
    close(received[2])
    // Neither signals nor a look into its memory lead back to the state before, or to those after it. Where earlier
    // blocks have left no room for that, no block runs.
    for process in [parent] + step.shielded where host_shield(process) != 0 { _exit(0) }
    host_be_readable(true)
    if output != 1 { dup2(output, 1) }
    dup2(1, 2)
    if output > 2 { close(output) }
    guard host_send_greeting(own) else { _exit(0) }
    let process = StepProcess(channel: own, report: report)
    var answer = process.run(step, hiddenFile: hiddenFile)
    var commands = CommandReader(descriptor: own)
    while answer == .stay {
      guard case .run(let step)? = commands.next() else { _exit(0) }
      answer = process.run(step)
    }
    CheckpointProcess(channel: own, keeper: keeper, report: report).serve()
  }
}
