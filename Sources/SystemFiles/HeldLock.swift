import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A lock on a file or folder, held until it is given up or its process ends, however that ends.
///
/// It is the kernel's (`flock`), so who asks in another namespace of processes, such as a container that
/// shares the folder, learns the truth. A program that this one starts does not inherit it.
public final class HeldLock: Sendable {
  /// Whom the lock leaves out.
  public enum Kind: Sendable {
    /// Everybody else.
    case exclusive
    /// Those who want it for themselves.
    case shared
  }

  /// What came of asking for a lock.
  public enum Answer: Sendable {
    /// It is held from now on.
    case held(HeldLock)
    /// Somebody else holds it.
    case taken
    /// There is nothing to lock, or the file system has no locks; the number says why.
    case impossible(Int32)

    /// The lock, if it is held.
    public var lock: HeldLock? { if case .held(let lock) = self { lock } else { nil } }
  }

  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  // Closing gives up the lock.
  deinit { close(descriptor) }

  /// Asks for a lock on what is there.
  ///
  /// - Parameter waits: whether to wait for who holds it.
  public static func ask(_ path: String, _ kind: Kind = .exclusive, waits: Bool = false) -> Answer {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .impossible(errno) }
    let operation = (kind == .exclusive ? LOCK_EX : LOCK_SH) | (waits ? 0 : LOCK_NB)
    while flock(descriptor, operation) != 0 {
      let reason = errno
      guard reason == EINTR else {
        close(descriptor)
        return reason == EWOULDBLOCK ? .taken : .impossible(reason)
      }
    }
    return .held(HeldLock(descriptor: descriptor))
  }

  /// Whether what is locked is what has a path's name now, and no link leads there.
  public func isOn(_ path: String) -> Bool {
    var (locked, found) = (stat(), stat())
    return fstat(descriptor, &locked) == 0 && lstat(path, &found) == 0
      && locked.st_ino == found.st_ino && locked.st_dev == found.st_dev
  }
}
