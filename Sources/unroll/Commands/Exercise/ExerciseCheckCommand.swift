import ArgumentParser
import Foundation
import LessonDocument
import LessonRunner

/// `unroll exercise check`: an answer, where the lesson stood.
struct ExerciseCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compile and check your answer to an exercise.",
    discussion: """
      The answer runs in place of the exercise's block, after the blocks of the lesson that it needs. \
      The exit status is 0 if every check holds, 1 if not. An answer in words is graded by a person: \
      its rubric is shown once you have written something, and the exit status is 1 only if nothing is written yet.
      """
  )

  @Argument(help: "The exercise's name.")
  var name: String

  @Flag(help: "Print the verdict as one JSON object.")
  var json = false

  @Flag(help: "Draw with ASCII only.")
  var plain = false

  @OptionGroup var flags: RunFlags

  func run() async throws {
    if let written = try WrittenChoice(name) { return try report(written) }
    let choice = try ExerciseChoice(name)
    let answer = try choice.answer()
    let device = TerminalDevice()
    let screen = Screen(device: device)
    let runner = LessonRunner(
      environment: try await flags.environment(),
      options: flags.options()
    )
    let live = LiveLesson(runner: runner)
    if !json {
      let warning = EarlyWarning(
        code: answer,
        folder: choice.folder,
        style: TerminalStyling(device, plain: plain)
      )
      StandardOutput.write("\(PlainText.lines(choice.exercise.title)), \(answer.file)\n")
      StandardOutput.write(warning.text)
    }
    await screen.begin("checking \(choice.exercise.name)")
    let reminder = Task {
      try await Task.sleep(for: .seconds(5))
      await screen.note("still running: does each loop end?")
    }
    defer { reminder.cancel() }
    let result: Result<ExerciseVerdict, any Error>
    do {
      let run = try await choice.run(of: answer, in: live)
      result = .success(try await run.verdict(in: live))
    } catch {
      result = .failure(error)
    }
    await screen.end()
    await live.close()
    try Task.checkCancellation()
    let verdict = try result.get()
    if json {
      StandardOutput.write(json: try verdict.json + "\n")
    } else {
      let text = VerdictText(
        verdict: verdict,
        choice: choice,
        answer: answer,
        isWarned: true,
        device: device,
        plain: plain
      )
      StandardOutput.write(text.text)
    }
    Bookkeeping.keep(verdict.saved)
    Bookkeeping.keep("what the check gave") { try choice.keep(verdict, of: answer) }
    guard verdict.passed else { throw ExitStatus.lessons.error }
  }

  private func report(_ written: WrittenChoice) throws {
    let (answer, path) = (try written.answer(), try written.path)
    guard answer.conflicts.isEmpty else {
      let cause = DiagnosticCause.conflict
      answer.conflicts.forEach { Note.say("\(path):\($0):1: error: \(cause.sentence)") }
      throw ExitStatus.lessons.error
    }
    let report = WrittenReport(written.question, answer, file: path)
    let width = max(40, min(100, TerminalDevice().width))
    if json {
      StandardOutput.write(json: try report.json + "\n")
    } else {
      StandardOutput.write(report.text(width: width))
    }
    guard report.words > 0 else { throw ExitStatus.lessons.error }
  }
}

extension ExerciseVerdict {
  fileprivate var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf",
        negativeInfinity: "-inf",
        nan: "nan"
      )
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
