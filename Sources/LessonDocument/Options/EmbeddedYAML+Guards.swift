/// What YAML in a lesson may not hold, though its reader would take it.
extension EmbeddedYAML {
  /// How many brackets may be open at once.
  private static let bracketLimit = 64
  /// How many lists and mappings a line may open.
  private static let openingLimit = 8
  /// How far a line may be set in.
  private static let indentationLimit = 200

  /// Whether no line holds a control character, of which YAML takes some for line ends.
  func isPlain(_ mistakes: inout MistakeList) -> Bool {
    let count = mistakes.mistakes.count
    for line in lines {
      guard let found = ControlCharacters.first(in: line.text) else { continue }
      var location = line.location
      location.column += found.offset
      mistakes.add("\(name) holds the character \(found.name): take it out", at: location)
    }
    return mistakes.mistakes.count == count
  }

  /// Whether an entry holds no control character, which an escape such as `"\x1b"` brings in.
  func isPlain(_ entry: YAMLEntry, _ mistakes: inout MistakeList) -> Bool {
    if let found = ControlCharacters.first(in: entry.name) {
      mistakes.add("a name holds the character \(found.name): take it out", at: entry.location)
      return false
    }
    let texts =
      switch entry.value {
      case .scalar(let text, _): [text]
      case .list(let texts): texts
      case .missing, .other: [String]()
      }
    guard let found = texts.lazy.compactMap({ ControlCharacters.first(in: $0) }).first else {
      return true
    }
    mistakes.add(
      "'\(entry.name)' holds the character \(found.name), which is not shown: take it out",
      at: entry.valueLocation
    )
    return false
  }

  /// The first line at which more lists and mappings stand inside each other than any text needs: YAML's
  /// reader calls itself for each of them.
  var firstDeepLine: CodeLine? {
    var brackets = 0
    return lines.first { line in
      for byte in line.text.utf8 where "[]{}".utf8.contains(byte) {
        brackets = max(0, brackets + ("[{".utf8.contains(byte) ? 1 : -1))
        if brackets > Self.bracketLimit { return true }
      }
      return Self.indentation(of: line.text) > Self.indentationLimit
        || Self.openings(of: line.text) > Self.openingLimit
    }
  }

  /// The blanks at the beginning of a line: what stands deeper stands in more mappings.
  private static func indentation(of text: String) -> Int {
    text.utf8.prefix(while: \.isBlank).count
  }

  /// How many lists and mappings a line opens at its beginning, as `- - ? - text` does.
  private static func openings(of text: String) -> Int {
    var rest = text.utf8[...]
    var count = 0
    while true {
      rest = rest.drop(while: \.isBlank)
      guard let sign = rest.first, "-?:".utf8.contains(sign),
        rest.dropFirst().first?.isBlank == true
      else { return count }
      rest = rest.dropFirst()
      count += 1
    }
  }
}
