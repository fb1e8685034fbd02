import Foundation

/// The compiler's own cache of C modules.
///
/// Unroll fills it by compiling a file of its own (``ModuleCacheFiller``); after that no sandbox can write
/// it. A compilation in the sandbox sees it through links in a folder of its own, where a module that is
/// not there is made for that compilation only. Without a sandbox the compiler writes it itself.
struct ModuleCache: Sendable {
  /// The folder's path.
  let path: String
  /// The digest of what it holds, a part of every result's key.
  let digest: String
  /// Whether compilers write it.
  let isWritable: Bool

  /// Where the compiler sees its cache in the sandbox; modules work under the path only at which they
  /// were made.
  static let inside = "/cache"
  /// Where the sandbox shows what Unroll has made.
  static let lender = "/filled-cache"
  /// The line of a shell script that fills a compilation's own cache with links.
  static let borrowing = "if [ -d \(lender) ]; then cp -rs \(lender)/. \(inside)/; fi"

  /// Removes the locks of compilers that have ended.
  ///
  /// A compiler that is ended while it writes a module leaves its lock there, and others wait for it for a
  /// minute and a half. One that is still held is no loss: a module is written whole or not at all, at
  /// worst twice.
  func removeLocks() {
    guard isWritable else { return }
    let files = FileManager.default.enumerator(atPath: path)
    while let file = files?.nextObject() as? String {
      guard file.split(separator: "/").last?.contains(".lock") == true else { continue }
      try? FileManager.default.removeItem(atPath: "\(path)/\(file)")
    }
  }
}
