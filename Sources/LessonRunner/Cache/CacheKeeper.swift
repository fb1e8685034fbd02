import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Keeps the cache within its bound while a process writes into it.
///
/// To look through the cache takes a moment, so it is done when nobody has for an hour, and each time that
/// this process has written a sixteenth of the bound.
final class CacheKeeper: Sendable {
  private struct State {
    /// Bytes written since this process looked last.
    var written = 0
    var hasLooked = false
  }

  private let cache: CacheFolder
  private let limit: ByteSize
  private let state = Mutex(State())

  init(cache: CacheFolder, limit: ByteSize) {
    (self.cache, self.limit) = (cache, limit)
  }

  /// Takes note that so many bytes were written.
  func wrote(_ bytes: Int) {
    let isDue = state.withLock { state in
      let isFirst = !state.hasLooked
      state.hasLooked = true
      state.written += bytes
      guard state.written >= max(1, limit.bytes / 16) || isFirst && isStale else { return false }
      state.written = 0
      return true
    }
    guard isDue else { return }
    _ = FileManager.default.createFile(atPath: cache.lastLook, contents: nil)
    // With some room, so that not every block makes it remove a little.
    cache.trim(to: limit, spare: limit.bytes / 8)
  }

  private var isStale: Bool {
    var status = stat()
    guard stat(cache.lastLook, &status) == 0 else { return true }
    return KeptFile.lastUse(status) < time(nil) - 3600
  }
}
