public import LessonDocument

/// A lesson up to one of its blocks, and then other code: to explore without touching the lesson.
///
/// Blocks that the code does not need are left out. What the code declares is its own, so that it may
/// take names that the lesson has.
public struct LessonTrial: Sendable {
  private let plan: ExecutionPlan
  private let code: ExerciseAnswer

  /// Puts code after a block.
  ///
  /// - Parameter label: the block's label.
  /// - Parameter constants: other values of numbers that the lesson names.
  /// - Throws: ``RunnerError/unknownLabel(_:labels:)``.
  public init(
    of lesson: Lesson,
    after label: String,
    code: ExerciseAnswer,
    constants: [ConstantSetting] = []
  ) throws(RunnerError) {
    let last = try lesson.block(labelled: label)
    plan = ExecutionPlanner(
      goal: .trial,
      substitutions: [.constants(constants), .trial(code, after: last)]
    ).plan(lesson)
    self.code = code
  }

  /// What comes of the code, at places of ``shown``.
  ///
  /// - Parameter live: where the lesson runs; the state after the block is kept for the next trial.
  public func result(in live: LiveLesson) async throws -> BlockResult {
    let steps = try await live.steps(of: plan, isAwaited: false) { _ in }
    var result =
      plan.blocks(of: steps)[plan.lesson.blocks.count]
      ?? BlockResult(label: "try", line: 1, status: .notEvaluated)
    result.line = 1
    result.diagnostics = result.diagnostics.map { $0.moved(shownPlace) }
    return result
  }

  /// A place as ``shown`` knows it: there the code is the lesson.
  private func shownPlace(_ place: SourcePlace) -> SourcePlace {
    var place = place
    place.file = place.file == .file(code.file) ? .lesson : .file(plan.lesson.file)
    return place
  }

  /// The code as a lesson of one block, to show a result with.
  public var shown: Lesson { code.shown }
}

extension ExerciseAnswer {
  /// The code as a lesson of one block.
  fileprivate var shown: Lesson {
    Lesson(
      file: file,
      slug: "try",
      title: "",
      elements: [.block(0)],
      blocks: [
        LessonBlock(
          index: 0,
          label: "try",
          fence: SourceLocation(line: 1, column: 1),
          options: BlockOptions(),
          role: .example,
          code: lines
        )
      ]
    )
  }
}

/// What a trial gave, and the code that gave it: the file may hold other code by now.
public struct KeptTrial: Codable, Sendable {
  /// What it gave.
  public var result: BlockResult
  private var file: String
  private var code: [CodeLine]

  /// The code as a lesson of one block, to show the result with.
  public var shown: Lesson { ExerciseAnswer(lines: code, file: file).shown }

  fileprivate init(_ result: BlockResult, of code: ExerciseAnswer) {
    (self.result, file, self.code) = (result, code.file, code.lines)
  }
}

extension StudentWork {
  /// What the last trial after a block gave; nil if there was none, or if it cannot be read.
  public func trial(after label: String, of lesson: Lesson) -> KeptTrial? {
    kept("try.json", as: [String: KeptTrial].self)?["\(lesson.slug)/\(label)"]
  }

  /// Keeps what a trial gave, in place of the one before.
  public func keep(
    trial result: BlockResult,
    of code: ExerciseAnswer,
    after label: String,
    of lesson: Lesson
  ) throws(WorkError) {
    var trials = kept("try.json", as: [String: KeptTrial].self) ?? [:]
    trials["\(lesson.slug)/\(label)"] = KeptTrial(result, of: code)
    try keep(trials, in: "try.json")
  }
}
