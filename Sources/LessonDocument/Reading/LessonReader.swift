/// Reads lessons.
///
///     let lesson = try LessonReader().lesson(at: "Lessons/02-vanilla-rnn.md")
///
/// Whatever is wrong with a file is thrown as ``LessonErrors``, all mistakes at once.
public struct LessonReader: Sendable {
  /// Whose course a lesson belongs to.
  public enum Edition: Sendable {
    /// The instructor's: every exercise holds its solution.
    case instructor
    /// The students': solutions are taken out.
    case students
  }

  /// Whose course the lessons belong to.
  public var edition: Edition

  /// Makes a reader.
  public init(edition: Edition = .instructor) {
    self.edition = edition
  }

  /// Reads a lesson from a file.
  ///
  /// - Parameter path: a path from the working directory, or an absolute one.
  public func lesson(at path: String) throws(LessonErrors) -> Lesson {
    try lesson(bytes: LessonFile.bytes(at: path), file: path)
  }

  /// Reads a lesson from a file of a course that was read before.
  public func lesson(at path: String, in files: CourseFiles) throws(LessonErrors) -> Lesson {
    try lesson(bytes: files.bytes(at: path), file: path)
  }

  /// Reads a lesson from its text.
  ///
  /// - Parameter file: the path to name in messages; the lesson's slug and number come from it.
  public func lesson(source: String, file: String) throws(LessonErrors) -> Lesson {
    try lesson(bytes: Array(source.utf8), file: file)
  }

  func lesson(bytes: [UInt8], file: String) throws(LessonErrors) -> Lesson {
    try located(bytes: bytes, file: file).lesson
  }

  /// Reads a lesson, and tells where the values of its front matter stand.
  func located(bytes: [UInt8], file: String) throws(LessonErrors) -> Located {
    try Self.known.value(of: LessonSource(file: file, bytes: bytes), size: bytes.count) {
      Result { () throws(LessonErrors) in try read(bytes: bytes, file: file) }
    }.get()
  }

  /// A lesson, and where the values of its front matter stand.
  typealias Located = (lesson: Lesson, places: [String: SourceLocation])

  /// A file as it was read.
  private struct LessonSource: Hashable {
    var file: String
    var bytes: [UInt8]
  }

  private static let known = Remembered<LessonSource, Result<Located, LessonErrors>>()

  private func read(bytes: [UInt8], file: String) throws(LessonErrors) -> Located {
    if bytes.count > LessonFile.sizeLimit { throw LessonFile.tooBig(file, bytes.count) }
    var mistakes = MistakeList(file: file)
    let source = SourceText(bytes)
    source.checkCharacters(mistakes: &mistakes)
    NestingGuard.check(source, mistakes: &mistakes)
    guard mistakes.mistakes.isEmpty else { throw mistakes.errors }

    let (frontMatter, lineCount, places) = FrontMatterReader.read(source, mistakes: &mistakes)
    let text = MarkdownText(
      source,
      blankedLines: lineCount,
      takesFootnotes: true,
      mistakes: &mistakes
    )
    var reader = ElementReader(besides: HTMLChecker.ids(in: text.document), mistakes: mistakes)
    let placed = reader.elements(of: text)
    var elements = placed.elements
    var lessonText = LessonText(source, frontMatter: lineCount, edition: places["edition"])
    var notes = FootnoteReader(text)
    notes.number(&elements)
    let (footnotes, notePlaces) = notes.footnotes(reader: &reader)
    (lessonText.elements, lessonText.footnotes) = (placed.places, notePlaces)
    lessonText.htmlLinks = reader.html.links
    mistakes = reader.mistakes
    FootnoteReader.refuseMarksInLinks(elements, mistakes: &mistakes)
    lessonText.parts = reader.parts.inOrder
    let numbering = LessonNumbering(elements: elements, blocks: reader.drafts.map(\.block))
    let all = elements + footnotes.flatMap(\.content)
    numbering.check(all, mistakes: &mistakes)
    IDChecker.check(
      reader.htmlIDs,
      headings: Set(all.flatMap(\.withDescendants).compactMap(\.anchor)),
      numbering: numbering,
      mistakes: &mistakes
    )
    EquationTags.check(all, numbering: numbering, mistakes: &mistakes)
    let exercises = ExerciseCollector(
      drafts: reader.drafts,
      hints: reader.hints,
      elements: elements,
      expressions: reader.expressions,
      edition: frontMatter.edition == .students ? .students : edition
    ).exercises(mistakes: &mistakes)
    let drafts = ExplorationReader.resolved(reader.drafts, mistakes: &mistakes)
    checkLabels(of: drafts, mistakes: &mistakes)
    Lesson.checkNames(
      of: elements.flatMap(\.withDescendants).compactMap(\.written),
      besides: exercises.map(\.name),
      mistakes: &mistakes
    )
    guard mistakes.mistakes.isEmpty else { throw mistakes.errors }

    let name = LessonName(path: file)
    var lesson = Lesson(
      file: file,
      slug: name.slug,
      number: name.number,
      frontMatter: frontMatter,
      title: frontMatter.title ?? Self.firstHeading(elements, reader.expressions) ?? name.slug,
      elements: elements,
      blocks: drafts.map(\.block),
      inlineExpressions: reader.expressions,
      exercises: exercises,
      footnotes: footnotes,
      text: lessonText
    )
    lesson.warnings = mistakes.orderedWarnings
    return (lesson, places)
  }

  private static func firstHeading(
    _ elements: [Element],
    _ expressions: [InlineExpression]
  ) -> String? {
    for case .heading(_, let content, _, _) in elements {
      let text = content.map { $0.plainText(in: expressions) }.joined()
      if !text.isEmpty { return text }
    }
    return nil
  }

  private func checkLabels(of drafts: [DraftBlock], mistakes: inout MistakeList) {
    var firstLines: [String: Int] = [:]
    // Labels that authors wrote come first, so that a computed one never seems to be at fault.
    let named = drafts.filter { $0.header.label != nil } + drafts.filter { $0.header.label == nil }
    for draft in named {
      let label = draft.block.label
      guard let line = firstLines[label] else {
        firstLines[label] = draft.block.fence.line
        continue
      }
      mistakes.add(
        "the label '\(label)' belongs to the block on line \(line) already: choose another",
        at: draft.header.locations[.label] ?? draft.block.fence
      )
    }
  }
}
