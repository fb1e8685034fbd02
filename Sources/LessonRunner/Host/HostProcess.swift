import Foundation
import Synchronization

/// The process of a host, as long as it is one: when it is over, its number may be another's.
final class HostProcess: Sendable {
  private let process: Mutex<pid_t?>

  init(_ process: pid_t) {
    self.process = Mutex(process)
  }

  /// Signals the process, unless it is over.
  func signal(_ number: Int32) {
    process.withLock { process in if let process { _ = kill(process, number) } }
  }

  /// Signals the process and all of its group, unless it is over.
  func signalGroup(_ number: Int32) {
    process.withLock { process in if let process { _ = kill(-process, number) } }
  }

  /// To be said before the system may give the number to another process.
  func isOver() {
    process.withLock { $0 = nil }
  }
}
