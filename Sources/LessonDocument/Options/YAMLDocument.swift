package import Yams

/// A whole file of YAML, such as a course's `class.yml`, with the place of each of its parts.
package struct YAMLDocument {
  /// The file's path.
  package let path: String
  /// The value at the top level; nil for a file that says nothing.
  package let root: Node?
  private let lines: [CodeLine]

  /// The bytes that such a file may hold.
  private static let sizeLimit = 1 << 20

  /// Reads a file.
  ///
  /// - Parameter name: what the file is called in messages.
  /// - Throws: why it is no YAML.
  package init(path: String, name: String) throws(LessonErrors) {
    var list = MistakeList(file: path)
    guard let bytes = try? LessonFile.bytes(at: path) else {
      list.add(
        "\(name) cannot be read: put a file of text that anyone may read in its place, or take it away",
        at: SourceLocation(line: 1, column: 1)
      )
      throw list.errors
    }
    let source = SourceText(bytes)
    source.checkCharacters(mistakes: &list)
    let lines = FileLines.lines(of: source)
    let yaml = EmbeddedYAML(lines: lines, name: name, sizeLimit: Self.sizeLimit)
    _ = list.mistakes.isEmpty && yaml.isPlain(&list)
    if list.mistakes.isEmpty, let line = yaml.firstDeepLine {
      list.add(
        "\(name) holds lists and brackets too deep inside each other: put texts in quotes",
        at: line.location
      )
    }
    guard list.mistakes.isEmpty else { throw list.errors }
    (self.path, self.lines) = (path, lines)
    root = try Self.root(of: lines, yaml, list)
  }

  private static func root(
    of lines: [CodeLine],
    _ yaml: EmbeddedYAML,
    _ list: MistakeList
  ) throws(LessonErrors) -> Node? {
    var list = list
    do {
      let text = lines.map(\.text).joined(separator: "\n")
      // A number such as 007 stays the text that it is.
      return try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch {
      yaml.note(error, mistakes: &list)
    }
    throw list.errors
  }

  /// Where a part of it stands.
  package func location(of node: Node?) -> SourceLocation {
    guard let mark = node?.mark, let line = lines.dropFirst(max(0, mark.line - 1)).first else {
      return SourceLocation(line: 1, column: 1)
    }
    let before = line.text.unicodeScalars.prefix(max(0, mark.column - 1))
    let offset = before.reduce(0) { $0 + UTF8.width($1) }
    return SourceLocation(line: line.location.line, column: line.location.column + offset)
  }

  /// A sentence about a key that is none of the known ones, which it lists.
  package static func unknownKey(
    _ name: String,
    among known: [String],
    place: String
  ) -> String {
    Suggestion.unknown("key", name, among: known, place: place)
  }
}
