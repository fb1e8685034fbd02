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
  var refusals: [Int: String]
}

/// Compiles the steps of a plan side by side.
///
/// Each step is first compiled as if all steps before it were in order. If that fails, it waits to see
/// which of them were refused, or needed a type written out, and is compiled again without those.
struct LessonCompiler: Sendable {
  let plan: ExecutionPlan
  let compiler: BlockCompiler
  private let steps: [Task<CompiledStep, any Error>]

  /// Begins to compile.
  init(plan: ExecutionPlan, compiler: BlockCompiler) {
    self.plan = plan
    self.compiler = compiler
    let drafts = plan.steps.map { step in
      step.isPartOfModule ? ModuleSource(step.block, step.program(file: plan.file)) : nil
    }
    var tasks: [Task<CompiledStep, any Error>] = []
    for (number, step) in plan.steps.enumerated() {
      let earlier = tasks
      let before = Array(drafts.prefix(number))
      tasks.append(
        Task {
          try await StepCompiler(step: step, file: plan.file, compiler: compiler)
            .compile(drafts: before, earlier: earlier)
        }
      )
    }
    steps = tasks
  }

  /// The object of a step, when it is there.
  func step(_ number: Int) async throws -> CompiledStep {
    try await steps[number].value
  }

  /// Stops compiling.
  func cancel() {
    for task in steps { task.cancel() }
  }

  /// Compiles the inline expressions that stand after a number of steps.
  func expressions(after count: Int) async throws -> CompiledExpressions {
    var wanted = plan.expressions[count] ?? []
    var compiled = CompiledExpressions(object: nil, entry: "", refusals: [:])
    let imports = plan.steps.prefix(count + 1).last.map { last in
      count < plan.steps.count ? last.imports : importsAtEnd
    }
    let sources = try await settled(count)
    while !wanted.isEmpty {
      let program = InlineProgramWriter.write(wanted, index: count, imports: imports ?? "")
      compiled.entry = program.entryName
      compiled.refusals.merge(program.syntaxErrors) { $1 }
      let outcome = try await compiler.compile(
        CompileJob(
          earlier: sources,
          primary: ModuleSource(name: "inline_\(count)", text: program.source)
        )
      )
      compiled.object = outcome.object
      if outcome.object != nil { break }
      let refused = refusals(outcome, program)
      compiled.refusals.merge(refused) { first, _ in first }
      wanted.removeAll { refused[$0.index] != nil || program.syntaxErrors[$0.index] != nil }
    }
    return compiled
  }

  private var importsAtEnd: String {
    plan.steps.last.map { step in
      step.imports + (step.isPartOfModule ? step.syntax.carriedImports(in: step.code) : "")
    } ?? ""
  }

  private func settled(_ count: Int) async throws -> [ModuleSource] {
    var sources: [ModuleSource] = []
    for task in steps.prefix(count) {
      if let source = try await task.value.source { sources.append(source) }
    }
    return sources
  }

  /// The expressions that the compiler refused; all of them if it does not say which.
  private func refusals(
    _ outcome: CompileOutcome,
    _ program: InlineProgramWriter.Program
  ) -> [Int: String] {
    var refused: [Int: String] = [:]
    for message in outcome.messages where message.severity == "error" {
      guard let index = program.expression(atLine: message.line), refused[index] == nil else {
        continue
      }
      refused[index] = message.text
    }
    guard refused.isEmpty else { return refused }
    let reason = outcome.failure ?? outcome.messages.first?.text ?? "it cannot be compiled"
    return program.lines.mapValues { _ in reason }
  }
}
