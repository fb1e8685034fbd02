import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

if CommandLine.arguments.contains("--probe") { exit(0) }
host_fix_addresses(CommandLine.unsafeArgv)
guard host_tasks_install() else {
  StandardStreams.complain("lesson-host: this Swift runtime lacks the hooks that tasks need")
}
let streams = StandardStreams()
let events = EventWriter(descriptor: streams.events)
events.send(.ready)
Checkpoint(depth: 0, commands: CommandReader(descriptor: streams.commands), events: events).serve()
