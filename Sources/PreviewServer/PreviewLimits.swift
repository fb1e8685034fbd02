/// What clients are given; browsers stay far below it.
struct PreviewLimits: Sendable {
  /// Open connections; one more ends that which has waited longest for its request.
  var connections = 128
  /// Open event streams among them; one more ends the oldest, whose page comes back if it is there.
  var streams = 64
  /// How long a connection may be silent before a request.
  var silence = Duration.seconds(20)
  /// How long the head of a request may take from its first byte.
  var head = Duration.seconds(5)
  /// How long a client may take to accept a part of a response.
  var write = Duration.seconds(10)
  /// How long a request waits for a site that is just being replaced.
  var replacement = Duration.milliseconds(200)
  /// Time between two pings on an event stream.
  var ping = Duration.seconds(10)

  /// Bytes of a request's head.
  static let headBytes = 16_384
  /// Bytes of its first line.
  static let lineBytes = 4_096
  /// Header fields.
  static let fields = 100
  /// Messages that wait for a slow client; one more ends its stream.
  static let waitingEvents = 64
  /// Bytes written at a time.
  static let partBytes = 65_536
}
