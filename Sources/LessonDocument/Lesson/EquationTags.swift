/// The numbers that formulas give themselves, `\tag{1}`, beside those that labels earn.
enum EquationTags {
  private static var pattern: Regex<(Substring, Substring, Substring)> {
    /\\tag(\*?)\s*\{((?:[^{}]|\{[^{}]*\})*)\}/
  }

  /// The numbers in a formula, as they are shown: `(1)`.
  static func tags(in tex: String) -> [String] {
    guard tex.contains("\\tag") else { return [] }
    return withoutComments(tex).matches(of: pattern).map { tag in
      let words = tag.output.2.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return tag.output.1.isEmpty ? "(\(words))" : words
    }
  }

  /// Notes numbers that two formulas bear, and formulas that a label numbers and a tag too.
  static func check(
    _ elements: [Element],
    numbering: LessonNumbering,
    mistakes: inout MistakeList
  ) {
    let formulas = elements.flatMap(\.withDescendants).compactMap { element in
      if case .math(let tex, let location) = element { (tex, location) } else { nil }
    }
    var lines: [String: Int] = [:]
    for (_, location) in formulas {
      guard let entry = numbering.equation(at: location) else { continue }
      lines["(\(entry.number))"] = location.line
    }
    for (tex, location) in formulas {
      let tags = tags(in: tex)
      if EquationLabel.count(in: tex) > 1 {
        mistakes.add("a formula has one label: take the others out", at: location)
      }
      if !tags.isEmpty, numbering.equation(at: location) != nil {
        mistakes.add(
          "a formula with a label is numbered with the others: take out its '\\tag'",
          at: location
        )
        continue
      }
      for tag in tags {
        if let line = lines[tag] {
          mistakes.add(
            "the formula on line \(line) bears the number \(tag) already: give this one another '\\tag'",
            at: location
          )
        }
        lines[tag] = location.line
      }
    }
  }

  /// The TeX without what stands behind `%`.
  private static func withoutComments(_ tex: String) -> String {
    guard tex.contains("%") else { return tex }
    return tex.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.firstMatch(of: /^(?:[^\\%]|\\.)*/).map { String($0.output) } ?? ""
    }.joined(separator: "\n")
  }
}
