import LessonDocument

/// What waits for the answers that are not there.
struct WaitingParts {
  /// The exercise that a candidate waits for, by the candidate's number.
  var blocks: [Int: OpenExercise] = [:]
  /// The same for inline expressions, by their index.
  var expressions: [Int: OpenExercise] = [:]

  init(
    _ parts: [CandidatePart],
    _ dependencies: BlockDependencies,
    _ unanswered: [OpenExercise],
    _ inline: [InlineExpression]
  ) {
    guard !unanswered.isEmpty else { return }
    var open: [Int: OpenExercise] = [:]
    for exercise in unanswered {
      for number in parts.indices
      where exercise.owns(parts[number].block.index) {
        open[number] = exercise
      }
    }
    var waiting = open
    for number in parts.indices where open[number] == nil {
      waiting[number] = dependencies.needs[number].sorted().first { open[$0] != nil }
        .flatMap { open[$0] }
    }
    blocks = waiting
    for expression in inline {
      let before = parts.prefix { $0.block.index <= expression.afterBlock ?? -1 }.count
      let syntax = BlockSyntaxReader.read(BlockCode(expression.source))
      let needed = dependencies.needs(of: syntax, before: before).sorted()
      expressions[expression.index] = needed.first { waiting[$0] != nil }.flatMap { waiting[$0] }
    }
  }

  func results(of inline: [InlineExpression]) -> [Int: InlineResult] {
    inline.reduce(into: [:]) { results, expression in
      guard let exercise = expressions[expression.index] else { return }
      results[expression.index] = InlineResult(
        expression: expression.source,
        line: expression.location.line,
        value: "(after exercise \(exercise.exercise.name))"
      )
    }
  }

  /// The result of a block that waits.
  static func result(of block: LessonBlock, for open: OpenExercise) -> BlockResult {
    let cause = DiagnosticCause.waits(exercise: open.exercise.name, isBegun: open.isBegun)
    let isUntouched = block.index == open.exercise.block && !open.isBegun
    return BlockResult(
      label: block.label,
      line: block.fence.line,
      status: .toDo,
      diagnostics: isUntouched
        ? [] : [Diagnostic(severity: .note, line: block.fence.line, column: 1, cause: cause)]
    )
  }
}

/// An exercise without a passing answer.
struct OpenExercise: Sendable {
  let exercise: Exercise
  /// Whether there is an answer, which does not pass.
  let isBegun: Bool

  /// Whether a block of the lesson, by its index, is the exercise's or one of its checks.
  fileprivate func owns(_ block: Int) -> Bool {
    block == exercise.block || exercise.checks.contains(block)
  }
}
