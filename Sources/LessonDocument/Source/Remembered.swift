import Synchronization

/// Values made from texts, remembered while the program runs: a program that reads a course again after
/// an edit reads only the lesson, and parses only the blocks, that are new.
final class Remembered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// The bytes of text from which on all is forgotten.
  private static var limit: Int { 8 << 20 }

  private struct Known {
    var values: [Key: Value] = [:]
    var size = 0
  }

  private let known = Mutex(Known())

  /// The value of a text, made if it is not known.
  ///
  /// - Parameter size: the bytes of the text.
  func value(of key: Key, size: Int, make: () -> Value) -> Value {
    if let value = known.withLock({ $0.values[key] }) { return value }
    let value = make()
    known.withLock { known in
      if known.size > Self.limit { known = Known() }
      known.size += size
      known.values[key] = value
    }
    return value
  }
}
