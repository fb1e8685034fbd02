import LessonDocument
import Plots

extension PageBody {
  /// A table of the text, in a frame that scrolls where the page is narrower.
  func table(_ table: TextTable) -> String {
    let entry = numbering.entry(of: table)
    let id = entry.map { " id=\"\(HTMLText.escaped($0.anchor))\"" } ?? ""
    var html = "<figure class=\"prose-table\"\(id)>\n"
    if let entry { html += CaptionHTML.html(entry, inline(table.caption), theme.words) }
    html += "<div class=\"table\" tabindex=\"0\">\n<table>\n<thead>\n"
    html += row(table.header, "th", table.alignments) + "</thead>\n"
    if !table.rows.isEmpty {
      html += "<tbody>\n" + table.rows.map { row($0, "td", table.alignments) }.joined()
      html += "</tbody>\n"
    }
    return html + "</table>\n</div>\n</figure>\n"
  }

  private func row(
    _ cells: [[Inline]],
    _ name: String,
    _ alignments: [TextTable.Alignment?]
  ) -> String {
    let cells = zip(cells, alignments).map { content, alignment in
      let scope = name == "th" ? " scope=\"col\"" : ""
      let side = alignment.map { " class=\"\($0.rawValue)\"" } ?? ""
      return "<\(name)\(scope)\(side)>\(inline(content))</\(name)>"
    }
    return "<tr>\(cells.joined())</tr>\n"
  }
}
