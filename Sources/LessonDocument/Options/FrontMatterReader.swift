/// Reads what stands between the `---` lines at the top of a lesson.
enum FrontMatterReader {
  /// The keys, as they are written.
  enum Key: String, CaseIterable {
    case title, description, objectives, prerequisites, seed, timeout, lang, aliases, edition
    case authors, date, licence, doi
  }

  /// Reads the front matter of a text.
  ///
  /// - Returns: the front matter, how many lines it takes, and where the values of its keys stand.
  static func read(
    _ source: SourceText,
    mistakes: inout MistakeList
  ) -> (frontMatter: FrontMatter, lineCount: Int, places: [String: SourceLocation]) {
    let none = (FrontMatter(), 0, [String: SourceLocation]())
    guard let first = source.lines.first, isRule(first, "---") else {
      checkBelowEmptyLines(source, mistakes: &mistakes)
      return none
    }
    guard let end = source.lines.indices.dropFirst().first(where: isEnd(source)) else {
      mistakes.add(
        "the front matter that begins here is not closed: end it with a line '---' (for a line "
          + "across the page write '***')",
        at: source.location(line: 0, offset: 0)
      )
      return none
    }
    let lines = (1..<end).map {
      CodeLine(text: source.string($0), location: source.location(line: $0, offset: 0))
    }
    let yaml = EmbeddedYAML(lines: lines, name: "the front matter")
    var frontMatter = FrontMatter()
    var places: [String: SourceLocation] = [:]
    for entry in yaml.entries(mistakes: &mistakes) {
      apply(entry, to: &frontMatter, mistakes: &mistakes)
      places[entry.name] = entry.valueLocation
    }
    return (frontMatter, end + 1, places)
  }

  /// Tells of front matter above which empty lines stand, where forges and this reader see none.
  private static func checkBelowEmptyLines(_ source: SourceText, mistakes: inout MistakeList) {
    guard let line = source.lines.firstIndex(where: { !$0.allSatisfy(\.isBlank) }), line > 0,
      isRule(source.lines[line], "---"), line + 1 < source.lines.count,
      let sign = source.string(line + 1).firstIndex(of: ":"),
      Key(rawValue: String(source.string(line + 1)[..<sign])) != nil
    else { return }
    mistakes.add(
      "the front matter begins on the first line of the file: take out the empty lines above it",
      at: source.location(line: line, offset: 0)
    )
  }

  private static func isEnd(_ source: SourceText) -> (Int) -> Bool {
    { isRule(source.lines[$0], "---") || isRule(source.lines[$0], "...") }
  }

  private static func isRule(_ line: [UInt8], _ marks: String) -> Bool {
    line.starts(with: marks.utf8) && line.dropFirst(marks.utf8.count).allSatisfy(\.isBlank)
  }

  private static func apply(
    _ entry: YAMLEntry,
    to frontMatter: inout FrontMatter,
    mistakes: inout MistakeList
  ) {
    guard let key = Key(rawValue: entry.name) else {
      mistakes.add(
        Suggestion.unknown(
          "key",
          entry.name,
          among: Key.allCases.map(\.rawValue),
          place: "of the front matter"
        ),
        at: entry.location
      )
      return
    }
    switch key {
    case .title: frontMatter.title = entry.text(&mistakes)
    case .description: frontMatter.description = entry.text(&mistakes)
    case .objectives: frontMatter.objectives = entry.texts(&mistakes) ?? []
    case .prerequisites: frontMatter.prerequisites = slugs(entry, mistakes: &mistakes)
    case .aliases: frontMatter.aliases = slugs(entry, mistakes: &mistakes)
    case .seed: frontMatter.seed = entry.seed(&mistakes) ?? 0
    case .timeout: frontMatter.timeout = entry.timeout(&mistakes) ?? frontMatter.timeout
    case .edition:
      frontMatter.edition = entry.choice(LessonEdition.self, &mistakes) ?? .instructor
    case .authors: frontMatter.origin.authors = entry.texts(&mistakes) ?? []
    case .date: frontMatter.origin.date = entry.day(&mistakes)
    case .licence: frontMatter.origin.licence = entry.text(&mistakes)
    case .doi: frontMatter.origin.doi = entry.doi(&mistakes)
    case .lang: frontMatter.language = entry.language(&mistakes) ?? frontMatter.language
    }
  }

  private static func slugs(_ entry: YAMLEntry, mistakes: inout MistakeList) -> [String] {
    let names = entry.texts(&mistakes) ?? []
    for name in names where !Slug.isValid(name) {
      mistakes.add(
        "'\(name.prefix(80))' in '\(entry.name)' is not a lesson's name: "
          + Slug.remedy(name, spelling: "write it as in 'vanilla-rnn', without number and '.md'"),
        at: entry.valueLocation
      )
    }
    return names
  }
}

extension YAMLEntry {
  /// A time limit in seconds.
  func timeout(_ mistakes: inout MistakeList) -> Double? {
    number(.seconds, &mistakes)
  }
}
