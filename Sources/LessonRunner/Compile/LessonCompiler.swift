import LessonDocument

/// A step's object, or why there is none.
struct CompiledStep: Sendable {
  var object: String?
  var entry: String
  var diagnostics: [Diagnostic]
  var milliseconds: Double
  /// The file that later steps see; nil if it was refused.
  var source: ModuleSource?
  /// Whether another compilation would surely come out so.
  var isCertain = true
}

/// Inline expressions as an object, without those that the compiler refused.
struct CompiledExpressions: Sendable {
  var object: String?
  var entry: String
  var refusals: [Int: DiagnosticCause]
  /// Whether another compilation would surely come out so.
  var isCertain = true
}

/// Compiles the steps of a plan and the expressions between them, side by side.
///
/// Each file is first compiled as if all steps before it were in order, with its neighbours where
/// ``CompileGroups`` puts them together. If that fails, it waits to see which of them were refused, or needed a
/// type written out, and is compiled again without those.
struct LessonCompiler: Sendable {
  /// The folder in which it works.
  let folder: String
  private let groups: CompileGroups
  private let steps: [Task<CompiledStep, any Error>]
  private let expressions: [Int: Task<CompiledExpressions, any Error>]
  private let inline: [Int: ExpressionCompiler]

  /// Begins to compile, in the order of the lesson.
  ///
  /// - Parameter isDraft: whether a person waits for a first look: then nothing is optimised.
  /// - Parameter kept: the first steps, where they are compiled already.
  /// - Parameter places: after how many steps the expressions are wanted.
  init(
    plan: ExecutionPlan,
    compiler: BlockCompiler,
    isDraft: Bool = false,
    kept: [CompiledStep] = [],
    expressionsAt places: Set<Int>
  ) {
    folder = compiler.folder
    var drafts: [ModuleSource?] = kept.map(\.source)
    var members: [CompileGroups.Member] = []
    var inline: [Int: ExpressionCompiler] = [:]
    for number in 0...plan.steps.count {
      let before = drafts.compactMap { $0 }
      if places.contains(number) {
        let expressions = ExpressionCompiler(
          expressions: plan.expressions[number] ?? [],
          number: number,
          isOptimised: plan.runsSweeps && !isDraft
        )
        inline[number] = expressions
        if let job = expressions.job(after: before) {
          members.append(CompileGroups.Member(job: job, declares: []))
        }
      }
      guard number < plan.steps.count, number >= kept.count else { continue }
      let step = plan.steps[number]
      guard step.isPartOfModule else {
        drafts.append(nil)
        continue
      }
      let source = ModuleSource(step, step.program(imports: before.carriedImports))
      drafts.append(source)
      let isOptimised = plan.isOptimised(step) && !isDraft
      let job = CompileJob(earlier: before, primary: source, isOptimised: isOptimised)
      members.append(CompileGroups.Member(step, job))
    }
    groups = CompileGroups(members, compiler: compiler)
    var steps = kept.map { step in Task<CompiledStep, any Error> { step } }
    var expressions: [Int: Task<CompiledExpressions, any Error>] = [:]
    for number in 0...plan.steps.count {
      let before = Array(drafts.prefix(number))
      let earlier = Array(steps.prefix(number))
      expressions[number] = inline[number].map { [groups] compiler in
        Task { try await compiler.compile(by: groups, drafts: before, earlier: earlier) }
      }
      guard number < plan.steps.count, number >= kept.count else { continue }
      let step = StepCompiler(
        step: plan.steps[number],
        places: plan.places,
        isOptimised: plan.isOptimised(plan.steps[number]) && !isDraft,
        compiler: groups
      )
      steps.append(Task { try await step.compile(drafts: before, earlier: earlier) })
    }
    self.steps = steps
    self.expressions = expressions
    self.inline = inline
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

  /// The object of those expressions that do not need what is not there, compiled anew.
  ///
  /// - Parameter left: the expressions that are left out, by their index.
  func expressions(
    after count: Int,
    without left: Set<Int>
  ) async throws -> CompiledExpressions {
    guard var compiler = inline[count] else { return try await expressions(after: count) }
    compiler.expressions.removeAll { left.contains($0.index) }
    let earlier = Array(steps.prefix(count))
    return try await compiler.compile(
      by: groups,
      drafts: try await earlier.settled(),
      earlier: earlier
    )
  }

  /// Tells the compilers to stop.
  func stop() {
    for task in steps { task.cancel() }
    for task in expressions.values { task.cancel() }
    groups.stop()
  }

  /// Stops compiling; returns when the last compiler has ended.
  func cancel() async {
    stop()
    for task in steps { _ = await task.result }
    for task in expressions.values { _ = await task.result }
    await groups.end()
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
