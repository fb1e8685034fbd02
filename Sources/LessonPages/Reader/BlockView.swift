import LessonDocument

extension Diagnostic {
  /// Whether it tells an author what to do, which is nothing that a reader of pages can.
  var isForAuthors: Bool { if case .record = cause { true } else { false } }
}

/// What a reader may see of a block: its options obeyed, its secrets kept.
///
/// Solutions, wrong answers and hidden checks are for instructors alone, and what they print is
/// as telling as their code. An exercise block is seen as its starter.
struct BlockView: Equatable {
  /// The lines shown, or nil if the code is not shown.
  var code: [CodeLine]?
  /// What it printed and showed.
  var outputs: [BlockOutput] = []
  /// What is said of it.
  var diagnostics: [Diagnostic] = []
  /// How it ended, or nil if it has not run.
  var status: BlockStatus?
  /// For a recorded result: the run that it was recorded from.
  var recorded: RecordedRun?
  /// Whether the source line of a diagnostic may be shown.
  var mayQuoteSource = true

  /// Whether there is anything to see.
  var isEmpty: Bool {
    code == nil && outputs.isEmpty && !saysHowItEnded && diagnostics.isEmpty
  }

  /// Whether the status needs words: a block that ran to its end needs none.
  var saysHowItEnded: Bool {
    switch status {
    case nil, .ok, .notEvaluated: false
    case .expectedFailure, .unexpectedSuccess, .compileError, .crashed, .threw, .timedOut,
      .notRun, .toDo, .recorded:
      true
    }
  }

  /// The diagnostics, each with whether it speaks of a place in the code.
  ///
  /// A note does so after an error or a warning that it explains; alone it is the runner's word
  /// on the whole block, such as which other block it waits for.
  var placedDiagnostics: [(Diagnostic, isPlaced: Bool)] {
    var followsFault = false
    return diagnostics.map { diagnostic in
      if diagnostic.severity != .note { followsFault = true }
      return (diagnostic, followsFault)
    }
  }

  /// What a reader of the lesson sees of a block.
  init(_ block: LessonBlock, result: BlockResult?) {
    switch block.role {
    case .wrong, .check(_, hidden: true):
      break
    case .exercise:
      code = Self.starter(of: block)
      mayQuoteSource = false
      // The block ran with the solution: what it says would give the solution away.
      guard let result, result.status == .toDo else { break }
      status = .toDo
      diagnostics = result.diagnostics.filter { if case .waits = $0.cause { true } else { false } }
    case .example, .check(_, hidden: false):
      obey(block.options, block: block, result: result)
    }
  }

  /// The lines that a student begins with; where the answer stood, none are left empty.
  private static func starter(of block: LessonBlock) -> [CodeLine] {
    var text = ExerciseCode(block.code).starterText
    while text.hasSuffix("\n") { text.removeLast() }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map {
      CodeLine(text: String($0), location: block.fence)
    }
  }

  private mutating func obey(
    _ options: BlockOptions,
    block: LessonBlock,
    result: BlockResult?
  ) {
    code = options.include && options.echo ? block.code : nil
    let showsOutput = options.include && options.output
    if showsOutput { outputs = result?.outputs ?? [] }
    // A fault is never hidden: the reader would wonder why later blocks did not run.
    if showsOutput || result?.isAsExpected == false {
      status = result?.status
      diagnostics = result?.diagnostics.merged ?? []
      recorded = result?.recorded
    }
  }
}

extension LessonResults {
  /// The result of a block, or nil if it has not run yet.
  func result(of block: LessonBlock) -> BlockResult? {
    guard blocks.indices.contains(block.index) else { return nil }
    let result = blocks[block.index]
    return result.label == block.label ? result : nil
  }
}
