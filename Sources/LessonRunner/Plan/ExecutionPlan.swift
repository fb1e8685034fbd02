import LessonDocument

/// What is to be done for a lesson: its blocks as programs, and what each needs.
struct ExecutionPlan: Sendable {
  let lesson: Lesson
  /// The lesson's file as messages and debug information name it.
  let file: String
  /// The seed of the lesson's generator in this run.
  let seed: UInt64
  /// One entry a block that is part of the run, in order.
  let steps: [PlannedStep]
  /// For each step, the steps before it without which it is not worth running.
  let dependencies: BlockDependencies
  /// The sweep blocks, whether they are part of the run or not.
  let sweeps: LessonSweeps
  /// Results of the blocks that are no part of the run, by index.
  let skipped: [Int: BlockResult]
  /// The blocks that could run here and are left out because nothing that is wanted needs them.
  let leftOut: [CandidateBlock]
  /// The inline expressions, by the number of steps before them.
  let expressions: [Int: [InlineExpression]]
  /// The expressions that wait for an answer, by their index.
  let waiting: [Int: InlineResult]
  /// Whether it is the whole lesson as it stands.
  let isWhole: Bool
  /// Whether blocks run that take long: those with many seeds.
  let runsSweeps: Bool
  /// From places in programs to places in steps.
  let places: ProgramPlaces

  /// Whether a step is compiled for speed: both builds give the same, and where nothing takes long the other
  /// one is there sooner.
  func isOptimised(_ step: PlannedStep) -> Bool { runsSweeps || step.block.options.optimised }

  /// The lesson's results from those of its steps.
  func results(of results: [StepResult]) -> LessonResults {
    let blocks = blocks(of: results)
    let values = results.reduce(into: waiting) { values, step in
      values.merge(step.expressions.mapValues(located)) { first, _ in first }
    }
    return LessonResults(
      lesson: lesson.slug,
      blocks: lesson.blocks.compactMap { blocks[$0.index] },
      inline: lesson.inlineExpressions.map { expression in
        values[expression.index]
          ?? InlineResult(
            expression: expression.source,
            line: expression.location.line,
            cause: .beyondTheRun
          )
      }
    )
  }

  /// The results of all blocks, by their index, from those of the steps.
  func blocks(of results: [StepResult]) -> [Int: BlockResult] {
    zip(steps, results.dropFirst()).reduce(into: skipped) { blocks, step in
      let index = step.0.block.index
      blocks[index] = step.1.block.map { located($0, of: index) }
    }
  }
}

/// One block on its way through the run.
struct PlannedStep: Sendable {
  let block: LessonBlock
  /// The file in which its code stands.
  let file: SourceFile
  /// The code where it stands in that file.
  let code: BlockCode
  /// The code as it is compiled.
  let source: StepSource
  let syntax: BlockSyntax
  /// Why it cannot be compiled: syntax errors, and names that are declared already.
  let problems: [Diagnostic]
  /// Whether its code is an answer to an exercise, or a check of one.
  let part: ExercisePart?
  /// Whether later steps see what it declares.
  var isPartOfModule: Bool { problems.isEmpty && !block.isBranch }
  /// Whether students see neither its code nor its lines.
  var isHidden: Bool {
    if case .check(_, hidden: true) = block.role { true } else { false }
  }

  /// The place that stands for the whole block.
  var start: SourceLocation {
    file == .lesson
      ? block.fence : code.lines.first?.location ?? SourceLocation(line: 1, column: 1)
  }

  /// The block as a sentence names it.
  var reference: BlockReference { BlockReference(label: block.label, place: source.start) }

  /// The block as a file of the lesson's module, after files that carry on some imports.
  func program(imports: String, annotations: [String: String] = [:]) -> BlockProgram {
    BlockProgramWriter.write(
      source.code,
      syntax: syntax,
      index: block.index,
      file: source.name,
      imports: imports,
      annotations: annotations,
      hidden: part?.additions ?? [],
      isLocal: block.options.local,
      sealsChecks: part == .check
    )
  }
}

/// What a step is to an exercise.
enum ExercisePart: Equatable, Sendable {
  /// An answer, with the declarations that neither the lesson's own answer nor the exercise asks for: nobody
  /// else is to see them.
  case answer(additions: [BlockDeclaration])
  case check

  var additions: [BlockDeclaration] {
    if case .answer(let additions) = self { additions } else { [] }
  }

  var isAnswer: Bool { if case .answer = self { true } else { false } }

  init?(of candidate: CandidatePart, in lesson: Lesson) {
    if case .check = candidate.block.role {
      self = .check
    } else if !candidate.candidate.isTrial,
      let exercise = lesson.exercises.first(where: { $0.block == candidate.block.index })
    {
      self = .answer(
        additions: AskedDeclarations(of: exercise, in: lesson).additions(in: candidate.syntax)
      )
    } else {
      return nil
    }
  }
}

extension ModuleSource {
  init(_ step: PlannedStep, _ program: BlockProgram) {
    self.init(
      name: "block_\(step.block.index)",
      text: program.source,
      declarations: program.declarations,
      imports: step.syntax.carriedImports(in: step.code),
      reportedName: step.source.name,
      interface: step.file == .lesson
        ? nil : DeclarationInterface.text(of: program.declarations)
    )
  }
}

extension LessonBlock {
  /// Whether the lesson goes on from the state before the block: one that must fail, or a sweep.
  var isBranch: Bool { options.expect != nil || options.sweep }
}
