import LessonDocument

/// Compiles one step of a plan.
struct StepCompiler: Sendable {
  let step: PlannedStep
  let file: String
  let places: LessonPlaces
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
        file: file,
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
        wanted.merge(
          program.annotations(for: message.text, line: message.line, column: message.column)
        ) { first, _ in first }
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
      let diagnostic = Diagnostic(
        severity: severity,
        line: place.line,
        column: place.column,
        message: Self.explained(message.text)
      )
      if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }
    if let failure = outcome.failure {
      diagnostics.append(fault(failure))
    } else if outcome.object == nil, !diagnostics.contains(where: { $0.severity == .error }) {
      diagnostics.append(fault("the compiler refused the block without saying why"))
    }
    return diagnostics
  }

  /// A message that means something else in a lesson than in one file says what to do.
  private static func explained(_ message: String) -> String {
    guard message.contains("prevents automatic synthesis") else { return message }
    return "\(message); in a lesson, declare the conformance in the block of the type"
  }

  private func fault(_ message: String) -> Diagnostic {
    Diagnostic(severity: .error, line: step.block.fence.line, column: 1, message: message)
  }

  /// Where a message belongs in the lesson.
  ///
  /// A warning about text that the runner wrote belongs nowhere;
  /// an error does, so that it is never lost.
  private func place(
    of message: CompilerMessage,
    in program: BlockProgram,
    isError: Bool
  ) -> SourceLocation? {
    if message.file.hasSuffix(file) {
      // What the runner writes before a block's first statement is taken for the line before it.
      let first = step.placed.lines.first?.location.line
      let line = message.line + 1 == first ? message.line + 1 : message.line
      return places.place(program.map.lessonLocation(line: line, column: message.column))
    }
    if message.file.hasSuffix("block_\(step.block.index).swift"),
      let place = program.map.lessonLocation(generatedLine: message.line, column: message.column)
    {
      return places.place(place)
    }
    return isError ? step.block.fence : nil
  }
}
