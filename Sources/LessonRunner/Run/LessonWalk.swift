import Foundation
import HostProtocol
import LessonDocument

/// Takes a lesson's steps, one after the other, in one host.
struct LessonWalk: Sendable {
  let plan: ExecutionPlan
  let options: RunOptions
  let compiler: LessonCompiler
  let session: HostSession
  let objects: String
  let symboliser: Symboliser
  var fates: LessonFates
  let onEvent: @Sendable (BlockEvent) async -> Void

  /// Runs a step and the expressions after it.
  mutating func step(_ number: Int) async throws -> StepResult {
    var (result, isCertain) = try await outcome(number)
    result.diagnostics.sort { isBefore($0.place, $1.place) }
    await onEvent(.finished(index: plan.steps[number].block.index, result: result))
    let values = try await values(after: number + 1)
    return StepResult(
      block: result,
      expressions: values.results,
      isCertain: isCertain && values.areCertain
    )
  }

  /// Whether a place stands before another in the lesson.
  private func isBefore(_ one: SourcePlace, _ other: SourcePlace) -> Bool {
    let (one, other) = (plan.located(one), plan.located(other))
    return (one.line, one.column) < (other.line, other.column)
  }

  private mutating func outcome(_ number: Int) async throws -> (BlockResult, isCertain: Bool) {
    let step = plan.steps[number]
    let compiled = try await compiler.step(number)
    var result = BlockResult(
      label: step.block.label,
      line: step.block.fence.line,
      status: .ok,
      diagnostics: compiled.diagnostics,
      compileMilliseconds: compiled.milliseconds
    )
    let missing = missing(for: number)
    guard compiled.object == nil || (fates.stopped == nil && missing == nil) else {
      return (notRun(number, result, missing: missing), true)
    }
    guard let object = compiled.object else {
      // What it names is not there because the block that declares it failed.
      if let missing {
        return (notRun(number, result, missing: missing), compiled.isCertain)
      }
      settle(&result, step, BlockFailure(status: .compileError, diagnostics: compiled.diagnostics))
      if result.status == .compileError { fates.failed[number] = .refused }
      return (result, compiled.isCertain)
    }
    return try await run(number, object: object, entry: compiled.entry, result)
  }

  private mutating func run(
    _ number: Int,
    object: String,
    entry: String,
    _ draft: BlockResult
  ) async throws -> (BlockResult, isCertain: Bool) {
    let step = plan.steps[number]
    let block = step.block
    var result = draft
    await onEvent(.started(index: block.index))
    let order = nextStep(
      object: object,
      entry: entry,
      keeps: !block.isBranch,
      timeLimit: block.options.timeout
        ?? (block.options.sweep ? LessonSweeps.timeLimit : plan.lesson.frontMatter.timeout)
    )
    var output = OutputCollector(step: step, plan: plan)
    let end = try await session.run(order) { event in
      if let text = output.take(event, outputLimit: options.outputLimit) {
        await onEvent(.printed(index: block.index, text: text))
      }
    }
    let report = FaultReport(
      plan: plan,
      number: number,
      timeLimit: order.timeLimit,
      options: options,
      symboliser: symboliser
    )
    let failure = await report.failure(end, output: &output)
    output.flush()
    result.outputs = output.outputs
    result.checks = output.checks.isEmpty ? nil : output.checks
    result.advice = output.advice.isEmpty ? nil : output.advice
    result.runMilliseconds = end.seconds * 1000
    result.processorMilliseconds = end.processorSeconds * 1000
    settle(&result, step, failure)
    result.diagnostics += output.diagnostics
    if failure == nil, order.keeps {
      fates.checkpoint += 1
    } else if failure != nil, !block.isBranch {
      fates.stopped = number
      fates.failed[number] = .failed
    }
    return (result, end.isCertain && !output.namesPlaces)
  }

  private func settle(_ result: inout BlockResult, _ step: PlannedStep, _ failure: BlockFailure?) {
    let verdict = step.verdict(on: failure)
    result.status = verdict.status
    let own = result.diagnostics.filter { !verdict.diagnostics.contains($0) }
    result.diagnostics = own + verdict.diagnostics
  }

  private func nextStep(
    object: String,
    entry: String,
    keeps: Bool,
    timeLimit: Double,
    skipped: [Int] = []
  ) -> HostStep {
    HostStep(
      number: session.nextStepNumber(),
      checkpoint: fates.checkpoint,
      keeps: keeps,
      object: "\(objects)/\(object)",
      entry: entry,
      timeLimit: timeLimit,
      skippedExpressions: skipped
    )
  }

  // MARK: - Steps that cannot run

  /// The first failed step that a step needs.
  private func missing(for number: Int) -> Int? {
    plan.dependencies.needs[number].filter { fates.failed[$0] != nil }.min()
  }

  /// - Parameter missing: the step that it needs; without one, a fault before it ended the lesson.
  private mutating func notRun(_ number: Int, _ draft: BlockResult, missing: Int?) -> BlockResult {
    var result = draft
    result.status = .notRun
    let cause = absence(missing ?? fates.stopped ?? 0, isNeeded: missing != nil)
    result.diagnostics = [
      Diagnostic(severity: .note, place: plan.steps[number].source.start, cause: cause)
    ]
    fates.failed[number] = .notRun
    return result
  }

  private func absence(_ number: Int, isNeeded: Bool) -> DiagnosticCause {
    .notRun(
      plan.steps[number].reference,
      fate: fates.failed[number] ?? .failed,
      isNeeded: isNeeded
    )
  }

  // MARK: - Inline expressions

  /// The values of the expressions after a number of steps.
  ///
  /// They are evaluated in a branch, so that what
  /// goes wrong in one, or what it changes, is its own affair.
  ///
  /// - Returns: the values, and whether another run would surely give the same.
  func values(
    after count: Int
  ) async throws -> (results: [Int: InlineResult], areCertain: Bool) {
    let wanted = plan.expressions[count] ?? []
    guard !wanted.isEmpty else { return ([:], true) }
    var values: [Int: InlineValue] = [:]
    var areCertain = true
    if let stopped = fates.stopped {
      let cause = absence(stopped, isNeeded: false)
      for expression in wanted { values[expression.index] = .absent(cause) }
    } else {
      let compiled = try await compiler.expressions(after: count)
      values = compiled.refusals.mapValues { .absent(explained($0, count)) }
      areCertain = compiled.isCertain
      if let object = compiled.object,
        try await !evaluate(wanted.map(\.index), object, compiled.entry, &values)
      {
        areCertain = false
      }
    }
    return (await results(wanted, values), areCertain)
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
      values[crashed] = .absent(Self.cause(of: end, said: said, timeLimit: step.timeLimit))
    }
    return isCertain
  }

  /// Why an expression that did not return has no value.
  private static func cause(of end: StepEnd, said: String?, timeLimit: Double) -> DiagnosticCause {
    switch end.cause {
    case .timeLimit: .timeLimit(seconds: timeLimit)
    case .exit(let status): .exit(status: Int(status))
    default: said.map { .trap(message: $0, signal: "") } ?? .signal("")
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

extension StepEnd {
  /// Whether another run would surely end so too.
  ///
  /// Limits depend on the machine's load, and a host that was killed or did not load an object may have been
  /// so by somebody else.
  var isCertain: Bool {
    switch cause {
    case .returned, .threw, .exit: true
    case .signal: isOwnSignal
    case .timeLimit, .memoryLimit, .load: false
    }
  }
}
