import LessonDocument
import Plots

/// A diagnostic as compilers print it: place, message, the source line and a caret below it.
struct DiagnosticLines {
  var context: TerminalContext
  var diagnostic: Diagnostic
  /// Whether it speaks of a place in the code, not of the block as a whole.
  var isPlaced: Bool
  /// The lines that may be quoted.
  var quotes: [CodeLine]
  var width: Int

  var lines: [[StyledText]] {
    let style: TerminalStyle =
      switch diagnostic.severity {
      case .error: [.bold, .red]
      case .warning: [.bold, .yellow]
      case .note: .dim
      }
    let file = if case .file(let path) = diagnostic.place.file { "\(path), " } else { "" }
    let place = "\(file)line \(diagnostic.line), column \(diagnostic.column): "
    let message = BlockText.cleaned(diagnostic.message)
    guard isPlaced else {
      return context.hanging("", context.wrap([StyledText(message)], width: width - 2), indent: 2)
    }
    let head = [
      StyledText(place, .dim), StyledText("\(diagnostic.severity.rawValue): ", style),
      StyledText(message),
    ]
    return context.hanging("", context.wrap(head, width: width - 2), indent: 2) + quotation
  }

  private var quotation: [[StyledText]] {
    guard diagnostic.place.file == .lesson,
      let line = quotes.first(where: { $0.location.line == diagnostic.line })
    else { return [] }
    let number = String(diagnostic.line)
    let margin = "    " + number + " " + context.glyphs.quoteBar
    let room = max(10, width - margin.displayWidth)
    let source = BlockText.cleaned(BlockText.spelled(code: line.text))
    let column = Self.displayColumn(of: diagnostic.column - line.location.column, in: line.text)
    // A line too long to show is shown from some columns before the fault.
    let start = column < room ? 0 : column - room / 2
    let visible = Self.columns(of: source, from: start, count: room)
    let blank =
      String(repeating: " ", count: 5 + number.count) + context.glyphs.quoteBar
      + String(repeating: " ", count: max(0, column - start))
    return [
      [StyledText(margin, .dim), StyledText(visible)],
      [StyledText(blank, .dim), StyledText(context.glyphs.caret, [.bold, .red])],
    ]
  }

  /// The column on the terminal of a byte of the line.
  private static func displayColumn(of byte: Int, in line: String) -> Int {
    let before = line.utf8.prefix(max(0, byte))
    let text = BlockText.spelled(code: String(decoding: before, as: UTF8.self))
    return BlockText.cleaned(text).displayWidth
  }

  private static func columns(of text: String, from start: Int, count: Int) -> String {
    var column = 0
    var result = ""
    for character in text {
      if column >= start + count { break }
      if column >= start { result.append(character) }
      column += character.displayWidth
    }
    return result
  }
}
