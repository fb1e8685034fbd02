import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The block's side of the socket on which it tells its watch what it shows.
final class RecordChannel {
  private let descriptor: Int32
  private var number: UInt32 = 0
  /// The exit status of a process whose channel is gone, because the block closed it.
  static let lostStatus: Int32 = 113
  /// No record is longer, in bytes.
  static let limit = 16 << 20
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init(descriptor: Int32) {
    self.descriptor = descriptor
    pthread_mutex_init(lock, nil)
  }

  /// Sends a record and waits until the watch has it, so that what is printed next comes after it.
  ///
  /// Returns what the keeper wants next.
  func send(_ record: BlockRecord) -> BlockProcess.Answer {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard var message = try? WireCoder.encode(record) else { return .goOn }
    if message.count > Self.limit {
      guard let note = try? WireCoder.encode(BlockRecord.tooLarge(bytes: message.count)) else {
        return .goOn
      }
      message = note
    }
    number &+= 1
    for frame in WireFrames.frames(of: message, number: number)
    where !Descriptors.writeAll(frame, to: descriptor) {
      _exit(Self.lostStatus)
    }
    var answer: UInt8 = 0
    var count: Int
    repeat { count = read(descriptor, &answer, 1) } while count < 0 && errno == EINTR
    guard count == 1, let wanted = BlockProcess.Answer(rawValue: answer) else {
      _exit(Self.lostStatus)
    }
    return wanted
  }
}
