import Foundation
import LessonDocument

/// One file of words, `words/de.yml`, and what is wrong with it.
struct WordsFile {
  /// Its texts.
  let words: InterfaceWords
  private let named: NamedTexts
  private let file: String
  private var faults: [ThemeMistake] = []

  init(_ file: URL, in files: ThemeFiles) {
    self.file = file.relativePath
    let bytes = files.content(of: file, mistakes: &faults)
    named = NamedTexts(bytes ?? [], file: self.file)
    words = InterfaceWords(named.texts)
  }

  /// Everything that is wrong, in the order of the file.
  ///
  /// - Parameter known: the words that there are, with as many gaps as things are said in them.
  func mistakes(besides known: WordsFile) -> [ThemeMistake] {
    // Of names that cannot be read nobody knows which are missing.
    let isKnown = !known.words.texts.isEmpty
    let others = isKnown ? named.places.keys.sorted().compactMap { fault(of: $0, known) } : []
    let all = named.mistakes + others
    return faults
      + all.sorted { ($0.location, $0.message) < ($1.location, $1.message) }.map {
        ThemeMistake(
          file: $0.file,
          line: $0.location.line,
          column: $0.location.column,
          message: $0.message
        )
      }
  }

  private func fault(of name: String, _ known: WordsFile) -> LessonMistake? {
    guard let text = known.words.texts[name] else {
      let near = Suggestion.nearest(to: name, among: Array(known.words.texts.keys))
      let fix = near.map { "is '\($0)' meant?" } ?? "take it out, or see en.yml for the names"
      return mistake(named.places[name], "nothing is called '\(name)'; \(fix)")
    }
    let most = Self.gaps(in: text)
    let count = words.texts[name].map(Self.gaps) ?? 0
    guard count > most else { return nil }
    let things = most == 0 ? "nothing" : most == 1 ? "one thing only" : "\(most) things"
    return mistake(
      named.valuePlaces[name],
      "'\(name)' holds \(InterfaceWords.gap) \(count == 1 ? "once" : "\(count) times"), and \(things) is put "
        + "there: take out \(count - most == 1 ? "one" : "\(count - most)")"
    )
  }

  private func mistake(_ place: SourceLocation?, _ message: String) -> LessonMistake {
    LessonMistake(
      file: file,
      location: place ?? SourceLocation(line: 1, column: 1),
      message: message
    )
  }

  private static func gaps(in text: String) -> Int {
    text.components(separatedBy: InterfaceWords.gap).count - 1
  }
}
