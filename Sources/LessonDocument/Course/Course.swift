/// All lessons of a course, read and checked against each other.
public struct Course: Equatable, Sendable {
  /// Where they stand.
  public var folder: LessonFolder
  /// The lessons in their order.
  public var lessons: [Lesson]

  /// Makes a course of lessons that fit together.
  public init(folder: LessonFolder, lessons: [Lesson]) {
    self.folder = folder
    self.lessons = lessons
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

extension LessonReader {
  /// Reads all lessons of a course.
  ///
  /// - Parameter folder: the course's `Lessons` folder.
  /// - Throws: the mistakes of all lessons, and those that lessons make together.
  public func course(in folder: LessonFolder) throws(LessonErrors) -> Course {
    var mistakes = folder.mistakes
    var read: [(lesson: Lesson, places: [String: SourceLocation])] = []
    for entry in folder.entries {
      do throws(LessonErrors) {
        read.append(try located(bytes: LessonFile.bytes(at: entry.path), file: entry.path))
      } catch {
        mistakes += error.mistakes
      }
    }
    mistakes += CourseChecker(folder: folder, read: read).mistakes()
    guard mistakes.isEmpty else { throw LessonErrors(mistakes) }
    return Course(folder: folder, lessons: read.map(\.lesson))
  }
}
