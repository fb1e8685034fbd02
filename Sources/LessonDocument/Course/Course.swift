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
    let files = files ?? CourseFiles(of: folder)
    var mistakes = folder.mistakes
    var read: [(lesson: Lesson, places: [String: SourceLocation])] = []
    let settings = CourseSettingsReader.settings(in: folder.path, mistakes: &mistakes)
    for entry in folder.entries + folder.pages {
      do throws(LessonErrors) {
        var (lesson, places) = try located(
          bytes: files.bytes(at: entry.path),
          file: entry.path
        )
        if places["lang"] == nil { lesson.frontMatter.language = settings.language }
        read.append((lesson, places))
      } catch {
        mistakes += error.mistakes
      }
    }
    mistakes += CourseChecker(folder: folder, read: read).mistakes()
    let taught = TaughtDiagnosticsReader.diagnostics(in: folder.path, mistakes: &mistakes)
    mistakes += taught.unknownSections(among: read.map(\.lesson), folder: folder.path)
    guard mistakes.isEmpty else { throw LessonErrors(mistakes) }
    let documents = read.map(\.lesson)
    return Course(
      folder: folder,
      lessons: documents.filter { $0.number != nil },
      pages: documents.filter { $0.number == nil },
      settings: settings,
      taught: taught
    )
  }
}
