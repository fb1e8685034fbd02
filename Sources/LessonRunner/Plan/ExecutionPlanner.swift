import Foundation
import LessonDocument

/// Turns a lesson and what stands in for parts of it into a plan.
struct ExecutionPlanner {
  /// What is wanted of the lesson.
  var goal = RunGoal.lesson()
  /// What stands in place of parts of it.
  var substitutions: [Substitution] = []

  /// Plans a run of a lesson.
  func plan(_ lesson: Lesson) -> ExecutionPlan {
    let last = lastIndex(in: lesson)
    let candidates = CandidateBlock.all(of: lesson, substitutions)
      .filter { canRun($0.block, last: last) }.map(CandidatePart.init)
    let sweeps = LessonSweeps(
      candidates.map { ($0.block, $0.scoped($0.code)) },
      of: lesson
    )
    let possible = candidates.filter { !$0.block.options.sweep || runsSweep($0.block) }
    let dependencies = BlockDependencies(possible)
    let expressions = expressions(lesson, possible, last: last)
    let waits = WaitingParts(possible, dependencies, substitutions.open, expressions)
    let wanted = wanted(possible, dependencies)
    let parts = possible.indices
      .filter { waits.blocks[$0] == nil && wanted.contains($0) }.map { possible[$0] }
    let file = URL(fileURLWithPath: lesson.file).lastPathComponent
    let steps = Self.steps(parts, file: file, of: lesson)
    var skipped = skipped(lesson, sweeps, besides: Set(steps.map(\.block.index)))
    for (number, exercise) in waits.blocks {
      let block = possible[number].block
      skipped[block.index] = WaitingParts.result(of: block, for: exercise)
    }
    return ExecutionPlan(
      lesson: lesson,
      file: file,
      seed: lesson.frontMatter.seed &+ substitutions.seedShift,
      steps: steps,
      dependencies: BlockDependencies(parts),
      sweeps: sweeps,
      skipped: skipped,
      leftOut: possible.indices.filter { !wanted.contains($0) }.map { possible[$0].candidate },
      expressions: Dictionary(grouping: expressions.filter { waits.expressions[$0.index] == nil }) {
        expression in
        steps.prefix { $0.block.index <= expression.afterBlock ?? -1 }.count
      },
      waiting: waits.results(of: expressions),
      isWhole: isWhole,
      runsSweeps: runsSweeps,
      places: ProgramPlaces(of: steps)
    )
  }

  private static func steps(
    _ parts: [CandidatePart],
    file: String,
    of lesson: Lesson
  ) -> [PlannedStep] {
    let sources = parts.enumerated().map { number, part in
      StepSource(part.code, index: part.block.index, number: number, file: part.fileName ?? file)
    }
    let redeclarations = RedeclarationChecker.diagnostics(
      of: zip(parts, sources).map { part, source in
        part.scoped(source.code, in: .step(source.number))
      }
    )
    return zip(parts, sources).map { part, source in
      let problems = part.problems(in: source.code, redeclared: redeclarations[source.number])
      return PlannedStep(
        block: part.block,
        file: part.candidate.source,
        code: part.code,
        source: source,
        syntax: part.syntax,
        problems: problems.map { problem in
          problem.moved { place in
            let other = if case .step(let number) = place.file { sources[number] } else { source }
            let location = SourceLocation(line: place.line, column: place.column)
            return other.place(location) ?? other.start
          }
        },
        part: ExercisePart(of: part, in: lesson)
      )
    }
  }

  // MARK: - Which blocks

  private func lastIndex(in lesson: Lesson) -> Int {
    switch goal {
    case .lesson(let last?, _): last.index
    case .exercise(let exercise, let checks, _): (checks + [exercise.block]).max() ?? 0
    case .before(let index): index - 1
    case .lesson(nil, _), .trial: lesson.blocks.count
    }
  }

  /// Wrong answers stand in place of an exercise's block, never beside it.
  private func canRun(_ block: LessonBlock, last: Int) -> Bool {
    if case .wrong = block.role { return false }
    if case .exercise(let exercise, let checks, _) = goal,
      exercise.checks.contains(block.index), !checks.contains(block.index)
    {
      return false
    }
    return block.index <= last && block.options.evaluate
  }

  private func runsSweep(_ block: LessonBlock) -> Bool {
    if case .lesson(_, let sweeps) = goal { sweeps.contains(block.label) } else { false }
  }

  private var runsSweeps: Bool {
    if case .lesson(_, let sweeps) = goal { !sweeps.isEmpty } else { false }
  }

  private var isWhole: Bool {
    guard !substitutions.changeConstants, case .lesson(nil, let sweeps) = goal else { return false }
    return sweeps.isEmpty
  }

  /// The numbers of the candidates without which what is wanted cannot be had.
  private func wanted(_ parts: [CandidatePart], _ dependencies: BlockDependencies) -> Set<Int> {
    let (targets, others): ([Int], [BlockSyntax]) =
      switch goal {
      case .lesson, .before: (Array(parts.indices), [])
      case .exercise(let exercise, let checks, let others):
        (
          parts.indices.filter { ([exercise.block] + checks).contains(parts[$0].block.index) },
          others
        )
      case .trial: (parts.indices.filter { parts[$0].candidate.isTrial }, [])
      }
    var wanted = Set(targets)
    for target in targets { wanted.formUnion(dependencies.needs[target]) }
    if let first = targets.first {
      for other in others { wanted.formUnion(dependencies.needs(of: other, before: first)) }
    }
    return wanted
  }

  // MARK: - What does not run

  private func skipped(
    _ lesson: Lesson,
    _ sweeps: LessonSweeps,
    besides running: Set<Int>
  ) -> [Int: BlockResult] {
    lesson.blocks.filter { !running.contains($0.index) }.reduce(into: [:]) { results, block in
      results[block.index] =
        sweeps.result(of: block)
        ?? BlockResult(label: block.label, line: block.fence.line, status: .notEvaluated)
    }
  }

  private func expressions(
    _ lesson: Lesson,
    _ parts: [CandidatePart],
    last: Int
  ) -> [InlineExpression] {
    guard case .lesson = goal else { return [] }
    return lesson.inlineExpressions.filter { ($0.afterBlock ?? -1) <= last }
  }
}
