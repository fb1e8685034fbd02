import Yams

/// The comments in YAML, which an author writes for authors.
enum YAMLComments {
  /// The lines without their comments; a line that is nothing else becomes empty.
  ///
  /// What looks like a comment may stand in a text. So each is taken out only if the YAML then says what it said.
  static func removed(from lines: [String]) -> [String] {
    guard lines.contains(where: { $0.contains("#") }), let said = value(of: lines) else {
      return lines
    }
    var lines = lines
    var tries = 0
    for number in lines.indices {
      let line = lines[number]
      for place in line.indices where line[place] == "#" {
        let before = line[..<place]
        // The YAML is read again for each; nobody writes so many.
        guard before.last?.isWhitespace != false, tries < 500 else { continue }
        tries += 1
        var shorter = lines
        shorter[number] = String(before)
        while shorter[number].last?.isWhitespace == true { shorter[number].removeLast() }
        guard value(of: shorter) == said else { continue }
        lines = shorter
        break
      }
    }
    return lines
  }

  /// What the lines say; nil if they are no YAML.
  ///
  /// Nothing but comments is an empty text.
  private static func value(of lines: [String]) -> Node? {
    let text = lines.joined(separator: "\n") + "\n"
    do {
      return try Yams.compose(yaml: text, .basic, .default, .utf8) ?? Node("")
    } catch {
      return nil
    }
  }
}
