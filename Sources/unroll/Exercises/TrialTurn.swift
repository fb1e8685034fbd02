import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// Trials of code after one block of a lesson, each shown beside the one before.
struct TrialTurn {
  let lesson: String
  let label: String
  let work: StudentWork
  let live: LiveLesson
  let constants: ConstantFlags
  let device: TerminalDevice
  let plain: Bool

  /// Runs code and shows what it gives; whether it ran to its end.
  func take(_ code: ExerciseAnswer) async throws -> Bool {
    let lesson = try LessonReader().lesson(at: lesson)
    let trial = try LessonTrial(
      of: lesson,
      after: label,
      code: code,
      constants: try constants.settings(for: lesson)
    )
    let style = TerminalStyling(device, plain: plain)
    StandardOutput.write(EarlyWarning(code: code, folder: folder, style: style).text)
    let result = try await trial.result(in: live)
    try Task.checkCancellation()
    let before = work.trial(after: label, of: lesson)
    StandardOutput.write(text(result, of: trial.shown, before: before))
    Bookkeeping.keep(result.saved)
    Bookkeeping.keep("the trial, with which the next is compared,") {
      try work.keep(trial: result, of: code, after: label, of: lesson)
    }
    return result.isAsExpected
  }

  private var folder: LessonFolder? { try? CourseChoice().lessons() }

  private func text(_ result: BlockResult, of shown: Lesson, before: KeptTrial?) -> String {
    let title = "after \(label)"
    let problems = problems(result, in: shown)
    guard let before, Self.shape(before.result) != Self.shape(result) else {
      let same = before == nil ? "" : " (as before)"
      return "\(title)\(same)\n\n\(rendered(result, in: shown, width: device.width))\n\(problems)"
    }
    let width = SideBySide.columnWidth(in: device.width)
    return SideBySide.text(
      ("before", rendered(before.result, in: before.shown, width: width, quotes: true)),
      ("now, \(title)", rendered(result, in: shown, width: width)),
      width: device.width,
      bar: plain ? "|" : "│"
    ) + "\n\(problems)"
  }

  /// What a reader sees of a result.
  private static func shape(_ result: BlockResult) -> [String] {
    result.outputs.map { "\($0.kind)\($0.text)" } + result.diagnostics.map(\.message)
  }

  /// What is wrong with the code, told as of an answer to an exercise.
  private func problems(_ result: BlockResult, in shown: Lesson) -> String {
    guard !result.diagnostics.isEmpty else { return "" }
    let text = ProblemText(
      code: shown.blocks[0].code,
      file: shown.file,
      folder: folder,
      style: TerminalStyling(device, plain: plain)
    )
    let names = EndedNames(BlockCode(shown.blocks[0].code))
    let problems = names.told(result.diagnostics, in: .lesson).merged.map { diagnostic in
      var diagnostic = diagnostic
      if diagnostic.place.file == .lesson { diagnostic.place.file = .file(shown.file) }
      return diagnostic
    }
    return text.texts(problems).map { $0 + "\n" }.joined()
  }

  /// What the code shows.
  ///
  /// - Parameter quotes: whether that includes what was wrong with it, which of new code is told below.
  private func rendered(
    _ result: BlockResult,
    in shown: Lesson,
    width: Int,
    quotes: Bool = false
  ) -> String {
    var (result, shown) = (result, shown)
    if !quotes { result.diagnostics = [] }
    shown.blocks[0].options.echo = false
    let renderer = TerminalRenderer(width: width, colour: device.hasColour, plain: plain)
    let results = LessonResults(lesson: shown.slug, blocks: [result], inline: [])
    let text = renderer.text(for: .block(0), in: shown, results: results)
    return text.isEmpty ? "(it shows nothing)\n" : text
  }
}
