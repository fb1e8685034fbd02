/// Lets only so many compilers run at once, first come, first served.
public actor ProcessorSlots {
  /// How many may run at once.
  public nonisolated let count: Int
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Makes slots.
  public init(count: Int) {
    self.count = max(1, count)
    free = self.count
  }

  /// Does something while it holds a slot.
  func withSlot<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    await take()
    defer { give() }
    try Task.checkCancellation()
    return try await body()
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
