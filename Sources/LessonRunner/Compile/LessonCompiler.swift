import LessonDocument

/// A step's object, or why there is none.
struct CompiledStep: Sendable {
  var object: String?
  var entry: String
  var diagnostics: [Diagnostic]
  var milliseconds: Double
  /// The file that later steps see; nil if it was refused.
  var source: ModuleSource?
}

/// Inline expressions as an object, without those that the compiler refused.
struct CompiledExpressions: Sendable {
  var object: String?
  var entry: String
  var refusals: [Int: DiagnosticCause]
}

/// Compiles the steps of a plan and the expressions between them, side by side.
///
/// Each file is first compiled as if all steps before it were in order. If that fails, it waits to see
/// which of them were refused, or needed a type written out, and is compiled again without those.
struct LessonCompiler: Sendable {
  private let steps: [Task<CompiledStep, any Error>]
  private let expressions: [Int: Task<CompiledExpressions, any Error>]

  /// Begins to compile, in the order of the lesson.
  ///
  /// - Parameter kept: the first steps, where they are compiled already.
  /// - Parameter places: after how many steps the expressions are wanted.
  init(
    plan: ExecutionPlan,
    compiler: BlockCompiler,
    isOptimised: Bool = true,
    kept: [CompiledStep] = [],
    expressionsAt places: Set<Int>
  ) {
    var drafts: [ModuleSource?] = kept.map(\.source)
    for step in plan.steps.dropFirst(kept.count) {
      let imports = drafts.compactMap { $0 }.carriedImports
      let program = step.isPartOfModule ? step.program(imports: imports) : nil
      drafts.append(program.map { ModuleSource(step, $0) })
    }
    var steps = kept.map { step in Task<CompiledStep, any Error> { step } }
    var expressions: [Int: Task<CompiledExpressions, any Error>] = [:]
    for number in 0...plan.steps.count {
      let before = Array(drafts.prefix(number))
      let earlier = Array(steps.prefix(number))
      if places.contains(number) {
        let inline = ExpressionCompiler(
          expressions: plan.expressions[number] ?? [],
          number: number,
          isOptimised: isOptimised,
          compiler: compiler
        )
        expressions[number] = Task { try await inline.compile(drafts: before, earlier: earlier) }
      }
      guard number < plan.steps.count, number >= kept.count else { continue }
      let step = StepCompiler(
        step: plan.steps[number],
        places: plan.places,
        isOptimised: isOptimised,
        compiler: compiler
      )
      steps.append(Task { try await step.compile(drafts: before, earlier: earlier) })
    }
    self.steps = steps
    self.expressions = expressions
  }

  /// The object of a step, when it is there.
  func step(_ number: Int) async throws -> CompiledStep {
    try await steps[number].value
  }

  /// The object of the expressions after a number of steps, when it is there.
  func expressions(after count: Int) async throws -> CompiledExpressions {
    try await expressions[count]?.value
      ?? CompiledExpressions(object: nil, entry: "", refusals: [:])
  }

  /// Tells the compilers to stop.
  func stop() {
    for task in steps { task.cancel() }
    for task in expressions.values { task.cancel() }
  }

  /// Stops compiling; returns when the last compiler has ended.
  func cancel() async {
    stop()
    for task in steps { _ = await task.result }
    for task in expressions.values { _ = await task.result }
  }
}

extension [Task<CompiledStep, any Error>] {
  /// The files of those steps that the compiler took.
  func settled() async throws -> [ModuleSource] {
    var sources: [ModuleSource] = []
    for task in self {
      if let source = try await task.value.source { sources.append(source) }
    }
    return sources
  }
}
