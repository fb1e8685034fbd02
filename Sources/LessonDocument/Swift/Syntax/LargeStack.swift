import Foundation

/// A stack on which code nested as deeply as the parser allows can be parsed and walked.
enum LargeStack {
  /// Bytes; memory is used only where the stack is.
  private static let size = 256 << 20

  /// Does something on a thread of its own and waits for it.
  static func run<Value>(_ body: @escaping () -> Value) -> Value {
    let work = Work(body)
    let thread = Thread { work.run() }
    thread.stackSize = size
    thread.start()
    return work.value()
  }

  /// What the thread does; the semaphore orders all access.
  private final class Work<Value>: @unchecked Sendable {
    private let body: () -> Value
    private var result: Value?
    private let finished = DispatchSemaphore(value: 0)

    init(_ body: @escaping () -> Value) {
      self.body = body
    }

    func run() {
      result = body()
      finished.signal()
    }

    func value() -> Value {
      finished.wait()
      guard let result else { fatalError("the thread ended without a result") }
      return result
    }
  }
}
