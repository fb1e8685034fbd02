import Foundation
import Testing

/// The tests that start the real program, as many at once as there are processors.
@Suite(.takingTurns)
enum ProgramTests {}

/// Lets so many tests run at once as the machine has processors: each starts programs that keep one
/// busy, and more of them would only wait for each other.
struct TurnsTrait: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    await Turns.shared.take()
    do {
      try await function()
    } catch {
      await Turns.shared.giveBack()
      throw error
    }
    await Turns.shared.giveBack()
  }
}

extension Trait where Self == TurnsTrait {
  /// Waits for a turn before each test.
  static var takingTurns: TurnsTrait { TurnsTrait() }
}

/// The turns there are, given in the order in which they were asked for.
private actor Turns {
  static let shared = Turns(count: max(1, ProcessInfo.processInfo.activeProcessorCount))

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(count: Int) { free = count }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
