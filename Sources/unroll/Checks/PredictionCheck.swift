import LessonDocument
import LessonRunner

/// The answers that authors give to their predictions are what the blocks show.
struct PredictionCheck: LessonCheck {
  let name = "answers to predictions agree with results"

  func report(on checked: CheckedLesson) -> CheckReport {
    let blocks = zip(checked.lesson.blocks, checked.results.blocks)
    return CheckReport(
      findings: blocks.compactMap { block, result in
        guard result.isAsExpected, let prediction = block.options.prediction,
          let shown = prediction.contradiction(in: result)
        else { return nil }
        return Finding(
          file: checked.lesson.file,
          location: block.fence,
          message: "block '\(block.label)' shows \(shown), but the answer to its prediction is "
            + "'\(prediction.answer ?? "")': correct 'answer', or the code"
        )
      }
    )
  }
}
