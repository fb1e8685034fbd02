/// The whole reference as a page of a course, `Lessons/reference.md`.
public enum ReferencePage {
  /// What stands in the file.
  public static var text: String {
    let parts = ReferenceTopic.allCases.map { topic in
      "## \(topic.title)\n\n"
        + topic.sections.map { section($0, runs: topic == .charts) }.joined(separator: "\n\n")
    }
    return """
      ---
      description: Every option, chart, check and form of text that a lesson may hold.
      ---

      # Reference

      `unroll help options` prints a part of it, and so do `charts`, `checks` and `format`. The page is made from the tables
      by which lessons are read: `unroll help page` writes it anew.

      \(parts.joined(separator: "\n\n"))

      """
  }

  private static func section(
    _ section: ReferenceSection,
    runs: Bool = false
  ) -> String {
    let head = section.title.isEmpty ? [] : ["### \(section.title)"]
    let text = section.text.isEmpty ? [] : [section.text]
    return (head + text + section.entries.map { entry($0, section.examples, runs: runs) })
      .joined(separator: "\n\n")
  }

  private static func entry(
    _ entry: ReferenceEntry,
    _ kind: ReferenceSection.Examples,
    runs: Bool
  ) -> String {
    let name = code(entry.name)
    switch kind {
    case .code:
      let forms = entry.forms.map { "\(entry.forms.count > 1 ? "- " : "")\(code($0))" }
      return "#### \(name)\n\n\(entry.meaning)\n\n\(forms.joined(separator: "\n"))\n\n"
        + "```swift\n//| \(runs ? "local: true" : "eval: false")\n\(entry.example ?? "")\n```"
    case .markdown, .yaml:
      let values = entry.forms.map { "It is \($0)" }
      let initial = entry.initial.map { "without it: \(spelled($0))" }
      let facts = (values + [initial].compactMap(\.self)).joined(separator: "; ")
      // What an entry quotes is to be read, not rendered.
      let meaning = entry.meaning.replacing(/(^|[ (])'([^']+)'/) { $0.1 + code(String($0.2)) }
      let lines = ["**\(name)** \(meaning)" + (facts.isEmpty ? "" : " \(capital(facts)).")]
      guard let example = entry.example else { return "- " + lines[0] }
      let fence = example.contains("```") ? "````" : "```"
      let language = kind == .yaml ? "yaml" : "markdown"
      return (lines + ["\(fence)\(language)\n\(example)\n\(fence)"]).joined(separator: "\n\n")
    }
  }

  private static func capital(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// A value as code, words as words.
  private static func spelled(_ text: String) -> String {
    text.contains(" ") ? text : "`\(text)`"
  }

  private static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }
}

extension ReferenceTopic {
  /// The topic as lines for a terminal.
  public var text: String {
    var lines = [title, String(repeating: "=", count: title.count)]
    for section in sections {
      if !section.title.isEmpty { lines += ["", section.title] }
      if !section.text.isEmpty { lines += ["", section.text] }
      for entry in section.entries {
        lines += ["", "  " + entry.name]
        if section.examples == .code {
          lines += ["      \(entry.meaning)"] + entry.forms.map { "      \($0)" }
        } else {
          let values = entry.forms.first.map { " Values: \($0)." } ?? ""
          let initial = entry.initial.map { " Default: \($0)." } ?? ""
          lines.append("      \(entry.meaning)\(values)\(initial)")
        }
        let example = entry.example?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        lines += example.isEmpty ? [] : ["      Example:"]
        lines += example.map { "          \($0)" }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
