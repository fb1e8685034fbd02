import LessonDocument
import Plots

/// A block whose results follow a slider, and what it shows for each value.
struct ExploredOutputs {
  /// What it shows, value by value; charts of all values are on the same scales.
  var forms: [[BlockOutput]]
  /// Which of them is the lesson's own.
  var standard: Int

  /// - Parameters:
  ///   - block: one of the blocks of the exploration.
  ///   - place: its place among them.
  init(of exploration: Exploration, _ block: LessonBlock, at place: Int, _ result: BlockResult) {
    standard =
      exploration.constants.combinations.firstIndex(of: exploration.constants.standard) ?? 0
    forms = exploration.points.map { point in
      var result = result
      result.outputs = point.outputs[place]
      return BlockView(block, result: result).outputs
    }
    let count = forms.map(\.count).min() ?? 0
    for number in 0..<count {
      let charts = forms.compactMap { $0[number].chart }
      guard charts.count == forms.count else { continue }
      for (form, chart) in Chart.sharingScales(charts).enumerated() {
        forms[form][number].chart = chart
      }
    }
  }
}

extension PageBody {
  /// What follows sliders, by the index of its block.
  static func explored(_ lesson: Lesson, _ results: LessonResults?) -> [Int: ExploredOutputs] {
    var outputs: [Int: ExploredOutputs] = [:]
    for exploration in results?.explorations ?? [] where exploration.faults.isEmpty {
      for (place, label) in exploration.blocks.enumerated() {
        guard let block = lesson.blocks.first(where: { $0.label == label }),
          let result = results?.result(of: block)
        else { continue }
        outputs[block.index] = ExploredOutputs(of: exploration, block, at: place, result)
      }
    }
    return outputs
  }

  /// The sliders of a block and the table below them; nil if its numbers cannot be moved.
  func exploration(of block: LessonBlock) -> (sliders: String, table: String)? {
    guard
      let exploration = results?.explorations?.first(where: { $0.label == block.label }),
      explored[block.index] != nil
    else { return nil }
    let html = ExplorationHTML(
      exploration: exploration,
      id: HTMLText.escaped(Self.identifier(block)),
      slots: slots(of: exploration).filter { !$0.parts.isEmpty },
      columns: columns(of: exploration),
      words: theme.words
    )
    let data = html.data
    if data.utf8.count > ExplorationHTML.limit {
      note(
        "block '\(block.label)' shows so much that differs from value to value that the page would hold "
          + "\(data.utf8.count / 1000) kB for its slider; at most \(ExplorationHTML.limit / 1000) kB are "
          + "possible: take larger steps, or draw fewer points",
        at: block.fence
      )
    }
    return (html.sliders(data), html.table)
  }

  private func blocks(of exploration: Exploration) -> [LessonBlock] {
    exploration.blocks.compactMap { label in lesson.blocks.first { $0.label == label } }
  }

  private func slots(of exploration: Exploration) -> [ExplorationHTML.Slot] {
    let blocks = blocks(of: exploration).compactMap { block in
      explored[block.index].map { explored in
        ExplorationHTML.Slot(
          block: Self.identifier(block),
          value: nil,
          parts: MarkupVariants(
            explored.forms.map { outputs($0, of: block).joined(separator: "\n") }
          ).differences
        )
      }
    }
    let values = exploration.expressions.enumerated().map { place, expression in
      ExplorationHTML.Slot(
        block: nil,
        value: expression,
        parts: MarkupVariants(
          exploration.points.map { computed($0.inline[place] ?? "") }
        ).differences
      )
    }
    return blocks + values
  }

  /// What a table of all values shows: values in sentences, outputs of one line, else what charts say.
  private func columns(of exploration: Exploration) -> [(title: String, cells: [String])] {
    let values = exploration.expressions.enumerated().map { place, expression in
      let source = BlockText.spelled(code: lesson.inlineExpressions[expression].source)
      return (
        title: "<code>\(HTMLText.escaped(source))</code>",
        cells: exploration.points.map { computed($0.inline[place] ?? "") }
      )
    }
    let shown = blocks(of: exploration).flatMap { block in
      (explored[block.index]?.lines ?? []).map { cells in
        (title: HTMLText.escaped(block.label), cells: cells.map(HTMLText.escaped))
      }
    }
    let numbers = values + shown
    guard numbers.isEmpty else { return numbers }
    return blocks(of: exploration).flatMap { block in
      (explored[block.index]?.summaries ?? []).map { cells in
        (title: HTMLText.escaped(theme.words["figure"]), cells: cells.map(HTMLText.escaped))
      }
    }
  }
}

extension ExploredOutputs {
  /// The longest line that a cell of a table takes.
  private static let longest = 60

  /// The outputs that are one short line for each value, output by output.
  fileprivate var lines: [[String]] {
    column { output in
      guard output.kind != .chart, output.kind != .table, output.check == nil else { return nil }
      let text = BlockText.cleaned(output.text).trimmedOfBlanks
      return text.contains(where: \.isNewline) || text.count > Self.longest ? nil : text
    }
  }

  /// What its charts say, chart by chart.
  fileprivate var summaries: [[String]] { column { $0.chart?.summary } }

  private func column(_ text: (BlockOutput) -> String?) -> [[String]] {
    (0..<(forms.map(\.count).min() ?? 0)).compactMap { number in
      let cells = forms.compactMap { text($0[number]) }
      return cells.count == forms.count ? cells : nil
    }
  }
}

extension String {
  fileprivate var trimmedOfBlanks: String {
    var text = self[...].drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
