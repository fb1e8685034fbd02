import LessonDocument

/// Compiles one step of a plan.
struct StepCompiler: Sendable {
  let step: PlannedStep
  let places: ProgramPlaces
  let isOptimised: Bool
  let compiler: CompileGroups

  /// - Parameter drafts: the files of the steps before, as they stand if all goes well; nil for those
  ///   that later steps never see.
  /// - Parameter earlier: those steps on their way.
  func compile(
    drafts: [ModuleSource?],
    earlier: [Task<CompiledStep, any Error>]
  ) async throws -> CompiledStep {
    guard step.problems.isEmpty else { return refused(step.problems, milliseconds: 0) }
    let first = drafts.compactMap { $0 }
    let signatures = first.map(\.asInterface)
    var result = try await attempt(after: signatures)
    guard result.object == nil else { return result }
    if signatures != first {
      // Where a message has a part in an answer, it is told at its line.
      let spent = result.milliseconds
      result = try await attempt(after: first)
      result.milliseconds += spent
      guard result.object == nil else { return result }
    }
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
        CompileJob(
          earlier: earlier,
          primary: source,
          isOptimised: isOptimised,
          isGuarded: step.part?.isAnswer ?? false,
          isHidden: step.part != nil
        )
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
      guard !wanted.isEmpty else {
        var step = refused(diagnostics, milliseconds: spent)
        step.isCertain = outcome.isCertain
        return step
      }
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
