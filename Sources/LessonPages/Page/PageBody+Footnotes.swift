import LessonDocument
import Plots

extension PageBody {
  /// The mark in the text: a number that leads to the note.
  func footnoteMark(_ index: Int) -> String {
    let count = countMark(of: index)
    let id = count == 1 ? "mark.\(index + 1)" : "mark.\(index + 1).\(count)"
    return "<sup class=\"mark\"><a id=\"\(id)\" href=\"#note.\(index + 1)\" role=\"doc-noteref\">"
      + "\(index + 1)</a></sup>"
  }

  /// The notes at the foot of the page, each with a way back to its first mark.
  func footnotes() -> String {
    guard !lesson.footnotes.isEmpty else { return "" }
    let notes = lesson.footnotes.enumerated().map { index, note in
      let back =
        "<a class=\"back\" href=\"#mark.\(index + 1)\" role=\"doc-backlink\" "
        + "aria-label=\"\(HTMLText.escaped(theme.words["backToText"]))\">\u{21A9}\u{FE0E}</a>"
      let content = html(note.content)
      let end = "</p>\n"
      guard case .paragraph? = note.content.last, content.hasSuffix(end) else {
        return "<li id=\"note.\(index + 1)\">\(content)\(back)</li>\n"
      }
      return "<li id=\"note.\(index + 1)\">\(content.dropLast(end.count)) \(back)\(end)</li>\n"
    }
    return
      "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"\(HTMLText.escaped(theme.words["footnotes"]))\">\n<ol>\n"
      + notes.joined() + "</ol>\n</section>\n"
  }
}
