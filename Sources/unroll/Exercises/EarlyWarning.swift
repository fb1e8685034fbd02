import LessonDocument
import LessonRunner

/// What is said of code before it runs: loops that never end would keep it waiting.
struct EarlyWarning {
  let code: ExerciseAnswer
  let folder: LessonFolder?
  let style: TerminalStyling

  /// The warnings; empty if there is nothing to warn of.
  var text: String {
    let text = ProblemText(code: code.lines, file: code.file, folder: folder, style: style)
    return text.texts(code.endlessLoops).map { $0 + "\n" }.joined()
  }
}
