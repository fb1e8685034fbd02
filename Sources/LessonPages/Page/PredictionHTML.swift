import LessonDocument
import Plots

/// A question before the outputs of a block, which a reader opens when they have guessed; no script needed.
struct PredictionHTML {
  var prediction: Prediction
  /// The outputs as HTML.
  var outputs: [String]
  var words: InterfaceWords

  var html: String {
    """
    <div class="prediction"><p><strong>\(words["predictFirst"])</strong> \(escaped(prediction.question))</p>
    \(choices)<details class="prediction-result"><summary>\(words["predictShow"])</summary>
    \(outputs.joined(separator: "\n"))
    </details></div>
    """
  }

  private var choices: String {
    guard !prediction.choices.isEmpty else { return "" }
    let items = prediction.choices.map { choice in
      let isRight = choice.text == prediction.answer
      let verdict = words[isRight ? "predictRight" : "predictWrong"]
      let message = choice.message.map { " \(escaped($0))" } ?? ""
      return "<li><details><summary>\(escaped(choice.text))</summary>"
        + "<p>\(verdict)\(message)</p></details></li>"
    }
    return "<ol>\n\(items.joined(separator: "\n"))\n</ol>\n"
  }

  private func escaped(_ text: String) -> String {
    HTMLText.escaped(BlockText.cleanedLine(text))
  }
}
