import Synchronization

/// Values made from texts, remembered while the program runs: a program that reads a lesson again after
/// an edit parses only the blocks that are new.
final class Remembered<Value: Sendable>: Sendable {
  /// The bytes of text from which on all is forgotten.
  private static var limit: Int { 8 << 20 }

  private struct Known {
    var values: [String: Value] = [:]
    var size = 0
  }

  private let known = Mutex(Known())

  /// The value of a text, made if it is not known.
  func value(of text: String, make: () -> Value) -> Value {
    if let value = known.withLock({ $0.values[text] }) { return value }
    let value = make()
    known.withLock { known in
      if known.size > Self.limit { known = Known() }
      known.size += text.utf8.count
      known.values[text] = value
    }
    return value
  }
}
