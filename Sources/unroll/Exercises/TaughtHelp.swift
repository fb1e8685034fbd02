import LessonDocument

/// What messages mean in the course, and where it teaches that; each is told once.
struct TaughtHelp {
  private let folder: LessonFolder
  private let taught: TaughtMatcher
  private var complained: Set<String> = []
  private var told: Set<String> = []
  private var toldOfLine: [SourcePlace: Set<String>] = [:]
  /// Names that are not found, of which it was said what to do.
  private var explained: Set<String> = []

  /// The help of a course.
  ///
  /// A mistake in the file of that is the author's affair, not a student's.
  init(of folder: LessonFolder) {
    self.folder = folder
    let taught = try? TaughtDiagnosticsReader.diagnostics(in: folder.path)
    self.taught = (taught ?? TaughtDiagnostics()).matcher
  }

  /// The meaning of a message and the section that teaches it, unless it has been told before.
  ///
  /// - Parameters:
  ///   - place: Where the message stands, or another place of which it is said.
  ///   - line: The student's line there.
  mutating func meaning(
    of cause: DiagnosticCause,
    at place: SourcePlace,
    line: String?
  ) -> (text: String, section: String?)? {
    let start = SourcePlace(file: place.file, line: place.line, column: 1)
    let found = entry(of: cause, line: line, besides: toldOfLine[start] ?? [])
    if let found { toldOfLine[start, default: []].insert(found.name) }
    for entry in taught.exhausted where complained.insert(entry.name).inserted {
      Note.warn(
        """
        \(folder.path)/\(TaughtDiagnosticsReader.fileName):\(entry.location.line):\
        \(entry.location.column): the patterns of '\(entry.name)' were given up: write them without a \
        repetition inside another
        """
      )
    }
    guard let entry = found else { return nil }
    if let name = cause.missingName {
      // What one line has explained need not be doubted on the next.
      guard entry.asksForCode || !explained.contains(name) else { return nil }
      explained.insert(name)
    }
    guard told.insert(entry.name).inserted else { return nil }
    return (entry.meaning, entry.sections.lazy.compactMap(heading).first)
  }

  /// What is taught of a message, whether or not it has been told.
  ///
  /// - Parameter known: names of entries that other messages of the line have.
  func entry(
    of cause: DiagnosticCause,
    line: String?,
    besides known: Set<String> = []
  ) -> TaughtDiagnostic? {
    taught.about(cause, line: line, besides: known)
  }

  /// Whether a message may come of another error, beside which it says nothing.
  func follows(_ cause: DiagnosticCause, line: String?) -> Bool {
    entry(of: cause, line: line)?.follows ?? false
  }

  /// Where the course teaches it: `"Two units, in matrices", Lessons/02-….md:110`.
  private func heading(of section: TaughtDiagnostic.Section) -> String? {
    guard let entry = folder.entries.first(where: { $0.slug == section.lesson }),
      let lesson = try? LessonReader().lesson(at: entry.path),
      let (text, location) = lesson.heading(anchor: section.anchor)
    else { return nil }
    return "\"\(text)\", \(entry.path):\(location.line)"
  }
}
