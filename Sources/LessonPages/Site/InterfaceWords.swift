import Foundation
import LessonDocument

/// The words that a site itself says, in one language: `Site/words/en.yml` and its translations.
///
/// A text may hold `{}`, which stands for what it speaks of. Names that end in `One` and `Other`
/// are the forms for one thing and for another number of them.
struct InterfaceWords: Equatable, Sendable {
  /// The texts by their names, as templates use them: `{{words.search}}`.
  private(set) var texts: [String: String]
  /// Where the names stand in their file.
  private(set) var places: [String: SourceLocation]

  /// The words in English, which terminals and exports speak.
  static let english =
    (try? InterfaceWords(PackageResources.en_yml, file: "Site/words/en.yml"))
    ?? InterfaceWords()

  /// No words at all; a name stands for its text.
  init() { (texts, places) = ([:], [:]) }

  /// Reads one file of words.
  ///
  /// - Throws: what is wrong with the file, and where.
  init(_ bytes: [UInt8], file: String) throws(LessonErrors) {
    let named = try NamedTexts(bytes, file: file)
    (texts, places) = (named.texts, named.places)
  }

  subscript(name: String) -> String { texts[name] ?? name }

  /// A text with its gap filled.
  subscript(name: String, value: String) -> String {
    self[name].replacingOccurrences(of: "{}", with: value)
  }

  /// A number of things, in words.
  func count(_ name: String, _ number: Int) -> String {
    self[number == 1 ? "\(name)One" : "\(name)Other", "\(number)"]
  }
}

/// The words of a theme in all languages that it has.
struct WordsLibrary: Equatable, Sendable {
  /// The language that a site falls back to, and whose names the others must have.
  static let base = "en"

  private var byLanguage: [String: InterfaceWords] = [:]

  /// Reads `words/*.yml` of a theme.
  init(folder: URL, mistakes: inout [ThemeMistake]) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names.sorted() where name.hasSuffix(".yml") && !name.hasPrefix(".") {
      let path = folder.appendingPathComponent(name).path
      let data = FileManager.default.contents(atPath: path) ?? Data()
      do throws(LessonErrors) {
        byLanguage[String(name.dropLast(4))] = try InterfaceWords([UInt8](data), file: path)
      } catch {
        mistakes += error.mistakes.map {
          ThemeMistake(
            file: path,
            line: $0.location.line,
            column: $0.location.column,
            message: $0.message
          )
        }
      }
    }
    let path = folder.appendingPathComponent("\(Self.base).yml").path
    guard let base = byLanguage[Self.base] else {
      if !mistakes.contains(where: { $0.file == path }) {
        mistakes.append(ThemeMistake(missing: path))
      }
      return
    }
    for (language, words) in byLanguage.sorted(by: { $0.key < $1.key }) {
      let (known, own) = (Set(base.texts.keys), Set(words.texts.keys))
      let file = folder.appendingPathComponent("\(language).yml").path
      for name in known.subtracting(own).sorted() {
        mistakes.append(
          ThemeMistake(file: file, line: nil, message: "It lacks '\(name)'; add it.")
        )
      }
      for name in own.subtracting(known).sorted() {
        let message = "Nothing is called '\(name)'; take it out, or see en.yml for the names."
        let place = words.places[name]
        mistakes.append(
          ThemeMistake(file: file, line: place?.line, column: place?.column, message: message)
        )
      }
    }
  }

  /// The words for a language tag: its own, those of the language without region, else English.
  subscript(tag: String) -> InterfaceWords {
    own(tag) ?? byLanguage[Self.base] ?? InterfaceWords()
  }

  /// The words of a language, for `de-AT` perhaps those of `de`; nil if there are none.
  func own(_ tag: String) -> InterfaceWords? {
    var parts = tag.split(separator: "-")
    while !parts.isEmpty {
      if let words = byLanguage[parts.joined(separator: "-")] { return words }
      parts.removeLast()
    }
    return nil
  }
}
