/// Texts by their names, `name: text` one a line, as a file of words holds them.
public struct NamedTexts: Equatable, Sendable {
  /// The texts.
  public private(set) var texts: [String: String] = [:]
  /// Where their names stand.
  public private(set) var places: [String: SourceLocation] = [:]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: what it holds.
  ///   - file: its path, for messages.
  public init(_ bytes: [UInt8], file: String) throws(LessonErrors) {
    var mistakes = MistakeList(file: file)
    let source = SourceText(bytes)
    source.checkCharacters(mistakes: &mistakes)
    guard mistakes.mistakes.isEmpty else { throw mistakes.errors }
    let yaml = EmbeddedYAML(
      lines: FileLines.lines(of: source),
      name: "the file",
      sizeLimit: 1 << 20
    )
    for entry in yaml.entries(mistakes: &mistakes) {
      if let text = entry.text(&mistakes) { texts[entry.name] = text }
      places[entry.name] = entry.location
    }
    guard mistakes.mistakes.isEmpty else { throw mistakes.errors }
  }
}
