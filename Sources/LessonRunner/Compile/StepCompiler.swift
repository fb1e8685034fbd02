import LessonDocument

/// Compiles one step of a plan.
struct StepCompiler: Sendable {
  let step: PlannedStep
  let places: ProgramPlaces
  let isOptimised: Bool
  let compiler: BlockCompiler

  /// - Parameter drafts: the files of the steps before, as they stand if all goes well; nil for those
  ///   that later steps never see.
  /// - Parameter earlier: those steps on their way.
  func compile(
    drafts: [ModuleSource?],
    earlier: [Task<CompiledStep, any Error>]
  ) async throws -> CompiledStep {
    guard step.problems.isEmpty else { return refused(step.problems, milliseconds: 0) }
    let first = drafts.compactMap { $0 }
    var result = try await attempt(after: first)
    guard result.object == nil else { return result }
    let settled = try await earlier.settled()
    if settled != first {
      let spent = result.milliseconds
      result = try await attempt(after: settled)
      result.milliseconds += spent
    }
    return result
  }

  /// Compiles, and once more for each variable whose type the compiler wants written.
  private func attempt(after earlier: [ModuleSource]) async throws -> CompiledStep {
    var annotations: [String: String] = [:]
    var spent = 0.0
    while true {
      let program = step.program(
        imports: earlier.carriedImports,
        annotations: annotations
      )
      let source = ModuleSource(step, program)
      let outcome = try await compiler.compile(
        CompileJob(earlier: earlier, primary: source, isOptimised: isOptimised)
      )
      spent += outcome.milliseconds
      let diagnostics = diagnostics(outcome, program)
      if let object = outcome.object {
        return CompiledStep(
          object: object,
          entry: program.entryName,
          diagnostics: diagnostics,
          milliseconds: spent,
          source: step.isPartOfModule ? source : nil
        )
      }
      var wanted: [String: String] = [:]
      for message in outcome.messages {
        wanted.merge(program.annotations(for: message)) { first, _ in first }
      }
      wanted = wanted.filter { annotations[$0.key] == nil }
      guard !wanted.isEmpty else { return refused(diagnostics, milliseconds: spent) }
      annotations.merge(wanted) { first, _ in first }
    }
  }

  private func refused(_ diagnostics: [Diagnostic], milliseconds: Double) -> CompiledStep {
    CompiledStep(
      object: nil,
      entry: "",
      diagnostics: diagnostics,
      milliseconds: milliseconds,
      source: nil
    )
  }

  /// The compiler's messages at their places in the lesson.
  private func diagnostics(_ outcome: CompileOutcome, _ program: BlockProgram) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for message in outcome.messages {
      guard let severity = Diagnostic.Severity(rawValue: message.severity),
        let place = place(of: message, in: program, isError: severity == .error)
      else { continue }
      let diagnostic = Diagnostic(severity: severity, place: place, cause: message.cause)
      if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }
    if let failure = outcome.failure {
      diagnostics.append(fault(failure))
    } else if outcome.object == nil, !diagnostics.contains(where: { $0.severity == .error }) {
      diagnostics.append(fault(.refusedInSilence))
    }
    return diagnostics
  }

  private func fault(_ cause: DiagnosticCause) -> Diagnostic {
    Diagnostic(severity: .error, place: step.source.start, cause: cause)
  }

  /// Where a message belongs in the lesson.
  ///
  /// A warning about text that the runner wrote belongs nowhere; an error does, so that it is never lost.
  private func place(
    of message: CompilerMessage,
    in program: BlockProgram,
    isError: Bool
  ) -> SourcePlace? {
    let name = message.file.split(separator: "/").last.map(String.init) ?? message.file
    if name == step.source.name {
      // What the runner writes before a block's first statement is taken for the line before it.
      let isBefore = message.line + 1 == step.source.firstLine
      let line = isBefore ? message.line + 1 : message.line
      let place = program.map.lessonLocation(line: line, column: message.column)
      return step.source.place(place) ?? (isError ? step.source.start : nil)
    }
    if name == "block_\(step.block.index).swift",
      let place = program.map.lessonLocation(generatedLine: message.line, column: message.column)
    {
      return step.source.place(place) ?? step.source.start
    }
    // A message about another block's code, such as a note on what it declares.
    return places.place(file: name, line: message.line, column: message.column)
      ?? (isError ? step.source.start : nil)
  }
}

/// Compiles the inline expressions of one place; those that the compiler refuses are left out.
struct ExpressionCompiler: Sendable {
  let expressions: [InlineExpression]
  /// How many steps stand before the place.
  let number: Int
  let isOptimised: Bool
  let compiler: BlockCompiler

  /// - Parameter drafts: the files of the steps before, as they stand if all goes well.
  /// - Parameter earlier: those steps on their way.
  func compile(
    drafts: [ModuleSource?],
    earlier: [Task<CompiledStep, any Error>]
  ) async throws -> CompiledExpressions {
    guard !expressions.isEmpty else {
      return CompiledExpressions(object: nil, entry: "", refusals: [:])
    }
    let first = try await attempt(after: drafts.compactMap { $0 })
    guard first.object == nil || !first.refusals.isEmpty else { return first }
    let settled = try await earlier.settled()
    return settled == drafts.compactMap { $0 } ? first : try await attempt(after: settled)
  }

  private func attempt(after sources: [ModuleSource]) async throws -> CompiledExpressions {
    var wanted = expressions
    var compiled = CompiledExpressions(object: nil, entry: "", refusals: [:])
    while !wanted.isEmpty {
      let program = InlineProgramWriter.write(
        wanted,
        index: number,
        imports: sources.carriedImports
      )
      compiled.entry = program.entryName
      compiled.refusals.merge(
        program.syntaxErrors.mapValues { .compiler(message: $0) }
      ) { first, _ in first }
      wanted.removeAll { program.syntaxErrors[$0.index] != nil }
      guard !wanted.isEmpty else { break }
      let outcome = try await compiler.compile(
        CompileJob(
          earlier: sources,
          primary: ModuleSource(name: "inline_\(number)", text: program.source),
          isOptimised: isOptimised
        )
      )
      compiled.object = outcome.object
      if outcome.object != nil { break }
      let refused = refusals(outcome, program)
      compiled.refusals.merge(refused) { first, _ in first }
      wanted.removeAll { refused[$0.index] != nil }
    }
    return compiled
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
