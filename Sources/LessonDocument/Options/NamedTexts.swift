/// Texts by their names, `name: text` one a line, as a file of words holds them.
public struct NamedTexts: Equatable, Sendable {
  /// The texts.
  public private(set) var texts: [String: String] = [:]
  /// Where their names stand, also those whose texts cannot be read.
  public private(set) var places: [String: SourceLocation] = [:]
  /// Where their texts stand.
  public private(set) var valuePlaces: [String: SourceLocation] = [:]
  /// What is wrong with the file.
  public let mistakes: [LessonMistake]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: what it holds.
  ///   - file: its path, for messages.
  public init(_ bytes: [UInt8], file: String) {
    var list = MistakeList(file: file)
    let source = SourceText(bytes)
    source.checkCharacters(mistakes: &list)
    guard list.mistakes.isEmpty else {
      mistakes = list.errors.mistakes
      return
    }
    let yaml = EmbeddedYAML(
      lines: FileLines.lines(of: source),
      name: "the file",
      sizeLimit: 1 << 20
    )
    for entry in yaml.entries(mistakes: &list) {
      if let text = entry.text(&list) { texts[entry.name] = text }
      places[entry.name] = entry.location
      valuePlaces[entry.name] = entry.valueLocation
    }
    mistakes = list.errors.mistakes
  }
}
