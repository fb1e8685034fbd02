import Foundation
import LessonDocument
import LessonRunner

/// Checks an answer at every save and shows the verdict.
actor AnswerWatch {
  private let name: String
  private let live: LiveLesson
  private let device: TerminalDevice
  private let plain: Bool
  private let screen: Screen
  private let section: WatchSection
  /// The exercise as it was read last, and the text of its lesson then.
  private var read: (choice: ExerciseChoice, text: Data)?

  init(name: String, live: LiveLesson, device: TerminalDevice, plain: Bool) {
    self.name = name
    self.live = live
    self.device = device
    self.plain = plain
    screen = Screen(device: device)
    section = WatchSection(device: device, screen: screen)
  }

  /// Reads the answer and its lesson, runs what has changed and shows the verdict.
  func update() async {
    let began = ContinuousClock.now
    await section.begin()
    await screen.begin("checking \(name)")
    do {
      let choice = try choice()
      let answer = try choice.answer()
      await warn(choice, answer)
      let run = try await choice.run(of: answer, in: live)
      let onDraft: @Sendable (ExerciseVerdict) async -> Void = { verdict in
        await self.show(verdict, choice, answer, began, "; the run that counts follows")
      }
      let verdict = try await run.verdict(in: live, onDraft: device.isTerminal ? onDraft : nil)
      try Task.checkCancellation()
      await show(verdict, choice, answer, began, "")
      Bookkeeping.keep(verdict.saved)
      Bookkeeping.keep("what the check gave") { try choice.keep(verdict, of: answer) }
      // The next save goes on from the block before the answer, even if all this came from the cache.
      try await run.prepare(live)
    } catch {
      await screen.end()
      guard !Task.isCancelled, !(error is CancellationError) else { return }
      await screen.write("\n\(WatchRule.text("it cannot be checked", plain: plain))\n")
      if let text = Failure(error).text { Note.say(text) }
    }
  }

  /// Reads the lesson if it is another than before.
  private func choice() throws -> ExerciseChoice {
    if let read, FileManager.default.contents(atPath: read.choice.lesson.file) == read.text {
      return read.choice
    }
    let choice = try ExerciseChoice(name)
    read = FileManager.default.contents(atPath: choice.lesson.file).map { (choice, $0) }
    return choice
  }

  /// Tells of loops that never end, before they keep the verdict waiting.
  private func warn(_ choice: ExerciseChoice, _ answer: ExerciseAnswer) async {
    let style = TerminalStyling(device, plain: plain)
    let text = EarlyWarning(code: answer, folder: choice.folder, style: style).text
    guard !text.isEmpty else { return }
    let rule = WatchRule.text("\(answer.file), before it runs", plain: plain)
    await screen.write("\n\(rule)\n\(text)")
  }

  private func show(
    _ verdict: ExerciseVerdict,
    _ choice: ExerciseChoice,
    _ answer: ExerciseAnswer,
    _ began: ContinuousClock.Instant,
    _ remark: String
  ) async {
    guard !Task.isCancelled else { return }
    let text = VerdictText(
      verdict: verdict,
      choice: choice,
      answer: answer,
      isWarned: true,
      device: device,
      plain: plain
    )
    let time = (ContinuousClock.now - began).inTenths
    await screen.end()
    let rule = WatchRule.text("\(answer.file), \(time)\(remark)", plain: plain)
    await section.show("\(rule)\n\(text.text)")
  }
}
