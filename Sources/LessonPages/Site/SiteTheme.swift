public import Foundation
import Mustache

/// What a site looks like: the templates and style sheets in a folder, `Site/` of a course.
///
/// `templates/*.mustache` become pages, everything in `assets/` is copied beside them, `words/*.yml`
/// hold what the pages themselves say. A teacher restyles the site there without compiling anything.
public struct SiteTheme: Sendable {
  /// The folder that holds `templates` and `assets`.
  public var folder: URL

  private let library: MustacheLibrary
  private let languages: WordsLibrary
  /// The language in which the site speaks, a BCP 47 tag.
  private var language = WordsLibrary.base
  /// What every template may say: of the course as a whole, not of one page.
  private var frame: [String: any Sendable] = [:]

  /// The templates that pages are made from.
  static let required = [
    "lesson", "page", "index", "search", "not-found", "block", "exercise", "written", "callout",
    "redirect",
  ]

  /// Reads a theme.
  ///
  /// - Throws: ``ThemeErrors``, all mistakes of all templates at once.
  public init(folder: URL) throws(ThemeErrors) {
    self.folder = folder
    let place = folder.appendingPathComponent("templates")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    var library = MustacheLibrary()
    var mistakes: [ThemeMistake] = []
    var known: Set<String> = []
    for name in names.sorted() where name.hasSuffix(".mustache") {
      let path = place.appendingPathComponent(name).path
      guard let data = FileManager.default.contents(atPath: path) else {
        mistakes.append(ThemeMistake(file: path, line: nil, message: "It cannot be read."))
        continue
      }
      let short = String(name.dropLast(".mustache".count))
      known.insert(short)
      do {
        try library.register(String(decoding: data, as: UTF8.self), named: short)
      } catch {
        mistakes.append(ThemeMistake(file: path, error: error))
      }
    }
    for name in Self.required where !known.contains(name) {
      let path = place.appendingPathComponent(name + ".mustache").path
      mistakes.append(ThemeMistake(missing: path))
    }
    languages = WordsLibrary(folder: folder.appendingPathComponent("words"), mistakes: &mistakes)
    guard mistakes.isEmpty else { throw ThemeErrors(mistakes: mistakes) }
    self.library = library
  }

  /// What the site says in the theme's language.
  var words: InterfaceWords { languages[language] }

  /// Whether the theme has words of its own in a language.
  func speaks(_ language: String) -> Bool { languages.own(language) != nil }

  /// The theme in another language.
  func speaking(_ language: String) -> SiteTheme {
    var theme = self
    theme.language = language
    return theme
  }

  /// The theme with what its templates may say on every page.
  func framed(_ frame: [String: any Sendable]) -> SiteTheme {
    var theme = self
    theme.frame = frame
    return theme
  }

  /// A template filled in.
  ///
  /// Names that values lack show as nothing, as Mustache has it.
  func render(_ template: String, _ values: [String: Any]) -> String {
    var all: [String: Any] = frame
    all["words"] = words.texts
    all["language"] = language
    all.merge(values) { _, own in own }
    return library.render(all, withTemplate: template) ?? ""
  }
}

/// Everything that is wrong with the templates of a theme.
public struct ThemeErrors: Error, Equatable, Sendable, CustomStringConvertible {
  /// The mistakes, file by file.
  public var mistakes: [ThemeMistake]

  /// One line a mistake.
  public var description: String {
    mistakes.map(\.description).joined(separator: "\n")
  }
}

/// One mistake in a template.
public struct ThemeMistake: Equatable, Sendable, CustomStringConvertible {
  /// The path of the template.
  public var file: String
  /// Its line, from 1, if the mistake is in one.
  public var line: Int?
  /// Its column in bytes, from 1, if it is known.
  public var column: Int?
  /// What is wrong.
  public var message: String

  /// `file:line:column: error: message`.
  public var description: String {
    let place = [line, column].compactMap { $0.map { "\($0):" } }.joined()
    return "\(file):\(place) error: \(message)"
  }
}

extension ThemeMistake {
  /// A file that every theme needs.
  init(missing path: String) {
    self.init(
      file: path,
      line: nil,
      message: "It is missing; copy it from the Site folder that comes with Unroll."
    )
  }

  fileprivate init(file: String, error: any Error) {
    self.file = file
    guard let error = error as? MustacheTemplate.ParserError else {
      (line, message) = (nil, String(describing: error))
      return
    }
    line = error.context.lineNumber
    let reason =
      switch error.error as? MustacheTemplate.Error {
      case .sectionCloseNameIncorrect: "A section is closed by another name than it opens with."
      case .unfinishedName: "A tag is not closed; a tag is {{name}}."
      case .expectedSectionEnd: "A section is not closed; {{#name}} needs {{/name}}."
      case .invalidSetDelimiter: "New delimiters are written {{=<% %>=}}."
      default: "This is not a Mustache template (\(error.error))."
      }
    message = "\(reason) It reads: \(error.context.line.trimmingCharacters(in: .whitespaces))"
  }
}
