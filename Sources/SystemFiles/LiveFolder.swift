import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A new folder that belongs to this process: it is locked until it is removed or the process ends.
///
/// A folder of the kind whose lock another can take is abandoned. Where the file system has no locks nothing is
/// taken for abandoned, so what a killed process leaves there stays.
public final class LiveFolder: Sendable {
  /// The folder's path.
  public let path: String
  private let lock: HeldLock?

  /// Makes a folder.
  ///
  /// - Parameters:
  ///   - parent: the folder in which it stands.
  ///   - prefix: how the names of such folders begin, and those of nothing else.
  ///   - mode: what it may be used for by whom, of which the process's mask is taken off.
  public init(in parent: String, prefix: String, mode: UInt32) throws(SystemFailure) {
    while true {
      let path = "\(parent)/\(prefix)\(UUID().uuidString)"
      guard mkdir(path, mode_t(mode)) == 0 else { throw SystemFailure(errno) }
      switch HeldLock.ask(path) {
      case .held(let lock) where lock.isOn(path):
        (self.path, self.lock) = (path, lock)
        return
      // Before it was locked, another process has taken it for abandoned.
      case .held, .taken, .impossible(ENOENT): continue
      case .impossible:
        (self.path, lock) = (path, nil)
        return
      }
    }
  }

  deinit { remove() }

  /// Removes the folder with all that is in it; what has taken another name meanwhile stays.
  public func remove() {
    guard lock?.isOn(path) ?? true else { return }
    FolderRemoval.remove(path)
  }

  /// Removes the folders of processes that are no more.
  public static func removeAbandoned(in parent: String, prefix: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let path = "\(parent)/\(name)"
      // Held while it is removed, so that its maker, who may just be about to lock it, makes another.
      guard let lock = HeldLock.ask(path).lock, lock.isOn(path) else { continue }
      FolderRemoval.remove(path)
    }
  }
}
