import LessonDocument
import Plots

/// Code as HTML, in spans with classes.
enum CodeHTML {
  static func html(_ code: [CodeLine]) -> String {
    HighlightedCode.lines(code).map { line in
      line.map { piece in
        let text = HTMLText.escaped(piece.text)
        guard let name = piece.kind.cssClass else { return text }
        return "<span class=\"\(name)\">\(text)</span>"
      }.joined()
    }.joined(separator: "\n")
  }
}

/// One output of a block as HTML; nothing in it is taken for markup.
struct OutputHTML {
  var output: BlockOutput
  var block: LessonBlock
  /// Unique on the page.
  var id: String

  var html: String {
    switch output.kind {
    case .text, .value: return text
    case .table:
      guard let table = output.table else { return text }
      return "<div class=\"table\" tabindex=\"0\">\(table.cleaned.html())</div>"
    case .chart:
      guard let chart = output.chart else { return text }
      return figure(chart.cleaned)
    }
  }

  private var text: String {
    var text = BlockText.cleaned(output.text)
    while text.hasSuffix("\n") { text.removeLast() }
    guard !text.isEmpty else { return "" }
    return "<pre class=\"output \(output.kind.rawValue)\" tabindex=\"0\">"
      + "<samp>\(HTMLText.escaped(text))</samp></pre>"
  }

  private func figure(_ chart: Chart) -> String {
    var drawing = chart.svg(id: id)
    if let alternative = block.options.figureAlternative {
      let label = HTMLText.escaped(alternative)
      drawing = "<div role=\"img\" aria-label=\"\(label)\">\(drawing)</div>"
    }
    let caption = block.options.figureCaption.map {
      "<figcaption>\(HTMLText.escaped($0))</figcaption>"
    }
    return "<figure id=\"\(id)-figure\"><div class=\"drawing\" tabindex=\"0\">\(drawing)</div>"
      + (caption ?? "") + "</figure>"
      + "<details class=\"data\"><summary>The data of this figure</summary>"
      + "<div class=\"table\" tabindex=\"0\">\(chart.table.html())</div></details>"
  }
}

/// A diagnostic with its line of code, the place marked.
struct DiagnosticHTML {
  var diagnostic: Diagnostic
  /// Whether it speaks of a place in the code, not of the block as a whole.
  var isPlaced: Bool
  /// The lines that may be quoted.
  var code: [CodeLine]

  var values: [String: Any] {
    var values: [String: Any] = [
      "severity": diagnostic.severity.rawValue, "line": diagnostic.line,
      "column": diagnostic.column, "isPlaced": isPlaced,
      "message": BlockText.cleaned(diagnostic.message),
    ]
    if isPlaced, let quotation { values["quotation"] = quotation }
    return values
  }

  private var quotation: String? {
    guard let line = code.first(where: { $0.location.line == diagnostic.line }) else { return nil }
    let byte = max(0, diagnostic.column - line.location.column)
    let before = String(decoding: line.text.utf8.prefix(byte), as: UTF8.self)
    let rest = String(decoding: line.text.utf8.dropFirst(byte), as: UTF8.self)
    var marked = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    if marked.isEmpty { marked = String(rest.prefix(1)) }
    let after = String(rest.dropFirst(marked.count))
    let mark = marked.isEmpty ? "" : "<mark>\(HTMLText.escaped(marked))</mark>"
    return HTMLText.escaped(before) + mark + HTMLText.escaped(after)
  }
}
