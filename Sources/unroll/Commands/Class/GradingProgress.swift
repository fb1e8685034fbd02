import Classroom
import Foundation
import LessonRunner

/// Shows what a grading does and how far it is: on a terminal in a line that changes, elsewhere in a plain line now and then.
actor GradingProgress {
  /// The time between two plain lines.
  private static let interval = Duration.seconds(10)

  private let screen: Screen
  private let isPlain: Bool
  private var words = ""
  private var ticking: Task<Void, Never>?
  private var stage: (stage: ClassGrading.Progress.Stage, began: ContinuousClock.Instant)?

  init(device: TerminalDevice) {
    screen = Screen(device: device)
    isPlain = !device.showsProgress
  }

  /// Shows words while something is done.
  nonisolated func during<Result: Sendable>(
    _ words: String,
    _ work: () async throws -> Result
  ) async rethrows -> Result {
    await show(words)
    do {
      let result = try await work()
      await end()
      return result
    } catch {
      await end()
      throw error
    }
  }

  /// Says what is done now.
  func show(_ words: String) async {
    self.words = words
    guard isPlain else { return await screen.go(on: "grading", words) }
    guard ticking == nil else { return }
    ticking = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.interval)
        if !Task.isCancelled { Note.say("grading: \(self.words)") }
      }
    }
  }

  /// Takes how far it is.
  func take(_ progress: ClassGrading.Progress) async {
    let now = ContinuousClock.now
    if stage?.stage != progress.stage { stage = (progress.stage, now) }
    await show(progress.words(after: now - (stage?.began ?? now)))
  }

  private func end() async {
    ticking?.cancel()
    ticking = nil
    await screen.end()
  }
}

extension ClassGrading.Progress {
  /// `37 of 300 answers, about 40 s left: double`, or where the lesson is on its way to the first of them:
  /// `0 of 300 answers: 04-lstm up to forget-gate, at training, about 2 min left`, by the times that are recorded.
  ///
  /// - Parameter time: how long the stage has lasted.
  func words(after time: Duration) -> String {
    let count =
      stage == .solutions ? "checking \(done) of \(total) solutions" : "\(done) of \(total) answers"
    if let groundwork {
      let left = groundwork.secondsLeft.map { ", about \(Self.text($0)) left" } ?? ""
      return
        "\(count): \(groundwork.lesson) up to \(groundwork.exercise), at \(groundwork.block)\(left)"
    }
    guard done > 0 else { return count }
    let seconds = Double(time.components.seconds) * Double(total - done) / Double(done)
    return "\(count), about \(Self.text(seconds)) left: \(last)"
  }

  private static func text(_ seconds: Double) -> String {
    seconds >= 100 ? "\(Int((seconds / 60).rounded())) min" : "\(Int(seconds.rounded())) s"
  }
}
