import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What a function makes of each element, in their order, with all processors at work.
  func mappedConcurrently<Value: Sendable>(_ make: @Sendable (Element) -> Value) -> [Value] {
    let made = Mutex([Int: Value]())
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let value = make(self[index])
      made.withLock { $0[index] = value }
    }
    return made.withLock { made in indices.compactMap { made[$0] } }
  }
}
