import LessonDocument
import Plots

/// Code as HTML, in spans with classes.
enum CodeHTML {
  static func html(_ code: [CodeLine], _ words: InterfaceWords) -> String {
    let lines = HighlightedCode.lines(code).map { line in
      line.map { piece in
        let text = HTMLText.escaped(piece.text)
        guard let name = piece.kind.cssClass else { return text }
        return "<span class=\"\(name)\">\(text)</span>"
      }.joined()
    }
    return FoldedLines(lines).html(words) {
      "<pre class=\"code\" tabindex=\"0\"><code class=\"language-swift\">\($0)</code></pre>"
    }
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
    if case .file(let path) = diagnostic.place.file { values["file"] = path }
    if isPlaced, let quotation { values["quotation"] = quotation }
    return values
  }

  private var quotation: String? {
    guard diagnostic.place.file == .lesson,
      let line = code.first(where: { $0.location.line == diagnostic.line })
    else { return nil }
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
