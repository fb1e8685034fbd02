import CHostSupport
import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A process that sleeps and holds the lesson as it stood after some steps.
struct Checkpoint {
  let process: pid_t
  let channel: Int32
  /// The objects that the process has loaded.
  let loaded: [LoadedObject]
  /// Bytes of memory that it, the checkpoints before it and their files hold.
  let memory: UInt64
  /// The lesson's files at this point.
  let files: LessonFiles.Snapshot

  /// Waits until a process has said that it sleeps, and stops it, so that no thread, timer or signal of
  /// a block goes on in it.
  static func stop(_ process: pid_t, channel: Int32, until moment: Double) -> Bool {
    guard Descriptors.byte(from: channel, until: moment) == CheckpointProcess.asleep else {
      return false
    }
    return kill(process, SIGSTOP) == 0
  }

  /// Ends the process.
  func end() {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(channel)
  }
}

/// An object of the lesson that is loaded, and where.
struct LoadedObject {
  var path: String
  var base: UInt64
  var end: UInt64
}
