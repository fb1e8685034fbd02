import Foundation
import LessonDocument

/// Turns a lesson into a plan.
struct ExecutionPlanner {
  /// The label of the last block to run, or nil for all.
  var lastLabel: String?
  /// The labels of the sweep blocks that run.
  var sweeps: Set<String> = []

  /// - Throws: ``RunnerError/unknownLabel(_:labels:)``.
  func plan(_ lesson: Lesson) throws -> ExecutionPlan {
    let last = try lastIndex(in: lesson)
    let all = lesson.blocks.filter { $0.index <= last && canRun($0) }.map(Part.init)
    let sweeps = LessonSweeps(all.map { ($0.block, $0.scoped) }, of: lesson)
    let parts = all.filter { isPart($0.block) }
    let redeclarations = RedeclarationChecker.diagnostics(of: parts.map(\.scoped))
    var steps: [PlannedStep] = []
    for (part, redeclared) in zip(parts, redeclarations) {
      let syntaxErrors = part.syntax.diagnostics(in: part.code)
      steps.append(
        PlannedStep(
          block: part.block,
          code: part.code,
          placed: LessonPlaces.placed(part.code, index: part.block.index),
          syntax: part.syntax,
          problems: syntaxErrors.isEmpty ? redeclared + part.localProblems : syntaxErrors
        )
      )
    }
    return ExecutionPlan(
      lesson: lesson,
      file: URL(fileURLWithPath: lesson.file).lastPathComponent,
      steps: steps,
      dependencies: BlockDependencies(
        of: parts.map(\.scoped),
        branches: Set(steps.indices.filter { steps[$0].block.isBranch })
      ),
      sweeps: sweeps,
      skipped: skipped(lesson, sweeps, last: last),
      expressions: expressions(lesson, steps, last: last),
      places: LessonPlaces(of: steps)
    )
  }

  private func lastIndex(in lesson: Lesson) throws -> Int {
    guard let lastLabel else { return lesson.blocks.count }
    guard let block = lesson.blocks.first(where: { $0.label == lastLabel }) else {
      throw RunnerError.unknownLabel(lastLabel, labels: lesson.blocks.map(\.label))
    }
    return block.index
  }

  /// Wrong answers stand in place of an exercise's block, never beside it.
  private func canRun(_ block: LessonBlock) -> Bool {
    if case .wrong = block.role { return false }
    return block.options.evaluate
  }

  private func isPart(_ block: LessonBlock) -> Bool {
    canRun(block) && (!block.options.sweep || sweeps.contains(block.label))
  }

  private func skipped(_ lesson: Lesson, _ sweeps: LessonSweeps, last: Int) -> [Int: BlockResult] {
    lesson.blocks.filter { !isPart($0) || $0.index > last }.reduce(into: [:]) { results, block in
      results[block.index] =
        sweeps.result(of: block)
        ?? BlockResult(label: block.label, line: block.fence.line, status: .notEvaluated)
    }
  }

  private func expressions(
    _ lesson: Lesson,
    _ steps: [PlannedStep],
    last: Int
  ) -> [Int: [InlineExpression]] {
    Dictionary(
      grouping: lesson.inlineExpressions.filter { ($0.afterBlock ?? -1) <= last }
    ) { expression in
      steps.prefix { $0.block.index <= expression.afterBlock ?? -1 }.count
    }
  }
}

extension ExecutionPlanner {
  init(_ options: RunOptions) {
    self.init(lastLabel: options.lastLabel, sweeps: options.sweeps)
  }
}

extension LessonBlock {
  /// Whether the lesson goes on from the state before the block: one that must fail, or a sweep.
  var isBranch: Bool { options.expect != nil || options.sweep }
}

/// A block with what its code says.
private struct Part {
  let block: LessonBlock
  let code: BlockCode
  let syntax: BlockSyntax

  init(_ block: LessonBlock) {
    self.block = block
    // The instructor's course runs an exercise with its solution.
    let lines =
      if case .exercise = block.role { ExerciseCode(block.code).solution } else { block.code }
    code = BlockCode(lines)
    syntax = BlockSyntaxReader.read(code)
  }

  /// What a local block cannot have.
  var localProblems: [Diagnostic] {
    block.options.local ? LocalBlockChecker.diagnostics(of: syntax, in: code) : []
  }

  /// For redeclarations: what a branch declares is nobody's.
  var scoped: RedeclarationChecker.Block {
    RedeclarationChecker.Block(
      label: block.label,
      code: code,
      syntax: syntax,
      isLocal: block.options.local || block.isBranch
    )
  }
}
