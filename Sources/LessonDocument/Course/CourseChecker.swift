/// Checks what lessons of one course say of each other.
struct CourseChecker {
  let folder: LessonFolder
  let read: [(lesson: Lesson, places: [String: SourceLocation])]

  func mistakes() -> [LessonMistake] {
    doubledNames() + misplacedExercises() + doubledExercises() + unknownPrerequisites()
      + takenAliases()
  }

  private func mistake(
    _ file: String,
    _ location: SourceLocation?,
    _ message: String
  )
    -> LessonMistake
  {
    LessonMistake(
      file: file,
      location: location ?? SourceLocation(line: 1, column: 1),
      message: message
    )
  }

  private func doubledNames() -> [LessonMistake] {
    var mistakes: [LessonMistake] = []
    let entries = folder.entries + folder.pages
    for (index, entry) in entries.enumerated() {
      let earlier = entries[..<index]
      if let other = earlier.first(where: { $0.slug == entry.slug }) {
        mistakes.append(
          mistake(
            entry.path,
            nil,
            "'\(other.path)' has the name '\(entry.slug)' too: rename one of them"
          )
        )
      }
      if let other = earlier.first(where: { $0.number == entry.number }), !entry.number.isEmpty {
        mistakes.append(
          mistake(
            entry.path,
            nil,
            "'\(other.path)' has the number \(entry.number) too: give one of them another, or a "
              + "letter as in '\(entry.number)a'"
          )
        )
      }
    }
    return mistakes
  }

  /// Students find exercises by their lesson; a page beside the lessons has no place for one.
  private func misplacedExercises() -> [LessonMistake] {
    read.flatMap { page, _ in
      page.number != nil
        ? []
        : Self.names(in: page).map { name, location in
          mistake(
            page.file,
            location,
            "'\(name)' stands on a page that is no lesson: move the exercise to a lesson"
          )
        }
    }
  }

  /// The exercises of a lesson, in code and in words, and where they stand.
  private static func names(in lesson: Lesson) -> [(name: String, location: SourceLocation)] {
    lesson.exercises.map { ($0.name, lesson.blocks[$0.block].fence) }
      + lesson.writtenExercises.map { ($0.name, $0.location) }
  }

  private func doubledExercises() -> [LessonMistake] {
    var mistakes: [LessonMistake] = []
    var first: [String: Lesson] = [:]
    for (lesson, _) in read {
      for (name, location) in Self.names(in: lesson) {
        guard let other = first[name] else {
          first[name] = lesson
          continue
        }
        mistakes.append(
          mistake(
            lesson.file,
            location,
            "'\(other.file)' has an exercise '\(name)' too: give one another name, for a "
              + "student's answers lie in one folder"
          )
        )
      }
    }
    return mistakes
  }

  private func unknownPrerequisites() -> [LessonMistake] {
    let slugs = folder.entries.map(\.slug)
    let aliases = read.flatMap(\.lesson.frontMatter.aliases)
    return read.flatMap { lesson, places in
      lesson.frontMatter.prerequisites.compactMap { name in
        if name == lesson.slug {
          return mistake(
            lesson.file,
            places["prerequisites"],
            "the lesson names itself as a prerequisite: take '\(name)' out"
          )
        }
        if slugs.contains(name) || aliases.contains(name) { return nil }
        return mistake(
          lesson.file,
          places["prerequisites"],
          Suggestion.unknown("lesson", name, among: slugs, place: "of the course")
        )
      }
    }
  }

  private func takenAliases() -> [LessonMistake] {
    var mistakes: [LessonMistake] = []
    var owners = Dictionary(
      (folder.entries + folder.pages).map { ($0.slug, $0.path) },
      uniquingKeysWith: { first, _ in first }
    )
    for (lesson, places) in read {
      for alias in lesson.frontMatter.aliases {
        if let owner = owners[alias] {
          mistakes.append(
            mistake(
              lesson.file,
              places["aliases"],
              "the alias '\(alias)' is a name of '\(owner)' already: take it out"
            )
          )
        }
        owners[alias] = lesson.file
      }
    }
    return mistakes
  }
}
