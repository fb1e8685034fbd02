public import Foundation
import Mustache
import Plots

/// What a site looks like: the templates and style sheets in a folder, `Site/` of a course.
///
/// `templates/*.mustache` become pages, everything in `assets/` is copied beside them, `words/*.yml`
/// hold what the pages themselves say. A teacher restyles the site there without compiling anything, file by file: what
/// a course has no file of its own for is that of the installation.
public struct SiteTheme: Sendable {
  /// The folders that hold `templates`, `assets` and `words`.
  let files: ThemeFiles

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

  /// Reads a theme that lies in one folder.
  ///
  /// - Throws: ``ThemeErrors``, all mistakes of all templates at once.
  public init(folder: URL) throws(ThemeErrors) { try self.init(folders: [folder]) }

  /// Reads a theme.
  ///
  /// - Parameter folders: where it lies; a file of the first takes the place of one of that name in the next.
  /// - Throws: ``ThemeErrors``, all mistakes of all templates at once.
  public init(folders: [URL]) throws(ThemeErrors) {
    files = ThemeFiles(folders: folders)
    let ending = ".mustache"
    var library = MustacheLibrary()
    var mistakes: [ThemeMistake] = []
    let templates = files.files(in: "templates").filter { $0.key.hasSuffix(ending) }
    for (name, file) in templates.sorted(by: { $0.key < $1.key }) {
      guard let content = files.content(of: file, mistakes: &mistakes) else { continue }
      do {
        let text = String(decoding: content, as: UTF8.self)
        try library.register(text, named: String(name.dropLast(ending.count)))
      } catch {
        mistakes.append(ThemeMistake(file: file.relativePath, error: error))
      }
    }
    for file in files.files(in: "assets").values.sorted(by: { $0.path < $1.path }) {
      files.check(file, mistakes: &mistakes)
    }
    for name in Self.required where templates[name + ending] == nil {
      mistakes.append(ThemeMistake(missing: files.lastPath("templates/\(name)\(ending)")))
    }
    languages = WordsLibrary(files, mistakes: &mistakes)
    guard mistakes.isEmpty else { throw ThemeErrors(mistakes: mistakes) }
    self.library = library
  }

  /// What the site says in the theme's language.
  var words: InterfaceWords { languages[language] }

  /// Whether the theme has words of its own in a language.
  func speaks(_ language: String) -> Bool { languages.own(language) != nil }

  /// The names of the texts that the theme says in English in a language.
  func lackingWords(_ language: String) -> [String] { languages.lacking(language) }

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
    // Of titles, values and markup alike: nothing on a page changes the order of what stands around it.
    return HTMLText.withoutHidden(library.render(all, withTemplate: template) ?? "")
  }
}

/// Everything that is wrong with the files of a theme.
public struct ThemeErrors: Error, Equatable, Sendable, CustomStringConvertible {
  /// The mistakes, file by file.
  public var mistakes: [ThemeMistake]

  /// Whether nothing is wrong but that files are missing which come with Unroll.
  public var isOfInstallation: Bool { mistakes.allSatisfy(\.isMissing) }

  /// One line a mistake.
  public var description: String {
    mistakes.map(\.description).joined(separator: "\n")
  }
}

/// One mistake in a file of a theme.
public struct ThemeMistake: Equatable, Sendable, CustomStringConvertible {
  /// The path of the file, from where the theme's folder was named.
  public var file: String
  /// Its line, from 1, if the mistake is in one.
  public var line: Int?
  /// Its column in bytes, from 1, if it is known.
  public var column: Int?
  /// What is wrong.
  public var message: String
  /// Whether the file is missing.
  public var isMissing = false

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
      message: "it is missing; copy it from the Site folder that comes with Unroll",
      isMissing: true
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
      case .sectionCloseNameIncorrect: "a section is closed by another name than it opens with"
      case .unfinishedName: "a tag is not closed; a tag is {{name}}"
      case .expectedSectionEnd: "a section is not closed; {{#name}} needs {{/name}}"
      case .invalidSetDelimiter: "new delimiters are written {{=<% %>=}}"
      default: "this is not a Mustache template (\(error.error))"
      }
    column = error.context.line.prefix(max(0, error.context.columnNumber - 1)).utf8.count + 1
    message = "\(reason); it reads: \(error.context.line.trimmingCharacters(in: .whitespaces))"
  }
}
