import Foundation

/// The words of a theme in all languages that it has.
///
/// A file may say some texts only: the others are those that a folder below has in that language, else English.
struct WordsLibrary: Equatable, Sendable {
  /// The language that a site falls back to, whose names no other language goes beyond.
  static let base = "en"

  private var byLanguage: [String: InterfaceWords] = [:]
  /// The names of the texts that stay English, by language.
  private var lacking: [String: [String]] = [:]

  /// Reads `words/*.yml` of a theme; what is wrong in any of them is noted.
  init(_ files: ThemeFiles, mistakes: inout [ThemeMistake]) {
    let names = files.files(in: "words").keys.filter { $0.hasSuffix(".yml") && !$0.contains("/") }
    let path = "words/\(Self.base).yml"
    guard let first = files.all(path).first else {
      mistakes.append(ThemeMistake(missing: files.lastPath(path)))
      return
    }
    let known = WordsFile(first, in: files)
    for name in names.sorted() {
      var words = InterfaceWords()
      for file in files.all("words/\(name)") {
        let own = file == first ? known : WordsFile(file, in: files)
        mistakes += own.mistakes(besides: known)
        words = own.words.completed(by: words)
      }
      byLanguage[String(name.dropLast(4))] = words
    }
    let english = byLanguage[Self.base] ?? known.words
    lacking = byLanguage.mapValues { words in
      english.texts.keys.filter { words.texts[$0] == nil }.sorted()
    }
    byLanguage = byLanguage.mapValues { $0.completed(by: english) }
  }

  /// The words for a language tag: its own, those of the language without region, else English.
  subscript(tag: String) -> InterfaceWords {
    own(tag) ?? byLanguage[Self.base] ?? InterfaceWords()
  }

  /// The words of a language, for `de-AT` perhaps those of `de`; nil if there are none.
  func own(_ tag: String) -> InterfaceWords? { language(of: tag).flatMap { byLanguage[$0] } }

  /// The names of the texts that stay English in a language.
  func lacking(_ tag: String) -> [String] { language(of: tag).flatMap { lacking[$0] } ?? [] }

  private func language(of tag: String) -> String? {
    var parts = tag.split(separator: "-")
    while !parts.isEmpty {
      let language = parts.joined(separator: "-")
      if byLanguage[language] != nil { return language }
      parts.removeLast()
    }
    return nil
  }
}
