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
// `lesson-host --confine MEMORY PROCESSES COMMAND…` becomes a program that may do no more than a block.
if CommandLine.argc > 4, CommandLine.arguments[1] == "--confine",
  let memory = UInt64(CommandLine.arguments[2]), let processes = UInt64(CommandLine.arguments[3])
{
  exit(host_confine_and_execute(memory, processes, CommandLine.unsafeArgv + 4))
}
host_fix_addresses(CommandLine.unsafeArgv)
guard host_tasks_install() else {
  StandardStreams.complain("lesson-host: this Swift runtime lacks the hooks that tasks need")
}
let streams = StandardStreams()
let events = EventWriter(descriptor: streams.events)
events.send(.ready)
Checkpoint(depth: 0, commands: CommandReader(descriptor: streams.commands), events: events).serve()
