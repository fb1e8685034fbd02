/// Checks that no two things of a lesson's page have one id.
enum IDChecker {
  /// How the ids begin that pages give: no anchor of a heading holds a full stop.
  private static let ownBeginnings = ["code.", "exercise.", "mark.", "note.", "page."]

  /// Notes ids of the author's HTML that something else has.
  static func check(
    _ ids: [(name: String, location: SourceLocation)],
    headings: Set<String>,
    numbering: LessonNumbering,
    mistakes: inout MistakeList
  ) {
    var lines: [String: Int] = [:]
    for (name, location) in ids {
      if let owner = owner(of: name, headings: headings, numbering: numbering) {
        mistakes.add("the id '\(name)' is that of \(owner): choose another", at: location)
      } else if let line = lines[name] {
        mistakes.add(
          "the id '\(name)' is set on line \(line) already: choose another",
          at: location
        )
      } else {
        lines[name] = location.line
      }
    }
  }

  private static func owner(
    of name: String,
    headings: Set<String>,
    numbering: LessonNumbering
  ) -> String? {
    if let entry = numbering.entry(at: name) { return "the \(entry.kind) '\(entry.anchor)'" }
    if headings.contains(name) { return "a heading" }
    return ownBeginnings.first { name.hasPrefix($0) }.map { "the page, as all with '\($0)' are" }
  }
}
