extension Lesson {
  /// The lesson as students see it: the one value from which everything is made that leaves a course.
  ///
  /// Solutions are replaced by their starters; of hidden checks and wrong answers the place alone remains, so that
  /// indices stay; comments are gone. Its ``text`` is the Markdown that students get. Locations are still those
  /// of the author's file. A lesson that is seen so already stays as it is.
  public func asStudentsSeeIt() -> Lesson {
    guard !text.isForStudents else { return self }
    var lesson = self
    lesson.text = StudentsText(self).text
    lesson.blocks = blocks.map(\.asStudentsSeeIt)
    lesson.elements = elements.map { $0.asStudentsSeeIt(lesson.text) }
    for index in footnotes.indices {
      lesson.footnotes[index].content = footnotes[index].content.map {
        $0.asStudentsSeeIt(lesson.text)
      }
    }
    if !exercises.isEmpty { lesson.frontMatter.edition = .students }
    return lesson
  }
}

extension LessonBlock {
  /// Whether the block is for instructors alone.
  public var isSecret: Bool {
    switch role {
    case .wrong, .check(_, hidden: true): true
    case .example, .exercise, .check(_, hidden: false): false
    }
  }

  /// The block as students see it; of one that they do not, only its place and its role are left.
  fileprivate var asStudentsSeeIt: LessonBlock {
    var block = self
    if isSecret {
      (block.code, block.options) = ([], BlockOptions())
    } else if case .exercise = role {
      block.code = ExerciseCode(code).starterLines
    }
    return block
  }
}

extension Element {
  /// The element without the author's comments.
  fileprivate func asStudentsSeeIt(_ text: LessonText) -> Element {
    withoutHiddenBlocks(text).mappingInlines { inline in
      if case .html(let markup) = inline, HiddenMarkup.isHidden(markup) { [] } else { [inline] }
    }
  }

  private func withoutHiddenBlocks(_ text: LessonText) -> Element {
    func inside(_ content: [Element]) -> [Element] { content.map { $0.withoutHiddenBlocks(text) } }
    switch self {
    case .html(let markup): return .html(HiddenMarkup.removed(from: markup))
    case .list(let start, let tight, let items):
      return .list(start: start, tight: tight, items: items.map(inside))
    case .quote(let content): return .quote(inside(content))
    case .callout(let kind, let title, let content):
      return .callout(kind: kind, title: title, content: inside(content))
    case .hint(let exercise, let number, let content):
      return .hint(exercise: exercise, number: number, content: inside(content))
    case .answer(var written):
      written.statement = inside(written.statement)
      written.source = text.source(of: written) ?? written.source
      return .answer(written)
    case .heading, .paragraph, .definitions, .block, .code, .table, .math, .thematicBreak:
      return self
    }
  }
}

extension LessonText {
  /// The Markdown of a question as it stands in this text.
  fileprivate func source(of question: WrittenExercise) -> String? {
    guard let part = parts.first(where: { $0.kind == .answer(name: question.name) }) else {
      return nil
    }
    let lines = content(of: part).map {
      CodeLine(text: $0, location: SourceLocation(line: 1, column: 1))
    }
    return BlockReader.split(lines).rest.map(\.text).joined(separator: "\n").trimmedAtEnd
  }
}
