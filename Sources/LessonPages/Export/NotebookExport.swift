import Foundation
import LessonDocument
import Plots

/// A lesson as a Jupyter notebook with its results, in format 4.5.
///
/// - Source: The Jupyter notebook format, https://nbformat.readthedocs.io
struct NotebookExport {
  let lesson: Lesson
  let results: LessonResults?
  let source: LessonSource

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
    for part in source.parts {
      switch part {
      case .text(let text):
        cells.append(prose(NotebookProse(lesson: lesson, results: results).text(text), cells.count))
      case .hint(let exercise, let text):
        hints[exercise, default: 0] += 1
        let summary = "<summary>Hint \(hints[exercise] ?? 1)</summary>"
        cells.append(prose("<details>\(summary)\n\n\(text)\n\n</details>", cells.count))
      case .block(let index):
        let block = lesson.blocks[index]
        guard !block.isSecret else { continue }
        count += 1
        cells.append(code(block, number: count))
      }
    }
    return cells
  }

  private func prose(_ text: String, _ number: Int) -> [String: Any] {
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
    // Code that the page does not show is needed to run the rest: it is there, folded.
    let isFolded = view.code == nil
    return [
      "cell_type": "code", "id": String("\(number)-\(label)".prefix(64)),
      "metadata": isFolded ? ["jupyter": ["source_hidden": true]] : [:],
      "execution_count": result == nil ? NSNull() : number as Any, "outputs": outputs,
      "source": lines(block.publicCode),
    ]
  }

  private func output(_ output: BlockOutput, _ block: LessonBlock, _ number: Int) -> [String: Any] {
    let text = BlockText.cleaned(output.text)
    var data: [String: Any] = ["text/plain": lines(text)]
    switch output.kind {
    case .text: return ["output_type": "stream", "name": "stdout", "text": lines(text)]
    case .value: break
    case .table: if let table = output.table { data["text/html"] = lines(table.cleaned.html()) }
    case .chart:
      if let chart = output.chart {
        data["image/svg+xml"] = lines(chart.cleaned.svg(id: "\(block.label)-\(number)"))
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

/// A lesson's Markdown as Jupyter shows it: computed values in their places, callouts as quotations.
struct NotebookProse {
  let lesson: Lesson
  let results: LessonResults?

  func text(_ markdown: String) -> String {
    var text = markdown
    for expression in lesson.inlineExpressions {
      guard let results, results.inline.indices.contains(expression.index),
        let value = results.inline[expression.index].value,
        let range = text.range(of: "`{swift} \(expression.source)`")
      else { continue }
      text.replaceSubrange(range, with: BlockText.cleanedLine(value))
    }
    return text.replacing(/(?m)^(\s*(?:>\s*)+)\[!(\w+)\][ \t]*(.*)$/) { match in
      let title = match.3.isEmpty ? "" : ": \(match.3)"
      return "\(match.1)**\(match.2.capitalized)\(title)**  "
    }
  }
}
