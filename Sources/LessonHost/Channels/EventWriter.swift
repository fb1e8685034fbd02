import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Sends events to the runner.
///
/// It never waits for the runner: the clock and the limits of a block go on while the runner is busy. What
/// waits is bounded, since a step's account is.
final class EventWriter {
  private let descriptor: Int32
  private var number: UInt32 = 0
  private var waiting: [UInt8] = []

  init(descriptor: Int32) {
    self.descriptor = descriptor
    Descriptors.setNonBlocking(descriptor)
  }

  /// Sends an event as soon as the runner takes it.
  func send(_ event: HostEvent) {
    guard let message = try? WireCoder.encode(event) else {
      StandardStreams.complain("lesson-host: an event could not be encoded")
    }
    number &+= 1
    for frame in WireFrames.frames(of: message, number: number) { waiting += frame }
    flush()
  }

  /// Sends what the runner takes now.
  ///
  /// If the runner is gone, so is the reason for this process.
  func flush() {
    var start = 0
    while start < waiting.count {
      let count = waiting.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if count < 0, errno == EAGAIN { break }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { Keeper.leave() }
      start += count
    }
    waiting.removeFirst(start)
  }

  /// What to wait for until something can be sent, if something waits.
  var source: pollfd? {
    waiting.isEmpty ? nil : pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  }
}
