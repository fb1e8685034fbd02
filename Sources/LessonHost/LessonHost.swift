import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The program in which blocks run.
public enum LessonHost {
  /// Obeys the commands on standard input until it ends.
  ///
  /// `lesson-host --supervise RUNNER COMMAND…` runs another program and outlives neither it nor the
  /// runner; `host_become` names the words with which it becomes a program that may do less.
  public static func main() -> Never {
    let arguments = CommandLine.arguments
    if arguments.count > 3, arguments[1] == "--supervise", let runner = pid_t(arguments[2]) {
      exit(host_supervise(runner, CommandLine.unsafeArgv + 3))
    }
    // With other words it becomes another program, which may do less.
    let otherStatus = host_become(CommandLine.unsafeArgv)
    if otherStatus >= 0 { exit(otherStatus) }
    host_reset_signals()
    host_fix_addresses(CommandLine.unsafeArgv)
    guard host_tasks_install() else {
      StandardStreams.complain("lesson-host: this Swift runtime lacks the hooks that tasks need")
    }
    // Before any block runs: nobody looks into this process, and its memory is counted in pages.
    host_be_readable(false)
    host_use_small_pages()
    host_adopt_orphans()
    let streams = StandardStreams()
    let events = EventWriter(descriptor: streams.events)
    let keeper = Keeper(commands: CommandReader(descriptor: streams.commands), events: events)
    events.send(.ready)
    keeper.serve()
  }
}
