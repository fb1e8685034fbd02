import Foundation

/// What the sections of a site say, as the script that a page loads when its reader searches.
///
/// A script and not a data file: a browser that shows a page from a disk loads no data for it.
struct SearchIndex {
  /// One section of one page.
  struct Section: Encodable, Equatable {
    /// The folder of the page.
    var page: String
    /// The page's title.
    var title: String
    /// The anchor of its heading; empty for what stands before the first one.
    var anchor: String
    /// The text of its heading.
    var heading: String
    /// Everything that it says.
    var text: String

    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      for part in [page, title, anchor, heading, text] { try list.encode(part) }
    }
  }

  private(set) var sections: [Section] = []

  /// Takes in the sections of a page.
  mutating func add(_ sections: [Section]) { self.sections += sections }

  /// What the sections of a page say.
  static func sections(of html: String, page: String, title: String) -> [Section] {
    PageText(html).sections.map { part in
      Section(
        page: page,
        title: title,
        anchor: part.anchor,
        heading: part.heading,
        text: part.text
      )
    }
  }

  /// The script that hands the sections to `search.js`.
  var script: String {
    get throws(SiteError) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.withoutEscapingSlashes]
      do {
        return "unrollSearchIndex("
          + String(decoding: try encoder.encode(sections), as: UTF8.self) + ");\n"
      } catch {
        throw SiteError.unwritable(path: "assets/search-index.js", reason: "\(error)")
      }
    }
  }
}
