/// Writes the page on which a course is searched, and which lists every section for who has no script.
struct SearchPageWriter {
  var theme: SiteTheme
  var sections: [SearchIndex.Section]

  /// The page, whole.
  func html() -> String {
    var pages: [(slug: String, title: String, sections: [[String: Any]])] = []
    for section in sections {
      if pages.last?.slug != section.page { pages.append((section.page, section.title, [])) }
      guard !section.anchor.isEmpty, section.heading != section.title else { continue }
      pages[pages.count - 1].sections.append([
        "anchor": section.anchor, "heading": section.heading,
      ])
    }
    return theme.render(
      "search",
      [
        "root": "../", "title": theme.words["searchTitle"], "slug": "search", "isSearch": true,
        "listing": pages.map { page in
          [
            "slug": page.slug, "title": page.title, "sections": page.sections,
            "hasSections": !page.sections.isEmpty,
          ] as [String: Any]
        },
      ]
    )
  }
}
