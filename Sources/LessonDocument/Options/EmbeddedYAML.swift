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
