import LessonDocument

/// Compiles the inline expressions of one place; those that the compiler refuses are left out.
struct ExpressionCompiler: Sendable {
  var expressions: [InlineExpression]
  /// How many steps stand before the place.
  let number: Int
  let isOptimised: Bool

  /// The file of all expressions, as it is compiled if all is well; nil if there is none.
  func job(after sources: [ModuleSource]) -> CompileJob? {
    guard !expressions.isEmpty else { return nil }
    let program = program(of: expressions, after: sources)
    return program.syntaxErrors.isEmpty ? job(program, after: sources) : nil
  }

  /// - Parameter drafts: the files of the steps before, as they stand if all goes well.
  /// - Parameter earlier: those steps on their way.
  func compile(
    by compiler: CompileGroups,
    drafts: [ModuleSource?],
    earlier: [Task<CompiledStep, any Error>]
  ) async throws -> CompiledExpressions {
    guard !expressions.isEmpty else {
      return CompiledExpressions(object: nil, entry: "", refusals: [:])
    }
    let first = try await attempt(compiler, after: drafts.compactMap { $0 })
    guard first.object == nil || !first.refusals.isEmpty else { return first }
    let settled = try await earlier.settled()
    return settled == drafts.compactMap { $0 } ? first : try await attempt(compiler, after: settled)
  }

  private func attempt(
    _ compiler: CompileGroups,
    after sources: [ModuleSource]
  ) async throws -> CompiledExpressions {
    var wanted = expressions
    var compiled = CompiledExpressions(object: nil, entry: "", refusals: [:])
    while !wanted.isEmpty {
      let program = program(of: wanted, after: sources)
      compiled.entry = program.entryName
      compiled.refusals.merge(
        program.syntaxErrors.mapValues { .compiler(message: $0) }
      ) { first, _ in first }
      wanted.removeAll { program.syntaxErrors[$0.index] != nil }
      guard !wanted.isEmpty else { break }
      let outcome = try await compiler.compile(job(program, after: sources))
      compiled.object = outcome.object
      if outcome.object != nil { break }
      if !outcome.isCertain { compiled.isCertain = false }
      let refused = refusals(outcome, program)
      compiled.refusals.merge(refused) { first, _ in first }
      wanted.removeAll { refused[$0.index] != nil }
    }
    return compiled
  }

  private func program(
    of expressions: [InlineExpression],
    after sources: [ModuleSource]
  ) -> InlineProgramWriter.Program {
    InlineProgramWriter.write(expressions, index: number, imports: sources.carriedImports)
  }

  private func job(
    _ program: InlineProgramWriter.Program,
    after sources: [ModuleSource]
  ) -> CompileJob {
    CompileJob(
      earlier: sources,
      primary: ModuleSource(name: "inline_\(number)", text: program.source),
      isOptimised: isOptimised
    )
  }

  /// The expressions that the compiler refused; all of them if it does not say which.
  private func refusals(
    _ outcome: CompileOutcome,
    _ program: InlineProgramWriter.Program
  ) -> [Int: DiagnosticCause] {
    var refused: [Int: DiagnosticCause] = [:]
    for message in outcome.messages where message.severity == "error" {
      guard let index = program.expression(atLine: message.line), refused[index] == nil else {
        continue
      }
      refused[index] = message.cause
    }
    guard refused.isEmpty else { return refused }
    let cause = outcome.failure ?? outcome.messages.first?.cause ?? .refusedInSilence
    return program.lines.mapValues { _ in cause }
  }
}
