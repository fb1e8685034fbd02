import HostProtocol

/// Sends events to the runner.
final class EventWriter {
  private let descriptor: Int32
  private var number: UInt32 = 0

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Sends an event.
  ///
  /// If the runner is gone, so is the reason for this process.
  func send(_ event: HostEvent) {
    guard let message = try? WireCoder.encode(event) else {
      StandardStreams.complain("lesson-host: an event could not be encoded")
    }
    number &+= 1
    for frame in WireFrames.frames(of: message, number: number)
    where !Descriptors.writeAll(frame, to: descriptor) {
      Keeper.leave()
    }
  }
}
