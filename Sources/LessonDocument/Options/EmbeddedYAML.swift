import Yams

/// A value in YAML.
enum YAMLValue {
  /// A word or a text; `isPlain` tells that no quotation marks stand around it.
  case scalar(String, isPlain: Bool)
  /// A list of scalars.
  case list([String])
  /// Nothing stands after the colon.
  case missing
  /// A list of lists, a mapping, or an alias.
  case other
}

/// One `name: value` of a mapping.
struct YAMLEntry {
  var name: String
  var location: SourceLocation
  var value: YAMLValue
  var valueLocation: SourceLocation
}

/// YAML that stands in a lesson: front matter, or the options of a block.
struct EmbeddedYAML {
  /// How many brackets may be open at once.
  private static let bracketLimit = 64
  private static let openingLimit = 8
  private static let indentationLimit = 200

  /// Its lines.
  let lines: [CodeLine]
  /// What it is called in messages, such as "the front matter".
  let name: String
  /// The size that it may have in bytes.
  var sizeLimit = 16_384

  /// Reads the mapping at the top level; what cannot be read is a mistake.
  func entries(mistakes: inout MistakeList) -> [YAMLEntry] {
    guard let first = lines.first else { return [] }
    guard lines.reduce(0, { $0 + $1.text.utf8.count + 1 }) <= sizeLimit else {
      mistakes.add("\(name) may hold at most \(sizeLimit) bytes", at: first.location)
      return []
    }
    guard isPlain(&mistakes) else { return [] }
    if let line = firstDeepLine {
      mistakes.add(
        "\(name) holds lists and brackets too deep inside each other: put texts in quotes",
        at: line.location
      )
      return []
    }
    let text = lines.map(\.text).joined(separator: "\n")
    do {
      guard let root = try Yams.compose(yaml: text) else { return [] }
      return entries(of: root, mistakes: &mistakes).filter { isPlain($0, &mistakes) }
    } catch YamlError.duplicatedKeysInMapping(let names, _) {
      for name in Set(names).sorted() { addDuplicates(of: name, mistakes: &mistakes) }
    } catch {
      add(error, mistakes: &mistakes)
    }
    return []
  }

  /// Whether no line holds a control character, of which YAML takes some for line ends.
  private func isPlain(_ mistakes: inout MistakeList) -> Bool {
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
  private func isPlain(_ entry: YAMLEntry, _ mistakes: inout MistakeList) -> Bool {
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
  private var firstDeepLine: CodeLine? {
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

  private func entries(of root: Node, mistakes: inout MistakeList) -> [YAMLEntry] {
    guard case .mapping(let mapping) = root else {
      mistakes.add(
        "\(name) is written 'name: value', one a line, with a space after the colon",
        at: location(of: root.mark)
      )
      return []
    }
    return mapping.map { key, value in
      YAMLEntry(
        name: key.scalar?.string ?? "",
        location: location(of: key.mark),
        value: Self.value(of: value),
        valueLocation: location(of: value.mark)
      )
    }
  }

  private static func value(of node: Node) -> YAMLValue {
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      let isMissing = isPlain && ["", "~", "null"].contains(scalar.string)
      return isMissing ? .missing : .scalar(scalar.string, isPlain: isPlain)
    case .sequence(let sequence):
      let texts = sequence.compactMap(\.scalar?.string)
      return texts.count == sequence.count ? .list(texts) : .other
    case .mapping, .alias: return .other
    }
  }

  private func addDuplicates(of duplicate: String, mistakes: inout MistakeList) {
    let places = lines.compactMap { line -> SourceLocation? in
      let text = line.text.drop { $0 == " " }
      let isKey = [duplicate, "'\(duplicate)'", "\"\(duplicate)\""].contains { key in
        text.hasPrefix(key) && text.dropFirst(key.count).drop { $0 == " " }.first == ":"
      }
      let indentation = line.text.utf8.count - text.utf8.count
      return isKey
        ? SourceLocation(line: line.location.line, column: line.location.column + indentation)
        : nil
    }
    guard let first = places.first, places.count > 1 else {
      mistakes.add("\(name) names '\(duplicate)' twice: keep one", at: location(of: nil))
      return
    }
    for place in places.dropFirst() {
      mistakes.add("'\(duplicate)' stands on line \(first.line) already: keep one", at: place)
    }
  }

  private func add(_ error: any Error, mistakes: inout MistakeList) {
    var problem = "it cannot be read"
    var mark: Mark?
    switch error {
    case YamlError.scanner(_, let text, let place, _), YamlError.parser(_, let text, let place, _),
      YamlError.composer(_, let text, let place, _):
      problem = text
      mark = place
    case YamlError.reader(let text, _, _, _): problem = text
    default: break
    }
    mistakes.add(
      "\(name) is not YAML (\(problem)): write 'name: value', and put a value that holds ': ' or "
        + "' #', or begins with a sign, in quotes",
      at: location(of: mark)
    )
  }

  /// Where a mark of Yams, which counts Unicode scalars, stands in the file.
  private func location(of mark: Mark?) -> SourceLocation {
    guard let mark, let line = lines.dropFirst(max(0, mark.line - 1)).first ?? lines.last else {
      return lines.first?.location ?? SourceLocation(line: 1, column: 1)
    }
    let before = line.text.unicodeScalars.prefix(max(0, mark.column - 1))
    let offset = before.reduce(0) { $0 + UTF8.width($1) }
    return SourceLocation(line: line.location.line, column: line.location.column + offset)
  }
}
