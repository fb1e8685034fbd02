import Foundation

/// Gives one folder the place of another in one step.
public enum FolderExchange {
  /// Gives a folder another's name; what had that name, if anything, has the folder's afterwards.
  ///
  /// - Throws: the system's error, with both folders as they were.
  public static func put(_ new: String, inPlaceOf old: String) throws {
    while true {
      do {
        return try exchange(new, old)
      } catch let error as POSIXError where error.code == .ENOENT {
        // Nothing is there yet; if something comes just now, the names are exchanged after all.
        if rename(new, old) == 0 { return }
        let number = errno
        guard number == ENOTEMPTY || number == EEXIST else { throw failure(number) }
      }
    }
  }

  private static func exchange(_ first: String, _ second: String) throws {
    #if os(Linux)
    // Linux's renameat2 is newer than the headers that Swift imports.
    typealias Rename =
      @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    let exchangeFlag: UInt32 = 2
    guard let symbol = dlsym(nil, "renameat2") else { throw POSIXError(.ENOSYS) }
    let exchange = unsafeBitCast(symbol, to: Rename.self)
    let code = exchange(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag)
    #else
    let code = renamex_np(first, second, UInt32(RENAME_SWAP))
    #endif
    guard code != 0 else { return }
    let number = errno
    // Some file systems cannot exchange: then there is an instant without a site.
    guard number == EINVAL || number == ENOTSUP || number == ENOSYS else { throw failure(number) }
    let aside = first + ".old"
    guard rename(second, aside) == 0 else { throw failure(errno) }
    guard rename(first, second) == 0 else {
      let number = errno
      _ = rename(aside, second)
      throw failure(number)
    }
    guard rename(aside, first) == 0 else { throw failure(errno) }
  }

  private static func failure(_ number: Int32) -> POSIXError {
    POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
  }
}
