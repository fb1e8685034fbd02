import LessonDocument

extension Lesson {
  /// The ids of this lesson's page that a link may name.
  var pageAnchors: Set<String> {
    var anchors = Set(ReferenceWords.headings(in: self).keys)
    anchors.formUnion(LessonNumbering(self).entries.map(\.anchor))
    anchors.formUnion(blocks.map(PageBody.identifier))
    let parts = elements.flatMap(\.withDescendants)
    for case .html(let html) in parts { anchors.formUnion(Self.ids(in: html)) }
    for inline in parts.flatMap(\.inlines).flatMap(\.withDescendants) {
      if case .html(let html) = inline { anchors.formUnion(Self.ids(in: html)) }
    }
    return anchors.union(["page.main", "page.top"])
  }

  /// The ids that an author's own HTML sets.
  private static func ids(in html: String) -> [String] {
    html.matches(of: /\s(?:id|name)\s*=\s*["']?([^"'\s>]+)/.ignoresCase()).map {
      String($0.output.1)
    }
  }
}
