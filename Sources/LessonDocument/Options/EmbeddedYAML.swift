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
      // Texts and their quotation marks are all that is asked of YAML here: no type is guessed from a text.
      guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8) else { return [] }
      return entries(of: root, mistakes: &mistakes).filter { isPlain($0, &mistakes) }
    } catch YamlError.duplicatedKeysInMapping(let names, let context) {
      let places = Set(names).sorted().flatMap {
        addDuplicates(of: $0, around: context.mark, mistakes: &mistakes)
      }
      // Without them the rest can be read, and what is wrong there is told, too.
      return places.isEmpty ? [] : without(entriesAt: places).entries(mistakes: &mistakes)
    } catch {
      note(error, mistakes: &mistakes)
    }
    return []
  }

  /// Notes why YAML's reader refuses the text.
  func note(_ error: any Error, mistakes: inout MistakeList) {
    if case YamlError.duplicatedKeysInMapping(let names, let context) = error {
      for name in Set(names).sorted() {
        _ = addDuplicates(of: name, around: context.mark, mistakes: &mistakes)
      }
    } else {
      add(error, mistakes: &mistakes)
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

  /// Notes every name that stands in the mapping already; tells the lines that hold them.
  private func addDuplicates(
    of duplicate: String,
    around mark: Mark,
    mistakes: inout MistakeList
  ) -> [Int] {
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
      mistakes.add("\(name) names '\(duplicate)' twice: keep one", at: location(of: mark))
      return []
    }
    for place in places.dropFirst() {
      mistakes.add("'\(duplicate)' stands on line \(first.line) already: keep one", at: place)
    }
    return places.dropFirst().map(\.line)
  }

  /// The same without the entries that begin on some lines, which are left empty, so that all others keep theirs.
  private func without(entriesAt places: [Int]) -> EmbeddedYAML {
    let indentation = { (text: String) in text.utf8.prefix(while: \.isBlank).count }
    var depth: Int?
    let rest = lines.map { line -> CodeLine in
      let own = indentation(line.text)
      if let open = depth, own <= open, !line.text.allSatisfy(\.isWhitespace) { depth = nil }
      if places.contains(line.location.line) { depth = own }
      return depth == nil ? line : CodeLine(text: "", location: line.location)
    }
    return EmbeddedYAML(lines: rest, name: name, sizeLimit: sizeLimit)
  }

  private func add(_ error: any Error, mistakes: inout MistakeList) {
    var problem = "it cannot be read"
    var place = location(of: nil)
    switch error {
    case YamlError.scanner(_, let text, let mark, _), YamlError.parser(_, let text, let mark, _),
      YamlError.composer(_, let text, let mark, _):
      (problem, place) = (text, location(of: mark))
    case YamlError.reader(let text, let offset?, _, let yaml):
      let before = yaml.prefix(offset).split(separator: "\n", omittingEmptySubsequences: false)
      let column = (before.last?.unicodeScalars.count ?? 0) + 1
      (problem, place) = (text, location(line: before.count, column: column))
    case YamlError.reader(let text, _, _, _): problem = text
    default: break
    }
    mistakes.add(
      "\(name) is not YAML (\(problem)): write 'name: value', and put a value that holds ': ' or "
        + "' #', or begins with a sign, in quotes",
      at: place
    )
  }

  /// Where a mark of Yams stands in the file.
  private func location(of mark: Mark?) -> SourceLocation {
    guard let mark else { return lines.first?.location ?? SourceLocation(line: 1, column: 1) }
    return location(line: mark.line, column: mark.column)
  }

  /// Where a line and a column in Unicode scalars, both counted from 1, stand in the file.
  private func location(line number: Int, column: Int) -> SourceLocation {
    guard let line = lines.dropFirst(max(0, number - 1)).first ?? lines.last else {
      return SourceLocation(line: 1, column: 1)
    }
    let before = line.text.unicodeScalars.prefix(max(0, column - 1))
    let offset = before.reduce(0) { $0 + UTF8.width($1) }
    return SourceLocation(line: line.location.line, column: line.location.column + offset)
  }
}
