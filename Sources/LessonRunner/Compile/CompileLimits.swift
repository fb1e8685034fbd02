/// What compiling one file may take.
public struct CompileLimits: Equatable, Sendable {
  /// Seconds of a processor.
  public var seconds = 60
  /// Bytes of memory.
  public var memory = 2 << 30
  /// Seconds in all: a busy machine lets it wait.
  var patience: Double { 5 * Double(seconds) }

  /// Makes the limits that hold unless others are given.
  public init() {}
}
