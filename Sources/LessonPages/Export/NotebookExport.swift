import Foundation
import LessonDocument
import Plots

/// A lesson as a Jupyter notebook with its results, in format 4.5.
///
/// - Source: The Jupyter notebook format, https://nbformat.readthedocs.io
struct NotebookExport {
  let lesson: Lesson
  let results: LessonResults?
  /// The lesson's text as a notebook shows it.
  let prose: NotebookProse

  /// The notebook's file.
  var json: String {
    get throws(SiteError) {
      let notebook: [String: Any] = [
        "nbformat": 4, "nbformat_minor": 5, "cells": cells,
        "metadata": [
          "title": lesson.title,
          "kernelspec": ["name": "swift", "display_name": "Swift", "language": "swift"],
          "language_info": [
            "name": "swift", "file_extension": ".swift", "mimetype": "text/x-swift",
          ],
        ] as [String: Any],
      ]
      do {
        let data = try JSONSerialization.data(
          withJSONObject: notebook,
          options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        )
        return String(decoding: data, as: UTF8.self) + "\n"
      } catch {
        throw .unwritable(path: "\(lesson.slug).ipynb", reason: "\(error)")
      }
    }
  }

  private var cells: [[String: Any]] {
    var cells: [[String: Any]] = []
    var hints: [String: Int] = [:]
    var count = 0
    var prose = prose
    if let introduction = prose.introduction { cells.append(markdown(introduction, 0)) }
    for piece in lesson.text.pieces {
      switch piece {
      case .prose(let passages): cells.append(markdown(prose.text(passages), cells.count))
      case .hint(let exercise, let text):
        hints[exercise, default: 0] += 1
        let summary = "<summary>Hint \(hints[exercise] ?? 1)</summary>"
        let hint = "<details>\(summary)\n\n\(prose.text(text))\n\n</details>"
        cells.append(markdown(hint, cells.count))
      case .answer(let name):
        guard let written = lesson.writtenExercises.first(where: { $0.name == name }) else {
          continue
        }
        let text = "\(prose.text(written))\n\n\(prose.rubric(written))"
        cells.append(markdown(text, cells.count))
      case .block(let index):
        let block = lesson.blocks[index]
        guard !block.isSecret else { continue }
        count += 1
        if let heading = prose.heading(of: block) { cells.append(markdown(heading, cells.count)) }
        cells.append(code(block, number: count))
        if let caption = prose.caption(of: block) {
          cells.append(markdown(caption, cells.count))
        }
      }
    }
    return cells
  }

  private func markdown(_ text: String, _ number: Int) -> [String: Any] {
    ["cell_type": "markdown", "id": "text-\(number)", "metadata": [:], "source": lines(text)]
  }

  private func code(_ block: LessonBlock, number: Int) -> [String: Any] {
    let result = results?.result(of: block)
    let view = BlockView(block, result: result)
    var outputs = view.outputs.map { output($0, block, number) }
    for diagnostic in view.diagnostics where diagnostic.severity == .error {
      let message = BlockText.cleaned(diagnostic.message)
      outputs.append([
        "output_type": "error", "ename": (view.status ?? .ok).rawValue, "evalue": message,
        "traceback": message.components(separatedBy: "\n"),
      ])
    }
    let label = String(block.label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    var folds: [String: Bool] = [:]
    // Code that the page does not show is needed to run the rest: it is there, folded.
    if view.code == nil { folds["source_hidden"] = true }
    // A reader who is asked for a guess is not told at once.
    if block.options.prediction != nil, !outputs.isEmpty { folds["outputs_hidden"] = true }
    return [
      "cell_type": "code", "id": String("\(number)-\(label)".prefix(64)),
      "metadata": folds.isEmpty ? [:] : ["jupyter": folds],
      "execution_count": result == nil ? NSNull() : number as Any, "outputs": outputs,
      "source": lines(block.shownCode),
    ]
  }

  private func output(_ output: BlockOutput, _ block: LessonBlock, _ number: Int) -> [String: Any] {
    let text = ShownText.shortened(output.text)
    var data: [String: Any] = ["text/plain": lines(text)]
    switch output.kind {
    case .text: return ["output_type": "stream", "name": "stdout", "text": lines(text)]
    case .value: break
    case .table: if let table = output.table { data["text/html"] = lines(table.html()) }
    case .chart:
      if let chart = output.chart {
        data["image/svg+xml"] = lines(chart.svg(id: "\(block.label)-\(number)"))
        if let summary = output.summary { data["text/plain"] = lines(BlockText.cleaned(summary)) }
      }
    }
    return ["output_type": "display_data", "data": data, "metadata": [:]]
  }

  /// Text as the format likes it: a list of lines with their ends, so that changes are seen in lines.
  private func lines(_ text: String) -> [String] {
    let parts = text.components(separatedBy: "\n")
    return parts.enumerated().compactMap { index, line in
      index < parts.count - 1 ? line + "\n" : line.isEmpty ? nil : line
    }
  }
}

extension LessonBlock {
  /// The code that a reader takes away, without empty lines at its end.
  var shownCode: String {
    var lines = code.map(\.text)[...]
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
