public import LessonDocument

/// An exercise with an answer in place of its block, to be run where the lesson stood.
///
/// The run ends after the exercise's last check. Blocks before it that neither the answer nor a check
/// needs are left out, nor the lesson's own answer: so the next try hardly ever needs a block that has
/// not run.
public struct ExerciseRun: Sendable {
  /// The lesson with the answer in it, of which only what is needed runs.
  public let lesson: Lesson
  /// The exercise.
  public let exercise: Exercise
  private let answer: ExerciseAnswer
  private let files: AnswerFiles
  private let checks: [Int]
  /// Names of the answer that the lesson has already, whether that block is needed or not.
  private let clashes: [Diagnostic]

  /// Puts an answer into a lesson.
  ///
  /// - Parameters:
  ///   - lesson: The lesson, of either edition.
  ///   - exercise: One of its exercises.
  ///   - answer: The code that stands in place of the exercise's block.
  ///   - standIns: Answers to other exercises of the lesson that stand in place of theirs.
  ///   - includesHidden: Whether hidden checks are made too.
  public init(
    lesson: Lesson,
    exercise: Exercise,
    answer: ExerciseAnswer,
    standIns: [String: ExerciseAnswer] = [:],
    includesHidden: Bool
  ) {
    var files = AnswerFiles(lesson: lesson.file)
    var changed = lesson
    changed.inlineExpressions = []
    // What stands in for what is decided here already.
    changed.frontMatter.edition = .instructor
    for other in lesson.exercises {
      guard let code = other == exercise ? answer : standIns[other.name] else { continue }
      changed.blocks[other.block].code = files.placed(code)
      // What a student writes between markers is no part to be left out.
      changed.blocks[other.block].role = .example
    }
    changed.blocks[exercise.block].options.expect = nil
    checks = exercise.checks.filter { index in
      if case .check(_, hidden: true) = lesson.blocks[index].role { return includesHidden }
      return true
    }
    let wanted = Set(checks + [exercise.block])
    let last = wanted.max() ?? exercise.block
    for index in changed.blocks.indices
    where index > last || (exercise.checks.contains(index) && !wanted.contains(index)) {
      changed.blocks[index].options.evaluate = false
    }
    let plan = try? ExecutionPlanner().plan(changed)
    clashes = plan?.nameClashes(of: exercise.block, with: checks) ?? []
    let own = ExerciseCode(lesson.blocks[exercise.block].code)
    let parts = [own.solution, own.starter].map { BlockSyntaxReader.read(BlockCode($0)) }
    self.lesson = plan.map { changed.keeping(wanted, besides: parts, in: $0) } ?? changed
    self.exercise = exercise
    self.answer = answer
    self.files = files
  }

  /// What can be said of the answer without running it: forbidden names, and declarations that it lacks.
  public func refusals() -> [AnswerProblem] {
    let code = BlockCode(answer.lines)
    let forbidden =
      ExerciseSyntax.diagnostics(forbidding: exercise.forbids, in: code).map {
        AnswerProblem(
          severity: .error,
          file: answer.file,
          line: $0.line,
          column: $0.column,
          message: "\($0.message): find a way without it"
        )
      }
      + clashes.map { diagnostic in
        AnswerProblem(
          severity: .error,
          file: answer.file,
          line: files.place(diagnostic.line).line,
          column: diagnostic.column,
          message: diagnostic.message
        )
      }
    let syntax = BlockSyntaxReader.read(code)
    // What does not parse is told by the compiler, not as something that lacks.
    guard syntax.syntaxErrors.isEmpty else { return forbidden }
    let first = answer.lines.first?.location ?? SourceLocation(line: 1, column: 1)
    return ExerciseSyntax.missing(exercise.provides, in: syntax).map {
      AnswerProblem(
        severity: .error,
        file: answer.file,
        line: first.line,
        column: first.column,
        message: $0
      )
    } + forbidden + shadowing(syntax, code)
  }

  /// What the checks are written with, which an answer must leave as it is: a declaration of its own would
  /// be taken in place of the lesson's.
  private func shadowing(_ syntax: BlockSyntax, _ code: BlockCode) -> [AnswerProblem] {
    let own = Set(syntax.declarations.filter { $0.kind == .type }.map(\.name))
    return syntax.declarations.compactMap { declaration in
      let taken =
        declaration.kind == .extension && !own.contains(declaration.name)
        ? declaration.members.first(where: Self.checkingNames.contains)
        : Self.checkingNames.contains(declaration.name) ? declaration.name : nil
      guard let taken else { return nil }
      let place = code.location(at: declaration.offset)
      return AnswerProblem(
        severity: .error,
        file: answer.file,
        line: place.line,
        column: place.column,
        message:
          "an answer may not declare '\(taken)', with which it is checked: give it another name"
      )
    }
  }

  private static let checkingNames: Set<String> = [
    "check", "adviseTime", "StepTrace", "show", "==", "!=", "<", ">", "<=", ">=", "~=", "!", "&&",
    "||",
    "abs",
  ]

  /// Runs the answer and its checks.
  ///
  /// - Parameters:
  ///   - live: Where lessons of this exercise run; the state before the first block that changed is kept.
  ///   - onDraft: Takes the verdict of an unoptimised run, where that comes sooner than the one that counts.
  /// - Throws: ``RunnerError``, `CancellationError`; a wrong answer is a verdict.
  public func verdict(
    in live: LiveLesson,
    onDraft: (@Sendable (ExerciseVerdict) async -> Void)? = nil
  ) async throws -> ExerciseVerdict {
    try await verdict(in: live, onDraft: onDraft) { _ in }
  }

  private func verdict(
    in live: LiveLesson,
    onDraft: (@Sendable (ExerciseVerdict) async -> Void)? = nil,
    onEvent: @escaping @Sendable (BlockEvent) async -> Void
  ) async throws -> ExerciseVerdict {
    let refusals = refusals()
    guard refusals.isEmpty else {
      return ExerciseVerdict(
        exercise: exercise.name,
        outcome: .refused,
        checks: [],
        problems: refusals,
        outputs: [],
        advice: [],
        earned: 0,
        possible: exercise.points
      )
    }
    let drafts = DraftBlocks()
    let results = try await live.run(lesson, isAwaited: onDraft != nil, isVariant: true) { event in
      await onEvent(event)
      guard let onDraft, case .draft(.finished(let index, let result)) = event else { return }
      await drafts.take(index, result)
      guard index == (checks.max() ?? exercise.block) else { return }
      await onDraft(judge.verdict(await drafts.blocks))
    }
    let blocks = zip(lesson.blocks, results.blocks).reduce(into: [:]) { $0[$1.0.index] = $1.1 }
    return judge.verdict(blocks)
  }

  /// The verdict, and the seconds that the compiler and the processor took for the answer and its checks.
  func measuredVerdict(
    in live: LiveLesson
  ) async throws -> (verdict: ExerciseVerdict, seconds: Double) {
    let cost = AnswerCost()
    let first = exercise.block
    let verdict = try await verdict(in: live) { event in
      if case .finished(let index, let result) = event, index >= first { await cost.add(result) }
    }
    return (verdict, await cost.seconds)
  }

  private var judge: ExerciseJudge {
    ExerciseJudge(
      lesson: lesson,
      exercise: exercise,
      checks: checks,
      files: files,
      start: (answer.file, answer.lines.first?.location.line ?? 1)
    )
  }
}

/// What blocks cost.
private actor AnswerCost {
  private(set) var seconds = 0.0

  func add(_ result: BlockResult) {
    // A result of an earlier run counts with what it cost then, so that a budget always reaches as far.
    seconds += (result.compileMilliseconds + result.processorMilliseconds) / 1000
  }
}

/// The results of a run that does not count yet.
private actor DraftBlocks {
  private(set) var blocks: [Int: BlockResult] = [:]

  func take(_ index: Int, _ result: BlockResult) { blocks[index] = result }
}

extension Lesson {
  /// The lesson without the blocks that none of the wanted ones needs.
  ///
  /// - Parameter parts: other code that may stand where the first of them does.
  func keeping(
    _ wanted: Set<Int>,
    besides parts: [BlockSyntax] = [],
    in plan: ExecutionPlan
  ) -> Lesson {
    var needed: Set<Int> = []
    for (number, step) in plan.steps.enumerated() where wanted.contains(step.block.index) {
      needed.insert(number)
      needed.formUnion(plan.dependencies.needs[number])
    }
    if let first = plan.steps.firstIndex(where: { wanted.contains($0.block.index) }) {
      for part in parts { needed.formUnion(plan.dependencies.needs(of: part, before: first)) }
    }
    var kept = self
    for (number, step) in plan.steps.enumerated() where !needed.contains(number) {
      kept.blocks[step.block.index].options.evaluate = false
    }
    return kept
  }
}

extension ExecutionPlan {
  /// Variables and types of a block that an earlier block, or one of its checks, declares too.
  fileprivate func nameClashes(of index: Int, with checks: [Int]) -> [Diagnostic] {
    guard let answer = steps.first(where: { $0.block.index == index }) else { return [] }
    var seen: Set<String> = []
    return answer.syntax.declarations.compactMap { declaration in
      guard declaration.takesItsName, seen.insert(declaration.name).inserted else { return nil }
      let other = steps.first { step in
        (step.block.index < index || checks.contains(step.block.index)) && !step.block.options.local
          && step.block.options.expect == nil
          && step.syntax.declarations.contains { $0.takesItsName && $0.name == declaration.name }
      }
      guard let other else { return nil }
      let place = answer.code.location(at: declaration.offset)
      let owner =
        switch other.block.role {
        case .check(_, hidden: true): "a hidden check"
        case .check: "the check on line \(other.block.fence.line) of the lesson"
        default: "the lesson's block on line \(other.block.fence.line)"
        }
      return Diagnostic(
        severity: .error,
        line: place.line,
        column: place.column,
        message: "\(owner) has the name '\(declaration.name)' already: choose another name"
      )
    }
  }
}

extension BlockDeclaration {
  /// Whether nothing else in a lesson can have its name.
  fileprivate var takesItsName: Bool {
    (kind == .variable || kind == .type) && name != "_"
  }
}
