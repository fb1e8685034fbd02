import LessonDocument
import Plots

/// The lines of a block: its code set in, its results behind a bar, words on how it ended.
struct BlockLines {
  var context: TerminalContext
  var block: LessonBlock
  /// The columns there are.
  var width: Int

  private var glyphs: Glyphs { context.glyphs }

  var lines: [[StyledText]] {
    let result = context.results?.result(of: block)
    let view = BlockView(block, result: result)
    var parts: [[[StyledText]]] = []
    if case .exercise(let name) = block.role,
      let exercise = context.lesson.exercises.first(where: { $0.name == name })
    {
      parts.append(heading(of: exercise))
    }
    if let code = view.code {
      let label = block.isTriable ? [[StyledText("[\(block.label)]", .dim)]] : []
      parts.append(label + codeLines(code))
    }
    let outputs = view.outputs.map(output).filter { !$0.isEmpty }
    if !outputs.isEmpty {
      parts.append(
        context.prefixed(glyphs.resultBar, .green, Array(outputs.joined(separator: [[]])))
      )
    }
    if !block.options.explored.isEmpty { parts.append(settingLines) }
    let words = statusLines(view)
    if !words.isEmpty { parts.append(words) }
    if let secret = secretLine(result) { parts.append(secret) }
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [[]]))
  }

  private func codeLines(_ code: [CodeLine]) -> [[StyledText]] {
    let wrapper = LineWrapper(width: max(10, width - 4))
    return HighlightedCode.lines(code).flatMap { line in
      let pieces = line.map { StyledText($0.text, $0.kind.terminalStyle) }
      return context.prefixed(
        "    ",
        [],
        wrapper.cut(pieces, continuation: glyphs.continuation)
      )
    }
  }

  private func heading(of exercise: Exercise) -> [[StyledText]] {
    let worth = " (\(StatusWords.points(exercise.points)))"
    let title = [
      StyledText(InterfaceWords.english["exercise"] + ": ", [.bold, .magenta]),
      StyledText(StatusWords.title(of: exercise), .bold),
      StyledText(worth, .dim),
    ]
    var commands = ["start: unroll exercise start \(exercise.name)"]
    if exercise.hintCount > 0 { commands.append("hints: unroll exercise hint \(exercise.name)") }
    return context.wrap(title, width: width)
      + commands.flatMap { context.wrap([StyledText($0, .dim)], width: width) }
  }

  /// Which numbers a reader may move, and how.
  private var settingLines: [[StyledText]] {
    block.options.explored.flatMap { constant -> [[StyledText]] in
      let other = constant.standard == 0 ? 1 : constant.standard - 1
      let lesson = context.lesson.number ?? context.lesson.file
      let text =
        "\(constant.name) may be \(constant.values[0]) to \(constant.values[constant.values.count - 1]), "
        + "or what you like: unroll run \(lesson) --set \(constant.name)=\(constant.values[other])"
      return context.wrap([StyledText(text, .dim)], width: width)
    }
  }

  private func output(_ output: BlockOutput) -> [[StyledText]] {
    let room = max(10, width - glyphs.resultBar.displayWidth)
    switch output.kind {
    case .chart:
      guard let chart = output.chart else { return cut(output.text, room) }
      // The chart's own escape sequences are its colours; what blocks name is cleaned before.
      let text = chart.text(
        width: room,
        colour: context.renderer.colour,
        plain: context.renderer.plain
      )
      return Self.lines(text).map { [StyledText(drawn: $0)] } + caption(.figure, room)
    case .table:
      guard let table = output.table else { return cut(output.text, room) }
      let text = table.text(width: room, plain: context.renderer.plain)
      return cut(text, room) + caption(.table, room)
    case .text, .value: return cut(output.text, room)
    }
  }

  /// The caption of a figure or a table, with its number.
  private func caption(_ kind: LessonNumbering.Kind, _ room: Int) -> [[StyledText]] {
    let options = block.options
    let words = kind == .figure ? options.figureCaption : options.tableCaption
    let caption = words.map { [StyledText($0, .italic)] } ?? []
    guard let entry = context.numbering.entry(of: block), entry.kind == kind else {
      return context.wrap(caption, width: room)
    }
    return context.wrap(context.caption(of: entry, caption), width: room)
  }

  private func cut(_ text: String, _ room: Int) -> [[StyledText]] {
    let wrapper = LineWrapper(width: room)
    return Self.lines(BlockText.cleaned(text)).flatMap { wrapper.cut([StyledText($0)]) }
  }

  private static func lines(_ text: String) -> [String] {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    guard !text.isEmpty else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func statusLines(_ view: BlockView) -> [[StyledText]] {
    var lines: [[StyledText]] = []
    if let status = view.status, let sentence = StatusWords.sentence(view) {
      let isFault = StatusWords.isFault(status)
      let mark = isFault ? glyphs.bad : status == .toDo ? glyphs.toDo : glyphs.good
      let style: TerminalStyle =
        isFault ? [.bold, .red] : status == .notRun ? .yellow : .green
      let shown = status == .notRun ? glyphs.toDo : mark
      lines += context.hanging(
        shown + " ",
        context.wrap([StyledText(sentence, style)], width: width - shown.displayWidth - 1),
        indent: 0
      )
    }
    for (diagnostic, isPlaced) in view.placedDiagnostics {
      lines +=
        DiagnosticLines(
          context: context,
          diagnostic: diagnostic,
          isPlaced: isPlaced,
          quotes: view.mayQuoteSource ? block.code : [],
          width: width
        ).lines
    }
    return lines
  }

  /// What an instructor must hear of a block that readers do not see.
  ///
  /// Neither code nor line is told: in a students' edition the block holds their own answer.
  private func secretLine(_ result: BlockResult?) -> [[StyledText]]? {
    guard let result, !result.isAsExpected else { return nil }
    let subject: String
    switch block.role {
    case .check(let exercise, hidden: true): subject = "A hidden check of \(exercise)"
    case .wrong(let exercise): subject = "A wrong answer to \(exercise)"
    case .exercise(let exercise): subject = "The answer to \(exercise)"
    case .example, .check: return nil
    }
    let reasons = result.diagnostics.filter { $0.severity == .error }.merged.map(\.message)
    let said = reasons.isEmpty ? [StatusWords.sentence(result.status) ?? ""] : reasons
    let reason = said.joined(separator: "; ")
    let text = "\(subject) did not come out as meant: \(BlockText.cleanedLine(reason))"
    let mark = glyphs.bad + " "
    return context.hanging(
      mark,
      context.wrap([StyledText(text, .red)], width: width - mark.displayWidth),
      indent: 0
    )
  }
}
