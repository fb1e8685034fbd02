/// Time that passes only as a test lets it.
actor SteppedTime {
  private var now = Duration.zero
  private var sleeper: (until: Duration, wake: CheckedContinuation<Void, Never>)?
  private var onlooker: CheckedContinuation<Void, Never>?

  /// Sleeps until the test has let so much time pass; false when cancelled.
  func pause(_ duration: Duration) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled { return continuation.resume() }
        sleeper = (now + duration, continuation)
        onlooker?.resume()
        onlooker = nil
      }
    } onCancel: {
      Task { await wake() }
    }
    return !Task.isCancelled
  }

  /// Lets time pass, and whoever sleeps do all that he does in it; he sleeps again afterwards.
  func advance(by duration: Duration) async {
    let end = now + duration
    while true {
      if sleeper == nil { await withCheckedContinuation { onlooker = $0 } }
      guard let next = sleeper?.until, next <= end else { break }
      now = next
      wake()
    }
    now = end
  }

  private func wake() {
    let sleeper = sleeper
    self.sleeper = nil
    sleeper?.wake.resume()
  }
}
