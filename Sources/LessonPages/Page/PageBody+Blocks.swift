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
    let moving = explored[block.index]
    let shown = moving.map { $0.forms[$0.standard] } ?? view.outputs
    let outputs = outputs(shown, of: block)
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
    var values: [String: Any] = [
      "id": HTMLText.escaped(Self.identifier(block)), "outputs": outputs.map { ["html": $0] },
      "hasOutputs": !outputs.isEmpty || moving != nil, "diagnostics": diagnostics,
      "hasDiagnostics": !diagnostics.isEmpty,
    ]
    if let exploration = exploration(of: block) {
      (values["sliders"], values["sliderTable"]) = exploration
    }
    // A block that failed shows no figure, and references still lead to its place.
    if let entry = numbering.entry(of: block), numbered(shown, entry) == nil {
      values["lostAnchor"] = entry.anchor
    }
    if let code = view.code, !code.isEmpty {
      values["code"] = CodeHTML.html(code, theme.words)
      if block.isTriable { values["label"] = block.label }
    }
    if let status = view.status, let sentence = StatusWords.sentence(view, theme.words) {
      values["status"] = status.rawValue
      values["sentence"] = sentence
      values["isFault"] = StatusWords.isFault(status)
    }
    return theme.render("block", values)
  }

  /// What a block prints and shows as HTML, hidden behind its question if it asks one.
  func outputs(_ shown: [BlockOutput], of block: LessonBlock) -> [String] {
    let entry = numbering.entry(of: block)
    let target = numbered(shown, entry)
    let outputs = shown.enumerated().map { index, output in
      OutputHTML(
        output: output,
        block: block,
        id: "\(HTMLText.escaped(Self.identifier(block)))-\(index + 1)",
        entry: entry,
        isTarget: index == target,
        words: theme.words
      ).html
    }.filter { !$0.isEmpty }
    // A fault is not hidden behind a question.
    guard let prediction = block.options.prediction, !outputs.isEmpty,
      results?.result(of: block)?.isAsExpected == true
    else { return outputs }
    return [PredictionHTML(prediction: prediction, outputs: outputs, words: theme.words).html]
  }

  /// The place of the output that bears a block's number.
  private func numbered(_ shown: [BlockOutput], _ entry: LessonNumbering.Entry?) -> Int? {
    shown.firstIndex { $0.kind == (entry?.kind == .table ? .table : .chart) }
  }

  /// The block's label as an id that no heading has: anchors of headings hold no full stop.
  static func identifier(_ block: LessonBlock) -> String {
    let name = block.label.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "-" }
    return "code." + String(name)
  }
}
