import LessonDocument

/// What is to be done for a lesson: its blocks as programs, and what each needs.
struct ExecutionPlan: Sendable {
  let lesson: Lesson
  /// The lesson's file as messages and debug information name it.
  let file: String
  /// One entry a block of the lesson that is part of the run, in order.
  let steps: [PlannedStep]
  /// For each step, the steps before it without which it is not worth running.
  let dependencies: BlockDependencies
  /// The sweep blocks, whether they are part of the run or not.
  let sweeps: LessonSweeps
  /// Results of the blocks that are no part of the run, by index.
  let skipped: [Int: BlockResult]
  /// The inline expressions, by the number of steps before them.
  let expressions: [Int: [InlineExpression]]
  /// From places in programs to places in the lesson.
  let places: LessonPlaces
}

/// One block on its way through the run.
struct PlannedStep: Sendable {
  let block: LessonBlock
  let code: BlockCode
  /// The code as it is compiled: see ``LessonPlaces``.
  let placed: BlockCode
  let syntax: BlockSyntax
  /// Why it cannot be compiled: syntax errors, and names that are declared already.
  let problems: [Diagnostic]
  /// Whether later steps see what it declares.
  var isPartOfModule: Bool { problems.isEmpty && !block.isBranch }

  /// The block as a file of the lesson's module, after files that carry on some imports.
  func program(
    file: String,
    imports: String,
    annotations: [String: String] = [:]
  ) -> BlockProgram {
    BlockProgramWriter.write(
      placed,
      syntax: syntax,
      index: block.index,
      file: file,
      imports: imports,
      annotations: annotations,
      isLocal: block.options.local
    )
  }
}

extension ModuleSource {
  init(_ step: PlannedStep, _ program: BlockProgram) {
    self.init(
      name: "block_\(step.block.index)",
      text: program.source,
      declarations: program.declarations,
      imports: step.syntax.carriedImports(in: step.code)
    )
  }
}
