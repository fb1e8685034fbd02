import Foundation

/// How long a test waits for what must come: minutes, so that no machine is too slow for it.
enum Patience {
  static let limit = Duration.seconds(300)

  /// Waits until something holds; false if it never did.
  static func waits(until holds: () throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while try !holds() {
      if ContinuousClock.now > deadline { return false }
      try await Task.sleep(for: .milliseconds(20))
    }
    return true
  }
}
