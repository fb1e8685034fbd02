import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// `lesson-host --supervise RUNNER COMMAND…` runs another program and outlives neither it nor the runner.
if CommandLine.argc > 3, CommandLine.arguments[1] == "--supervise",
  let runner = pid_t(CommandLine.arguments[2])
{
  exit(host_supervise(runner, CommandLine.unsafeArgv + 3))
}
// With other words it becomes another program, which may do less.
let otherStatus = host_become(CommandLine.unsafeArgv)
if otherStatus >= 0 { exit(otherStatus) }
host_fix_addresses(CommandLine.unsafeArgv)
guard host_tasks_install() else {
  StandardStreams.complain("lesson-host: this Swift runtime lacks the hooks that tasks need")
}
let streams = StandardStreams()
let events = EventWriter(descriptor: streams.events)
events.send(.ready)
Checkpoint(depth: 0, commands: CommandReader(descriptor: streams.commands), events: events).serve()
