import Foundation

/// All lessons of a course, read and checked against each other.
public struct Course: Equatable, Sendable {
  /// Where they stand.
  public var folder: LessonFolder
  /// The lessons in their order.
  public var lessons: [Lesson]

  /// The pages beside them, such as a glossary.
  public var pages: [Lesson]
  /// What the course says of itself as a whole.
  public var settings: CourseSettings
  /// What messages and faults mean in the course.
  public var taught: TaughtDiagnostics

  /// Makes a course of lessons that fit together.
  public init(
    folder: LessonFolder,
    lessons: [Lesson],
    pages: [Lesson] = [],
    settings: CourseSettings = CourseSettings(),
    taught: TaughtDiagnostics = TaughtDiagnostics()
  ) {
    self.taught = taught
    self.folder = folder
    self.lessons = lessons
    self.pages = pages
    self.settings = settings
  }

  /// Everything that is read and run: the lessons, then the pages beside them.
  public var documents: [Lesson] { lessons + pages }

  /// The lessons and pages of its folder that are no part of it because they cannot be read, by the names of their
  /// files: their slugs.
  public var unread: [String: String] {
    let read = Set(documents.map(\.file))
    let others = (folder.entries + folder.pages).filter { !read.contains($0.path) }
    return Dictionary(
      others.map { (($0.path as NSString).lastPathComponent, $0.slug) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Finds a lesson.
  ///
  /// - Parameter name: a number, a slug, an earlier slug, or the path or name of a file in the course.
  public func lesson(named name: String) throws(CourseError) -> Lesson {
    let entry = folder.entries.first { $0.answers(to: name) }
    let found = lessons.first { $0.file == entry?.path || $0.frontMatter.aliases.contains(name) }
    guard let found else {
      throw .noLesson(name: name, known: folder.entries.map { "\($0.number)-\($0.slug)" })
    }
    return found
  }

  /// Finds an exercise of any lesson.
  public func exercise(named name: String) -> (lesson: Lesson, exercise: Exercise)? {
    for lesson in lessons {
      if let exercise = lesson.exercises.first(where: { $0.name == name }) {
        return (lesson, exercise)
      }
    }
    return nil
  }
}

extension Lesson {
  /// Whether there is anything in it to run: a page beside the lessons may be text alone.
  public var runsCode: Bool { !blocks.isEmpty || !inlineExpressions.isEmpty }
}

extension LessonReader {
  /// Reads all lessons of a course.
  ///
  /// - Parameter folder: the course's `Lessons` folder.
  /// - Parameter files: what its files held; nil reads them now.
  /// - Throws: the mistakes of all lessons, and those that lessons make together.
  public func course(
    in folder: LessonFolder,
    files: CourseFiles? = nil
  ) throws(LessonErrors) -> Course {
    var mistakes: [LessonMistake] = []
    let course = course(in: folder, files: files, mistakes: &mistakes)
    guard mistakes.isEmpty else { throw LessonErrors(mistakes) }
    return course
  }

  /// The course as far as it can be read, for what is asked of one lesson: mistakes of the others are no answer to it.
  ///
  /// - Parameter folder: the course's `Lessons` folder.
  public func readableCourse(in folder: LessonFolder) -> Course {
    var mistakes: [LessonMistake] = []
    return course(in: folder, files: nil, mistakes: &mistakes)
  }

  private func course(
    in folder: LessonFolder,
    files: CourseFiles?,
    mistakes: inout [LessonMistake]
  ) -> Course {
    let files = files ?? CourseFiles(of: folder)
    mistakes += folder.mistakes
    var read: [(lesson: Lesson, places: [String: SourceLocation])] = []
    let settings = CourseSettingsReader.settings(in: folder.path, mistakes: &mistakes)
    let paths = (folder.entries + folder.pages).map(\.path)
    for result in paths.mappedConcurrently({ self.located(at: $0, in: files) }) {
      do throws(LessonErrors) {
        var (lesson, places) = try result.get()
        if places["lang"] == nil { lesson.frontMatter.language = settings.language }
        lesson.frontMatter.origin = lesson.frontMatter.origin.completed(by: settings.origin)
        read.append((lesson, places))
      } catch {
        mistakes += error.mistakes
      }
    }
    mistakes += CourseChecker(folder: folder, read: read).mistakes()
    let taught = TaughtDiagnosticsReader.diagnostics(in: folder.path, mistakes: &mistakes)
    mistakes += taught.unknownSections(among: read.map(\.lesson), folder: folder.path)
    let documents = read.map(\.lesson)
    return Course(
      folder: folder,
      lessons: documents.filter { $0.number != nil },
      pages: documents.filter { $0.number == nil },
      settings: settings,
      taught: taught
    )
  }

  private func located(at path: String, in files: CourseFiles) -> Result<Located, LessonErrors> {
    Result { () throws(LessonErrors) in try located(bytes: files.bytes(at: path), file: path) }
  }
}
