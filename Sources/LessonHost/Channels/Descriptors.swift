#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reading and writing whole pieces on descriptors.
enum Descriptors {
  /// Writes all bytes.
  ///
  /// Returns whether the other side took them.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      start += written
    }
    return true
  }

  /// What can be read now, at most 64 KiB.
  ///
  /// Nil at the end; empty if nothing is there on a
  /// descriptor that does not wait.
  static func readSome(from descriptor: Int32) -> [UInt8]? {
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      repeat {
        result = read(descriptor, buffer.baseAddress, 65_536)
      } while result < 0
        && errno == EINTR
      count = max(result, 0)
    }
    return result > 0 || (result < 0 && errno == EAGAIN) ? bytes : nil
  }

  /// Makes reads return at once when nothing is there.
  static func setNonBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  /// A pipe whose ends are not passed to programs that a block starts; nil if no descriptor is left.
  static func makePipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    ends.forEach(closeInPrograms)
    return (ends[0], ends[1])
  }

  /// A connected pair of sockets; nil if no descriptor is left.
  static func makeSocketPair() -> (keeper: Int32, block: Int32)? {
    var ends: [Int32] = [0, 0]
    #if canImport(Glibc)
    let kind = Int32(SOCK_STREAM.rawValue)
    #else
    let kind = SOCK_STREAM
    #endif
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    ends.forEach(closeInPrograms)
    return (ends[0], ends[1])
  }

  private static func closeInPrograms(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// Waits until something can be read, or the other side is gone.
  static func waits(for descriptors: [Int32], until moment: Double) {
    var descriptors = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let milliseconds = max(0, min(20, ((moment - Clock.now) * 1000).rounded(.up)))
    poll(&descriptors, nfds_t(descriptors.count), Int32(milliseconds))
  }

  /// One byte, if one comes before a moment.
  static func byte(from descriptor: Int32, until moment: Double) -> UInt8? {
    var found = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var byte: UInt8 = 0
    while Clock.now < moment {
      if poll(&found, 1, 20) > 0 { return read(descriptor, &byte, 1) == 1 ? byte : nil }
    }
    return nil
  }
}
