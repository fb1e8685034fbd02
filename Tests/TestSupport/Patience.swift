import Foundation

/// How long a test waits for what must come: minutes, so that no machine is too slow for it.
public enum Patience {
  /// After this nothing will come any more.
  public static let limit = Duration.seconds(600)

  /// Waits until something holds; false if it never did.
  ///
  /// - Parameter pause: time between two looks; zero looks again at once.
  public static func waits(
    pausing pause: Duration = .milliseconds(20),
    until holds: () async throws -> Bool
  ) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while try await !holds() {
      if ContinuousClock.now > deadline { return false }
      if pause > .zero { try await Task.sleep(for: pause) }
    }
    return true
  }

  /// The same for a test that keeps its thread.
  public static func waitsHere(until holds: () throws -> Bool) rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while try !holds() {
      if ContinuousClock.now > deadline { return false }
      Thread.sleep(forTimeInterval: 0.002)
    }
    return true
  }
}
