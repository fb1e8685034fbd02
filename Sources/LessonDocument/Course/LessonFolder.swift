import Foundation

/// The `Lessons` folder of a course: which lessons there are, unread.
public struct LessonFolder: Equatable, Sendable {
  /// A lesson's file.
  public struct Entry: Equatable, Sendable {
    /// The path of the file, from where the folder was named.
    public var path: String
    /// The number in its name; empty if it is no lesson's.
    public var number: String
    /// The name without number and extension.
    public var slug: String
  }

  /// The path of the `Lessons` folder.
  public var path: String
  /// The lessons in their order, that of the files' names.
  public var entries: [Entry]
  /// The pages that are no lessons, such as `glossary.md`, in the order of the files' names.
  public var pages: [Entry]
  /// The Markdown files whose names are not those of lessons.
  public var mistakes: [LessonMistake]

  /// Lists the lessons of a course.
  ///
  /// Files that do not end in `.md`, hidden ones and a `README.md` are not lessons; one whose name
  /// begins with no digit is a page beside them.
  ///
  /// - Parameter course: the folder that holds `Lessons`.
  public init(course: String) throws(CourseError) {
    let prefix = course == "." || course.isEmpty ? "" : course + (course.hasSuffix("/") ? "" : "/")
    try self.init(lessons: prefix + "Lessons")
  }

  /// Lists the lessons of a folder, whatever it is called.
  public init(lessons folder: String) throws(CourseError) {
    path = folder
    entries = []
    pages = []
    mistakes = []
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw .noFolder(path: path)
    }
    for file in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where file.hasSuffix(".md") && !file.hasPrefix(".") && file.lowercased() != "readme.md" {
      let name = LessonName(path: file)
      if let number = name.number, number.utf8.count(where: \.isDigit) == 2, Slug.isValid(name.slug)
      {
        entries.append(Entry(path: "\(path)/\(file)", number: number, slug: name.slug))
      } else if name.number == nil, file.first?.isNumber != true, Slug.isValid(name.slug) {
        pages.append(Entry(path: "\(path)/\(file)", number: "", slug: name.slug))
      } else {
        mistakes.append(
          LessonMistake(
            file: "\(path)/\(file)",
            location: SourceLocation(line: 1, column: 1),
            message: Self.complaint(of: name)
          )
        )
      }
    }
  }

  private static func complaint(of name: LessonName) -> String {
    if name.slug.utf8.count > Slug.lengthLimit {
      return
        "the name '\(name.slug.prefix(20))…' is \(name.slug.utf8.count) bytes long, and at most "
        + "\(Slug.lengthLimit) are allowed: shorten it, or move the file out of Lessons"
    }
    return
      "a lesson's file is named by two digits and small letters, as in '02-vanilla-rnn.md', a page "
      + "beside them by small letters, as in 'glossary.md': rename it, or move it out of Lessons"
  }

  /// The path of a lesson's file.
  ///
  /// - Parameter name: a number (`2`, `02`), a slug (`vanilla-rnn`), a file's name with or without `.md`,
  ///   or the path of any file.
  /// - Throws: ``CourseError/ambiguous(name:paths:)`` if several lessons bear the name.
  public func path(named name: String) throws(CourseError) -> String {
    let named = entries.filter { $0.answers(to: name) }
    guard named.count < 2 else { throw .ambiguous(name: name, paths: named.map(\.path)) }
    if let entry = named.first { return entry.path }
    if name.contains("/") || name.hasSuffix(".md") || FileManager.default.fileExists(atPath: name) {
      return name
    }
    let misnamed = mistakes.first { mistake in
      let written = LessonName(path: mistake.file)
      return Entry(path: mistake.file, number: written.number ?? "", slug: written.slug)
        .answers(to: name)
    }
    if let misnamed { throw .misnamed(misnamed) }
    throw .noLesson(name: name, known: entries.map { "\($0.number)-\($0.slug)" })
  }
}

extension LessonFolder.Entry {
  /// Whether a name is this lesson's.
  func answers(to name: String) -> Bool {
    let full = "\(number)-\(slug)"
    let withoutZeros = String(number.drop { $0 == "0" })
    return [slug, number, full, full + ".md", path, withoutZeros.isEmpty ? "0" : withoutZeros]
      .contains(name)
  }
}
