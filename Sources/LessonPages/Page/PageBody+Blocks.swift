import LessonDocument
import Plots

extension PageBody {
  func block(_ block: LessonBlock) -> String {
    if case .exercise(let name) = block.role,
      let exercise = lesson.exercises.first(where: { $0.name == name })
    {
      return exerciseCard(exercise, statement: "")
    }
    return blockParts(block)
  }

  /// An exercise as students get it: statement, starter, hints one by one, the command.
  func exerciseCard(_ exercise: Exercise, statement: String) -> String {
    let starter =
      lesson.blocks.indices.contains(exercise.block)
      ? blockParts(lesson.blocks[exercise.block]) : ""
    let hints = lesson.hints(of: exercise.name).enumerated().map { index, content in
      ["title": theme.words["hint", "\(index + 1)"], "content": html(content)] as [String: Any]
    }
    return theme.render(
      "exercise",
      [
        "name": exercise.name, "title": StatusWords.title(of: exercise, theme.words),
        "points": StatusWords.points(exercise.points, theme.words), "statement": statement,
        "starter": starter, "hints": hints, "hasHints": !hints.isEmpty,
      ]
    )
  }

  /// A question answered in words: what is asked, what it is graded by, the command.
  func writtenCard(_ written: WrittenExercise) -> String {
    theme.render(
      "written",
      [
        "name": written.name, "title": BlockText.cleanedLine(written.title),
        "points": StatusWords.points(written.points, theme.words),
        "statement": html(written.statement),
        "rubric": written.rubric.map { criterion in
          [
            "points": StatusWords.points(criterion.points, theme.words),
            "text": BlockText.cleanedLine(criterion.text),
          ]
        },
      ]
    )
  }

  private func blockParts(_ block: LessonBlock) -> String {
    let result = results?.result(of: block)
    let view = BlockView(block, result: result)
    guard !view.isEmpty else { return "" }
    let entry = numbering.entry(of: block)
    let numbered = view.outputs.firstIndex { $0.kind == (entry?.kind == .table ? .table : .chart) }
    var outputs = view.outputs.enumerated().map { index, output in
      OutputHTML(
        output: output,
        block: block,
        id: "\(HTMLText.escaped(Self.identifier(block)))-\(index + 1)",
        entry: entry,
        isTarget: index == numbered,
        words: theme.words
      ).html
    }.filter { !$0.isEmpty }
    // Warnings are for the author, on the terminal, and so is which command records a sweep; a reader sees what
    // stopped the block.
    let diagnostics = view.placedDiagnostics.filter {
      $0.0.severity != .warning && !$0.0.isForAuthors
    }.map {
      DiagnosticHTML(
        diagnostic: $0,
        isPlaced: $1,
        code: view.mayQuoteSource ? block.code : []
      ).values
    }
    // A fault is not hidden behind a question.
    if let prediction = block.options.prediction, !outputs.isEmpty, result?.isAsExpected == true {
      outputs = [PredictionHTML(prediction: prediction, outputs: outputs, words: theme.words).html]
    }
    var values: [String: Any] = [
      "id": HTMLText.escaped(Self.identifier(block)), "outputs": outputs.map { ["html": $0] },
      "hasOutputs": !outputs.isEmpty, "diagnostics": diagnostics,
      "hasDiagnostics": !diagnostics.isEmpty,
    ]
    // A block that failed shows no figure, and references still lead to its place.
    if let entry, numbered == nil { values["lostAnchor"] = entry.anchor }
    if let code = view.code, !code.isEmpty { values["code"] = CodeHTML.html(code, theme.words) }
    if let status = view.status, let sentence = StatusWords.sentence(view, theme.words) {
      values["status"] = status.rawValue
      values["sentence"] = sentence
      values["isFault"] = StatusWords.isFault(status)
    }
    return theme.render("block", values)
  }

  /// The block's label as an id that no heading has: anchors of headings hold no full stop.
  static func identifier(_ block: LessonBlock) -> String {
    let name = block.label.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "-" }
    return "code." + String(name)
  }
}
