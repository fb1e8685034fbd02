#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The host's own standard input and output, moved away from where blocks expect theirs.
struct StandardStreams {
  /// Commands come from here.
  let commands: Int32
  /// Events go here.
  let events: Int32

  init() {
    commands = Self.moved(0)
    events = Self.moved(1)
    let nothing = open("/dev/null", O_RDWR)
    dup2(nothing, 0)
    dup2(nothing, 1)
    close(nothing)
  }

  /// A copy of a descriptor, far from those that blocks use, that programs started by a block do not get.
  static func moved(_ descriptor: Int32) -> Int32 {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 100)
    guard copy >= 0 else { complain("lesson-host: started without standard input or output") }
    return copy
  }

  /// Writes a sentence to standard error and ends with status 3.
  static func complain(_ sentence: String) -> Never {
    let line = Array("\(sentence)\n".utf8)
    _ = write(2, line, line.count)
    exit(3)
  }
}
