import Foundation
import LessonDocument
import Plots

/// The sliders of a block, what moves with them as data, and the same as a table.
struct ExplorationHTML {
  /// A part of the page that moves.
  struct Slot: Encodable {
    /// The id of a block, whose outputs move.
    var block: String?
    /// The place of an inline expression in the lesson.
    var value: Int?
    var parts: [MarkupVariants.Difference]
  }

  var exploration: Exploration
  /// The id of the block on the page.
  var id: String
  var slots: [Slot]
  /// What the table shows beside the numbers that move: titles and cells as HTML, column by column.
  var columns: [(title: String, cells: [String])]
  var words: InterfaceWords

  /// Bytes that the data of a block may have.
  static let limit = 200_000

  /// The data, for the script of the page; nothing in them ends its element.
  var data: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(slots) else { return "[]" }
    return String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
  }

  /// The sliders, which a script shows, with the data.
  func sliders(_ data: String) -> String {
    let rows = exploration.constants.enumerated().map { number, constant in
      let name = "\(id).explore-\(number + 1)"
      let shown = HTMLText.escaped(constant.values[constant.standard])
      let values = HTMLText.escaped(constant.values.joined(separator: " "))
      let title = "<code>\(HTMLText.escaped(constant.name))</code>"
      return "<div class=\"explore-row\"><label for=\"\(name)\">\(title)</label>"
        + "<input type=\"range\" id=\"\(name)\" min=\"0\" max=\"\(constant.values.count - 1)\" "
        + "value=\"\(constant.standard)\" data-values=\"\(values)\" aria-valuetext=\"\(shown)\">"
        + "<output for=\"\(name)\">\(shown)</output></div>"
    }
    let name = HTMLText.escaped(words["explore"])
    return "<div class=\"explore\" role=\"group\" aria-label=\"\(name)\">"
      + rows.joined()
      + "<script type=\"application/json\" class=\"explore-data\">\(data)</script></div>"
  }

  /// All values and what comes of them.
  var table: String {
    let constants = exploration.constants
    let heads =
      constants.map { "<code>\(HTMLText.escaped($0.name))</code>" } + columns.map(\.title)
    let rows = constants.combinations.enumerated().map { number, combination in
      let own = combination == constants.standard ? " class=\"own\"" : ""
      let names = zip(constants, combination).map {
        "<th scope=\"row\">\(HTMLText.escaped($0.values[$1]))</th>"
      }
      let cells = columns.map { "<td>\($0.cells[number])</td>" }
      return "<tr\(own)>\((names + cells).joined())</tr>\n"
    }
    let title = HTMLText.escaped(words["exploreTable"])
    return "<details class=\"explore-table\"><summary>\(title)</summary>"
      + "<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr>"
      + heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
      + "</tr></thead>\n<tbody>\n\(rows.joined())</tbody>\n</table></div></details>"
  }
}
