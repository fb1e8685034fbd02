import Foundation

/// Exchanges the names of two folders in one step.
enum FolderExchange {
  /// - Throws: the system's error, with both folders as they were.
  static func exchange(_ first: String, _ second: String) throws {
    #if os(Linux)
    // Linux's renameat2 is newer than the headers that Swift imports.
    typealias Rename =
      @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    let exchangeFlag: UInt32 = 2
    guard let symbol = dlsym(nil, "renameat2") else { throw POSIXError(.ENOSYS) }
    let rename = unsafeBitCast(symbol, to: Rename.self)
    let code = rename(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag)
    #else
    let code = renamex_np(first, second, UInt32(RENAME_SWAP))
    #endif
    guard code != 0 else { return }
    let number = errno
    // Some file systems cannot exchange: then there is an instant without a site.
    guard number == EINVAL || number == ENOTSUP || number == ENOSYS else {
      throw POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
    }
    let aside = first + ".old"
    try FileManager.default.moveItem(atPath: second, toPath: aside)
    try FileManager.default.moveItem(atPath: first, toPath: second)
    try FileManager.default.moveItem(atPath: aside, toPath: first)
  }
}
