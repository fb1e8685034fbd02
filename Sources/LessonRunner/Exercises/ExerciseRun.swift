public import LessonDocument

/// An exercise with an answer in place of its block, to be run where the lesson stood.
///
/// The run ends after the exercise's last check. Blocks before it that neither the answer nor a check
/// needs are left out, nor the lesson's own answer: so the next try hardly ever needs a block that has
/// not run.
public struct ExerciseRun: Sendable {
  /// The exercise.
  public let exercise: Exercise
  /// Whether faults in hidden checks are told without their words: for verdicts that go to students.
  public var concealsHidden = false
  let plan: ExecutionPlan
  private let answer: ExerciseAnswer
  private let checks: [Int]

  /// Seconds that an answer with a loop that evidently never ends may run: other faults in it may show.
  private static let patience = 5.0

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
    self.init(
      lesson: lesson,
      exercise: exercise,
      answer: answer,
      includesHidden: includesHidden,
      substitutions: lesson.exercises.compactMap { other in
        other == exercise ? nil : standIns[other.name].map { .answer($0, exercise: other) }
      }
    )
  }

  /// - Parameter substitutions: what else stands in place of parts of the lesson.
  init(
    lesson: Lesson,
    exercise: Exercise,
    answer: ExerciseAnswer,
    includesHidden: Bool,
    substitutions: [Substitution]
  ) {
    checks = exercise.checks.filter { index in
      if case .check(_, hidden: true) = lesson.blocks[index].role { return includesHidden }
      return true
    }
    let own = ExerciseCode(lesson.blocks[exercise.block].code)
    plan = ExecutionPlanner(
      goal: .exercise(
        exercise,
        checks: checks,
        parts: [own.solution, own.starter].map { BlockSyntaxReader.read(BlockCode($0)) }
      ),
      substitutions: [.answer(answer, exercise: exercise)] + substitutions
        // What evidently never ends need not be waited for.
        + (answer.endlessLoops.isEmpty ? [] : [.timeLimit(Self.patience, exercise: exercise)])
    ).plan(lesson)
    self.exercise = exercise
    self.answer = answer
  }

  /// What can be said of the answer without running it: lines of which nobody has chosen one yet, forbidden
  /// names, and declarations that it lacks.
  public func refusals() -> [Diagnostic] {
    let conflicts = answer.conflicts
    guard conflicts.isEmpty else { return conflicts.map { problem(at: $0, .conflict) } }
    let code = BlockCode(answer.lines)
    let forbidden =
      ExerciseSyntax.diagnostics(forbidding: exercise.forbids, in: code).map {
        problem(at: SourceLocation(line: $0.line, column: $0.column), $0.cause)
      } + clashes(code)
    let syntax = BlockSyntaxReader.read(code)
    let asked = AskedDeclarations(of: exercise, in: plan.lesson)
    let reaching = AnswerGuard.diagnostics(
      in: code,
      modules: asked.modules,
      guarding: asked.guardedTypes
    ).map { problem(at: SourceLocation(line: $0.line, column: $0.column), $0.cause) }
    // What does not parse is told as that, not as something that lacks.
    guard syntax.syntaxErrors.isEmpty else {
      let refused = forbidden + reaching
      return refused.isEmpty ? [] : refused + unparsed(syntax, code, besides: refused)
    }
    let conformances = asked.foreignConformances(in: syntax).map {
      problem(at: code.location(at: $0.offset), .foreignConformance($0.name))
    }
    let first = answer.lines.first?.location ?? SourceLocation(line: 1, column: 1)
    return ExerciseSyntax.missing(exercise.provides, in: syntax).map {
      problem(at: $0.offset.map { code.location(at: $0) } ?? first, .lacking($0.sentence))
    } + (forbidden + shadowing(syntax, code) + reaching + conformances).withoutRepetition
  }

  /// What does not parse, on lines of which nothing else is said.
  private func unparsed(
    _ syntax: BlockSyntax,
    _ code: BlockCode,
    besides told: [Diagnostic]
  ) -> [Diagnostic] {
    let lines = Set(told.map(\.line))
    let others = syntax.diagnostics(in: code).filter { !lines.contains($0.line) }
    return others.map {
      problem(at: SourceLocation(line: $0.line, column: $0.column), $0.cause)
    }.merged
  }

  private func problem(at place: SourceLocation, _ cause: DiagnosticCause) -> Diagnostic {
    Diagnostic(severity: .error, place: SourcePlace(place, in: .file(answer.file)), cause: cause)
  }

  /// Variables and types of the answer that an earlier block, or one of its checks, declares too, whether
  /// that block is needed or not.
  private func clashes(_ code: BlockCode) -> [Diagnostic] {
    let others = (plan.steps.map(\.block) + plan.leftOut.map(\.block)).filter { block in
      (block.index < exercise.block || checks.contains(block.index)) && !block.options.local
        && block.options.expect == nil
    }.map { ($0, BlockSyntaxReader.read(BlockCode($0.code)).declarations.filter(\.takesItsName)) }
      .sorted { $0.0.index < $1.0.index }
    var seen: Set<String> = []
    return BlockSyntaxReader.read(code).declarations.compactMap { declaration in
      let name = declaration.name
      guard declaration.takesItsName, seen.insert(name).inserted,
        let (owner, _) = others.first(where: { $0.1.contains { $0.name == name } })
      else { return nil }
      let (isCheck, isHidden) =
        if case .check(_, let hidden) = owner.role { (true, hidden) } else { (false, false) }
      let reference = BlockReference(label: owner.label, place: SourcePlace(owner.fence))
      return problem(
        at: code.location(at: declaration.offset),
        .taken(name: name, by: isHidden ? nil : reference, isCheck: isCheck)
      )
    }
  }

  /// What the checks are written with, which an answer must leave as it is: a declaration of its own would
  /// be taken in place of the lesson's.
  private func shadowing(_ syntax: BlockSyntax, _ code: BlockCode) -> [Diagnostic] {
    let own = Set(syntax.declarations.filter { $0.kind == .type }.map(\.name))
    return syntax.declarations.compactMap { declaration in
      let taken =
        declaration.kind == .extension && !own.contains(declaration.name)
        ? declaration.members.first(where: Self.checkingNames.contains)
        : Self.checkingNames.contains(declaration.name) ? declaration.name : nil
      guard let taken else { return nil }
      return problem(at: code.location(at: declaration.offset), .checkingName(taken))
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

  func verdict(
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
    let judge = ExerciseJudge(
      plan: plan,
      exercise: exercise,
      checks: checks,
      answer: answer,
      concealsHidden: concealsHidden
    )
    if let unparsed { return judge.verdict([exercise.block: unparsed]) }
    let results = try await live.steps(of: plan, isAwaited: onDraft != nil) { event in
      await onEvent(event)
      guard let onDraft, case .draft(.finished(let index, let result)) = event else { return }
      await drafts.take(index, result)
      guard index == (checks.max() ?? exercise.block) else { return }
      await onDraft(judge.verdict(await drafts.blocks))
    }
    return judge.verdict(plan.blocks(of: results))
  }

  /// The result of an answer that does not parse: nothing of the lesson is needed to say so.
  private var unparsed: BlockResult? {
    let code = BlockCode(answer.lines)
    let errors = BlockSyntaxReader.read(code).diagnostics(in: code)
    guard !errors.isEmpty else { return nil }
    let block = plan.lesson.blocks[exercise.block]
    var result = BlockResult(label: block.label, line: block.fence.line, status: .compileError)
    result.diagnostics = errors.map { error in
      var error = error
      if answer.file != plan.lesson.file { error.place.file = .file(answer.file) }
      return error
    }
    return result
  }

  /// Runs what the next answer needs, in silence, so that it goes on from there.
  public func prepare(_ live: LiveLesson) async throws {
    try await live.prepare(plan)
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

extension [Diagnostic] {
  /// Each of them once.
  fileprivate var withoutRepetition: [Diagnostic] {
    reduce(into: []) { all, one in if !all.contains(one) { all.append(one) } }
  }
}

extension BlockDeclaration {
  /// Whether nothing else in a lesson can have its name.
  fileprivate var takesItsName: Bool {
    (kind == .variable || kind == .type) && name != "_"
  }
}
