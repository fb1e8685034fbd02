import Foundation
import LessonDocument

/// The words that a site itself says, in one language: `Site/words/en.yml` and its translations.
///
/// A text may hold `{}`, which stands for what it speaks of. Names that end in `One` and `Other`
/// are the forms for one thing and for another number of them.
struct InterfaceWords: Equatable, Sendable {
  /// The texts by their names, as templates use them: `{{words.search}}`.
  private(set) var texts: [String: String]

  /// The words in English, which terminals and exports speak.
  static let english = InterfaceWords(
    NamedTexts(PackageResources.en_yml, file: "Site/words/en.yml").texts
  )

  /// Words by their names; without any a name stands for its text.
  init(_ texts: [String: String] = [:]) { self.texts = texts }

  subscript(name: String) -> String { texts[name] ?? name }

  /// These words, and those of others for what they lack.
  func completed(by others: InterfaceWords) -> InterfaceWords {
    var words = self
    words.texts.merge(others.texts) { own, _ in own }
    return words
  }

  /// What stands in a text for what it speaks of.
  static let gap = "{}"

  /// A text with its gap filled.
  subscript(name: String, value: String) -> String {
    self[name].replacingOccurrences(of: Self.gap, with: value)
  }

  /// A number of things, in words.
  func count(_ name: String, _ number: Int) -> String {
    self[number == 1 ? "\(name)One" : "\(name)Other", "\(number)"]
  }
}
