import Foundation

/// The compiler's own cache of C modules, which it writes from inside the sandbox.
///
/// A compiler that is ended while it writes a module leaves its lock there, and others wait for it for a
/// minute and a half: inside a sandbox its process number is soon another's, so they take it for alive.
struct ModuleCache: Sendable {
  /// The folder's path.
  let path: String

  /// Removes the locks of compilers that have ended.
  ///
  /// One that is still held is no loss: a module is written whole or not at all, at worst twice.
  func removeLocks() {
    let files = FileManager.default.enumerator(atPath: path)
    while let file = files?.nextObject() as? String {
      guard file.split(separator: "/").last?.contains(".lock") == true else { continue }
      try? FileManager.default.removeItem(atPath: "\(path)/\(file)")
    }
  }
}
