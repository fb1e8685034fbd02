import Foundation

/// What `Lessons/course.yml` says of a course; the file may be absent, and every key of it too.
///
///     title: Recurrent networks, run
///     description: From one step to attention; every lesson runs.
///     base-url: https://example.org/course/
///     lang: en
public struct CourseSettings: Equatable, Sendable {
  /// The course's title, if it is not the heading of `Lessons/README.md`.
  public var title: String?
  /// One sentence on the course, if it is not the first paragraph of `Lessons/README.md`.
  public var description: String?
  /// Where the site will stand; it begins with `http` and ends with a slash.
  public var baseURL: String?
  /// The language of the site and of lessons that name none, a BCP 47 tag.
  public var language = "en"
  /// Who wrote the course, and its lessons that name nobody else.
  public var origin = Origin()

  /// Makes the settings of a course that states none.
  public init() {}
}

/// Reads `course.yml`.
enum CourseSettingsReader {
  /// The keys, as they are written.
  enum Key: String, CaseIterable {
    case title, description, lang
    case baseURL = "base-url"
    case authors, date, licence, doi
  }

  /// The file's name in the `Lessons` folder.
  static let fileName = "course.yml"

  /// Reads the settings of a course; what is wrong with them is noted with its place.
  static func settings(in folder: String, mistakes: inout [LessonMistake]) -> CourseSettings {
    var settings = CourseSettings()
    let path = "\(folder)/\(fileName)"
    guard FileManager.default.fileExists(atPath: path) else { return settings }
    var list = MistakeList(file: path)
    guard let bytes = try? LessonFile.bytes(at: path) else {
      list.add(
        "\(fileName) cannot be read: put a file of text that anyone may read in its place, or take it "
          + "away",
        at: SourceLocation(line: 1, column: 1)
      )
      mistakes += list.mistakes
      return settings
    }
    let source = SourceText(bytes)
    source.checkCharacters(mistakes: &list)
    guard list.mistakes.isEmpty else {
      mistakes += list.mistakes
      return settings
    }
    let lines = FileLines.lines(of: source)
    for entry in EmbeddedYAML(lines: lines, name: fileName).entries(mistakes: &list) {
      apply(entry, to: &settings, mistakes: &list)
    }
    mistakes += list.errors.mistakes
    return settings
  }

  private static func apply(
    _ entry: YAMLEntry,
    to settings: inout CourseSettings,
    mistakes: inout MistakeList
  ) {
    switch Key(rawValue: entry.name) {
    case .title: settings.title = entry.text(&mistakes)
    case .description: settings.description = entry.text(&mistakes)
    case .lang: settings.language = entry.language(&mistakes) ?? settings.language
    case .baseURL: settings.baseURL = entry.baseURL(&mistakes)
    case .authors: settings.origin.authors = entry.texts(&mistakes) ?? []
    case .date: settings.origin.date = entry.day(&mistakes)
    case .licence: settings.origin.licence = entry.text(&mistakes)
    case .doi: settings.origin.doi = entry.doi(&mistakes)
    case nil:
      mistakes.add(
        Suggestion.unknown(
          "key",
          entry.name,
          among: Key.allCases.map(\.rawValue),
          place: "of \(fileName)"
        ),
        at: entry.location
      )
    }
  }
}

extension YAMLEntry {
  /// A language tag.
  func language(_ mistakes: inout MistakeList) -> String? {
    guard let tag = text(&mistakes) else { return nil }
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    let isTag =
      (2...3).contains(parts.first?.count ?? 0)
      && parts.allSatisfy { part in
        (1...8).contains(part.count)
          && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
    if isTag { return tag }
    mistakes.add(
      "'lang' must be \(ValueForm.language.words), not '\(tag.prefix(60))'",
      at: valueLocation
    )
    return nil
  }

  /// The address of a folder on the web, with a slash at its end.
  fileprivate func baseURL(_ mistakes: inout MistakeList) -> String? {
    guard let text = text(&mistakes) else { return nil }
    let isAddress =
      text.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-]+(:[0-9]+)?(\/[A-Za-z0-9._~\-\/%]*)?/) != nil
    guard isAddress else {
      mistakes.add(
        "'base-url' must be \(ValueForm.address.words), not '\(text.prefix(60))'",
        at: valueLocation
      )
      return nil
    }
    return text.hasSuffix("/") ? text : text + "/"
  }
}
