import HostProtocol
import LessonDocument

/// Inline expressions, which are evaluated where the lesson stands.
extension LessonWalk {
  /// The values of the expressions after a number of steps.
  ///
  /// They are evaluated in a branch, so that what goes wrong in one, or what it changes, is its own affair.
  ///
  /// - Returns: the values, and whether another run would surely give the same.
  func values(
    after count: Int
  ) async throws -> (results: [Int: InlineResult], areCertain: Bool) {
    let wanted = plan.expressions[count] ?? []
    guard !wanted.isEmpty else { return ([:], true) }
    var compiled = try await compiler.expressions(after: count)
    var values: [Int: InlineValue] = compiled.refusals.mapValues { .absent(explained($0, count)) }
    let refused = Set(values.keys)
    for expression in wanted where !refused.contains(expression.index) {
      guard let failed = missing(for: expression, after: count) else { continue }
      values[expression.index] = .absent(absence(after: failed))
    }
    if values.count > refused.count {
      // An object that names what is not there cannot be loaded.
      compiled = try await compiler.expressions(after: count, without: Set(values.keys))
    }
    var areCertain = compiled.isCertain
    if let object = compiled.object,
      try await !evaluate(wanted.map(\.index), object, compiled.entry, &values)
    {
      areCertain = false
    }
    return (await results(wanted, values), areCertain)
  }

  /// The first failed step that an expression after a number of steps needs.
  private func missing(for expression: InlineExpression, after count: Int) -> Int? {
    guard !fates.failed.isEmpty else { return nil }
    let syntax = BlockSyntaxReader.read(BlockCode(expression.source))
    return fates.firstFailure(among: plan.dependencies.needs(of: syntax, before: count))
  }

  /// Evaluates expressions until each has a value or an error; a crash costs only the one it came in.
  ///
  /// - Returns: whether another run would surely give the same.
  private func evaluate(
    _ indices: [Int],
    _ object: String,
    _ entry: String,
    _ values: inout [Int: InlineValue]
  ) async throws -> Bool {
    var isCertain = true
    while let next = indices.first(where: { values[$0] == nil }) {
      let step = nextStep(
        object: object,
        entry: entry,
        keeps: false,
        timeLimit: plan.lesson.frontMatter.timeout,
        skipped: indices.filter { values[$0] != nil }
      )
      var output = OutputCollector(step: nil, plan: plan)
      let end = try await session.run(step) { event in
        _ = output.take(event, outputLimit: options.outputLimit)
      }
      values.merge(output.values) { first, _ in first }
      let crashed = indices.first { values[$0] == nil } ?? next
      if end.cause == .returned, values[crashed] != nil { break }
      isCertain = isCertain && end.isCertain
      let said = output.takeFatalError()?.message
      values[crashed] = .absent(await cause(of: end, said: said, timeLimit: step.timeLimit))
    }
    return isCertain
  }

  /// Why an expression that did not return has no value.
  private func cause(
    of end: StepEnd,
    said: String?,
    timeLimit: Double
  ) async -> DiagnosticCause {
    switch end.cause {
    case .timeLimit: return .timeLimit(seconds: timeLimit)
    case .memoryLimit: return .memoryLimit(bytes: options.memoryLimit)
    case .exit(let status): return .exit(status: Int(status))
    case .load(let reason): return .broken(reason)
    case .threw(let error): return .threw(OutputCollector.said(error))
    case .returned: return .noValue
    case .signal(let signal):
      let name = FaultReport.name(of: signal)
      if let said { return .trap(message: said, signal: name) }
      if end.isStackOverflow { return .stackOverflow(signal: name) }
      let found = await symboliser.find(end.frames, in: plan.places)
      return found.failedCheck.map { .trap(message: "Fatal error: \($0)", signal: name) }
        ?? .signal(name)
    }
  }

  private func results(
    _ wanted: [InlineExpression],
    _ values: [Int: InlineValue]
  ) async -> [Int: InlineResult] {
    var results: [Int: InlineResult] = [:]
    for expression in wanted {
      var result = InlineResult(expression: expression.source, line: expression.location.line)
      switch values[expression.index] {
      case .value(let value): result.value = value
      case .absent(let cause): result.cause = cause
      case nil: result.cause = .noValue
      }
      results[expression.index] = result
      await onEvent(.evaluated(index: expression.index, result: result))
    }
    return results
  }

  /// A refusal that comes from a failed block says so.
  private func explained(_ refusal: DiagnosticCause, _ count: Int) -> DiagnosticCause {
    guard case .compiler(_, let missing?) = refusal else { return refusal }
    let failed = fates.failed.keys.filter { $0 < count }.sorted().first { number in
      plan.steps[number].syntax.declarations.contains { $0.name == missing }
    }
    guard let failed else { return refusal }
    let fate = fates.failed[failed] ?? .failed
    return .following(refusal, plan.steps[failed].reference, fate: fate)
  }
}
