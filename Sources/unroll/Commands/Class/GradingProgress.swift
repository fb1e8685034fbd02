import Classroom
import Foundation
import LessonRunner

/// Shows what a grading does and how far it is: on a terminal in a line that changes, elsewhere in a plain line now and then.
actor GradingProgress {
  /// The seconds between two plain lines.
  private static let interval = 10

  private let screen: Screen
  private let isPlain: Bool
  private var words = ""
  private var isShown = false
  private var ticking: Task<Void, Never>?
  /// How far it was, when that was told, and when its stage began.
  private var told: (progress: ClassGrading.Progress, at: ContinuousClock.Instant)?
  private var stageBegan = ContinuousClock.now

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
    (told, isShown) = (nil, true)
    self.words = words
    await draw()
  }

  /// Takes how far it is.
  func take(_ progress: ClassGrading.Progress) async {
    let now = ContinuousClock.now
    if told?.progress.stage != progress.stage { stageBegan = now }
    told = (progress, now)
    await draw()
  }

  /// Shows it as it is now: what is left changes also while nothing happens.
  private func draw() async {
    guard isShown else { return }
    let now = ContinuousClock.now
    if let told {
      words = told.progress.words(after: now - stageBegan, silent: now - told.at)
    }
    if !isPlain { await screen.go(on: "grading", words) }
    guard ticking == nil else { return }
    ticking = Task {
      var seconds = 0
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(1))
        guard !Task.isCancelled else { return }
        await self.draw()
        seconds += 1
        if isPlain, seconds.isMultiple(of: Self.interval) { Note.say("grading: \(self.words)") }
      }
    }
  }

  private func end() async {
    isShown = false
    ticking?.cancel()
    ticking = nil
    await screen.end()
  }
}

extension ClassGrading.Progress {
  /// `37 of 300 answers, about 40 s left: double`, or where the lesson is on its way to the first of them:
  /// `0 of 300 answers: 04-lstm up to forget-gate, at training, about 2 min left`, by the times that are recorded.
  ///
  /// - Parameters:
  ///   - time: how long the stage has lasted.
  ///   - silence: how long nothing else has happened.
  func words(after time: Duration, silent silence: Duration) -> String {
    let count =
      stage == .solutions
      ? "checking \(done) of \(total) solutions" : "\(done) of \(total) answers"
    if let groundwork {
      let left = groundwork.secondsLeft.map { max(1, $0 - silence.wholeSeconds) }
      return "\(count): \(groundwork.lesson) up to \(groundwork.exercise), at \(groundwork.block)"
        + (left.map { ", about \(Self.text($0)) left" } ?? "")
    }
    guard done > 0 else { return count }
    let seconds = time.wholeSeconds * Double(total - done) / Double(done)
    return "\(count), about \(Self.text(seconds)) left: \(last)"
  }

  private static func text(_ seconds: Double) -> String {
    seconds >= 100 ? "\(Int((seconds / 60).rounded())) min" : "\(Int(seconds.rounded())) s"
  }
}

extension Duration {
  fileprivate var wholeSeconds: Double { Double(components.seconds) }
}
