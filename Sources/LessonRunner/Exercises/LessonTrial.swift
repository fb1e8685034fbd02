public import LessonDocument

/// A lesson up to one of its blocks, and then other code: to explore without touching the lesson.
///
/// Blocks that the code does not need are left out. What the code declares is its own, so that it may
/// take names that the lesson has.
public struct LessonTrial: Sendable {
  /// The lesson with the code after the block.
  public let lesson: Lesson
  private let code: ExerciseAnswer
  private let files: AnswerFiles
  private var block: Int { lesson.blocks.count - 1 }

  /// Puts code after a block.
  ///
  /// - Parameter label: the block's label.
  /// - Throws: ``RunnerError/unknownLabel(_:labels:)``.
  public init(of lesson: Lesson, after label: String, code: ExerciseAnswer) throws(RunnerError) {
    guard let last = lesson.blocks.first(where: { $0.label == label }) else {
      throw .unknownLabel(label, labels: lesson.blocks.map(\.label))
    }
    var files = AnswerFiles(lesson: lesson.file)
    var changed = lesson
    changed.inlineExpressions = []
    let lines = files.placed(code)
    var options = BlockOptions()
    options.local = true
    for index in changed.blocks.indices where index > last.index {
      changed.blocks[index].options.evaluate = false
    }
    changed.blocks.append(
      LessonBlock(
        index: lesson.blocks.count,
        label: "try",
        fence: lines.first?.location ?? SourceLocation(line: 1, column: 1),
        options: options,
        role: .example,
        code: lines
      )
    )
    let plan = try? ExecutionPlanner().plan(changed)
    self.lesson = plan.map { changed.keeping([lesson.blocks.count], in: $0) } ?? changed
    self.code = code
    self.files = files
  }

  /// What comes of the code; its diagnostics are placed in its file.
  ///
  /// - Parameter live: where the lesson runs; the state after the block is kept for the next trial.
  public func result(in live: LiveLesson) async throws -> BlockResult {
    let results = try await live.run(lesson, isVariant: true)
    var result = results.blocks[block]
    result.line = 1
    for index in result.diagnostics.indices {
      let place = files.place(result.diagnostics[index].line)
      result.diagnostics[index].line = place.line
      result.diagnostics[index].message = files.text(result.diagnostics[index].message)
    }
    for index in result.outputs.indices {
      result.outputs[index].text = files.text(result.outputs[index].text)
    }
    return result
  }

  /// The code as a lesson of one block, to show a result with.
  public var shown: Lesson {
    var block = lesson.blocks[block]
    (block.index, block.code) = (0, code.lines)
    block.fence = SourceLocation(line: 1, column: 1)
    return Lesson(
      file: code.file,
      slug: "try",
      title: "",
      elements: [.block(0)],
      blocks: [block]
    )
  }
}

extension StudentWork {
  /// What the last trial after a block gave; nil if there was none, or if it cannot be read.
  public func trial(after label: String, of lesson: Lesson) -> BlockResult? {
    kept("try.json", as: [String: BlockResult].self)?["\(lesson.slug)/\(label)"]
  }

  /// Keeps what a trial gave, in place of the one before.
  public func keep(
    trial: BlockResult,
    after label: String,
    of lesson: Lesson
  ) throws(WorkError) {
    var trials = kept("try.json", as: [String: BlockResult].self) ?? [:]
    trials["\(lesson.slug)/\(label)"] = trial
    try keep(trials, in: "try.json")
  }
}
