import LessonDocument

/// The addresses of a course's lessons: one page for each slug, a redirect for each alias.
struct SiteAddresses {
  /// Aliases with the lessons that they lead to.
  private(set) var redirects: [(alias: String, lesson: Lesson)] = []
  /// What is wrong with slugs and aliases.
  private(set) var mistakes: [LessonMistake] = []

  init(_ lessons: [Lesson]) {
    var taken: [String: Lesson] = [:]
    for lesson in lessons {
      if Self.reserved.contains(lesson.slug) {
        note(lesson, "The site has a folder \(lesson.slug) of its own; rename the file.")
      }
      if let other = taken[lesson.slug] {
        note(lesson, "\(other.file) has the address \(lesson.slug) already; rename one of them.")
      } else {
        taken[lesson.slug] = lesson
      }
    }
    for lesson in lessons {
      for alias in lesson.frontMatter.aliases {
        if let reason = Self.fault(in: alias) {
          note(lesson, "The alias \u{201C}\(alias)\u{201D} \(reason)")
        } else if let other = taken[alias] {
          note(
            lesson,
            "The alias \(alias) is taken by \(other.file); an address leads to one lesson."
          )
        } else {
          taken[alias] = lesson
          redirects.append((alias, lesson))
        }
      }
    }
  }

  /// The folders of a site that are no lesson's.
  private static let reserved = ["assets", "search", "editions"]

  /// The files that a lesson's page has beside it.
  static func names(besidePageOf lesson: Lesson) -> Set<String> {
    let downloads = ExportFormat.allCases.map { "\(lesson.slug).\($0.rawValue)" }
    return Set(["index.html", "results.json"] + downloads)
  }

  /// The files and folders beside the first page.
  static func names(inRootOf outline: CourseOutline) -> Set<String> {
    Set(reserved + ["index.html", "404.html", "sitemap.xml"])
      .union((outline.entries + outline.pages).map(\.slug))
  }

  private mutating func note(_ lesson: Lesson, _ message: String) {
    let start = SourceLocation(line: 1, column: 1)
    mistakes.append(LessonMistake(file: lesson.file, location: start, message: message))
  }

  /// An alias becomes a folder, so it may not lead anywhere else.
  private static func fault(in alias: String) -> String? {
    let isName = alias.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    guard alias.isEmpty || !isName || Self.reserved.contains(alias) else { return nil }
    return "is no address; write a slug of letters, digits and hyphens."
  }
}
