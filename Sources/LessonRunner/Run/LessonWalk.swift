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
    result.diagnostics.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    await onEvent(.finished(index: plan.steps[number].block.index, result: result))
    let values = try await values(after: number + 1)
    return StepResult(
      block: result,
      expressions: values.results,
      isCertain: isCertain && values.areCertain
    )
  }

  private mutating func outcome(_ number: Int) async throws -> (BlockResult, isCertain: Bool) {
    let block = plan.steps[number].block
    let compiled = try await compiler.step(number)
    var result = BlockResult(
      label: block.label,
      line: block.fence.line,
      status: .ok,
      diagnostics: compiled.diagnostics,
      compileMilliseconds: compiled.milliseconds
    )
    guard compiled.object == nil || isReady(number) else {
      fates.failed[number] = "was not run"
      return (notRun(number, result), true)
    }
    guard let object = compiled.object else {
      if let missing = missing(for: number) {
        // What it names is not there because the block that declares it failed.
        fates.failed[number] = "was not run"
        return (notRun(number, result, missing: missing), compiled.isCertain)
      }
      settle(&result, block, BlockFailure(status: .compileError, diagnostics: compiled.diagnostics))
      result.diagnostics += plan.sweeps.notes(on: compiled.diagnostics, of: block)
      if result.status == .compileError { fates.failed[number] = "was refused by the compiler" }
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
    let block = plan.steps[number].block
    var result = draft
    await onEvent(.started(index: block.index))
    let step = nextStep(
      object: object,
      entry: entry,
      keeps: !block.isBranch,
      timeLimit: block.options.timeout
        ?? (block.options.sweep ? LessonSweeps.timeLimit : plan.lesson.frontMatter.timeout)
    )
    var output = OutputCollector(block: block, plan: plan)
    let end = try await session.run(step) { event in
      if let text = output.take(event, outputLimit: options.outputLimit) {
        await onEvent(.printed(index: block.index, text: text))
      }
    }
    output.flush()
    let report = FaultReport(
      file: plan.file,
      places: plan.places,
      block: block,
      step: step,
      options: options,
      symboliser: symboliser
    )
    let failure = await report.failure(end, output: &output)
    result.outputs = output.outputs
    result.checks = output.checks.isEmpty ? nil : output.checks
    result.advice = output.advice.isEmpty ? nil : output.advice
    result.runMilliseconds = end.seconds * 1000
    result.processorMilliseconds = end.processorSeconds * 1000
    settle(&result, block, failure)
    result.diagnostics += output.diagnostics
    if failure == nil, step.keeps {
      fates.checkpoint += 1
    } else if failure != nil, !block.isBranch {
      fates.stopped = number
      fates.failed[number] = "failed"
    }
    return (result, end.isCertain)
  }

  private func settle(_ result: inout BlockResult, _ block: LessonBlock, _ failure: BlockFailure?) {
    let verdict = block.verdict(on: failure)
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

  private func isReady(_ number: Int) -> Bool {
    fates.stopped == nil && missing(for: number) == nil
  }

  /// The first failed step that a step needs.
  private func missing(for number: Int) -> Int? {
    plan.dependencies.needs[number].filter { fates.failed[$0] != nil }.min()
  }

  private func notRun(
    _ number: Int,
    _ draft: BlockResult,
    missing: Int? = nil
  ) -> BlockResult {
    var result = draft
    result.status = .notRun
    let cause = missing ?? self.missing(for: number) ?? fates.stopped ?? 0
    result.diagnostics = [
      Diagnostic(
        severity: .note,
        line: plan.steps[number].block.fence.line,
        column: 1,
        message: "not run: "
          + reason(cause, isNeeded: missing != nil || self.missing(for: number) != nil)
      )
    ]
    return result
  }

  private func reason(_ number: Int, isNeeded: Bool) -> String {
    let block = plan.steps[number].block
    let name = "block '\(block.label)' (line \(block.fence.line))"
    let fate = fates.failed[number] ?? "failed"
    return isNeeded ? "it needs \(name), which \(fate)" : "\(name) \(fate)"
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
    var values: [Int: Result<String, OutputCollector.InlineFailure>] = [:]
    var areCertain = true
    if let stopped = fates.stopped {
      let reason = "not run: " + reason(stopped, isNeeded: false)
      for expression in wanted { values[expression.index] = .failure(.init(message: reason)) }
    } else {
      let compiled = try await compiler.expressions(after: count)
      values = compiled.refusals.mapValues { .failure(.init(message: explained($0, count))) }
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
    _ values: inout [Int: Result<String, OutputCollector.InlineFailure>]
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
      var output = OutputCollector(block: nil, plan: plan)
      let end = try await session.run(step) { event in
        _ = output.take(event, outputLimit: options.outputLimit)
      }
      values.merge(output.values) { first, _ in first }
      let crashed = indices.first { values[$0] == nil } ?? next
      if end.cause == .returned, values[crashed] != nil { break }
      isCertain = isCertain && end.isCertain
      let said = output.takeFatalError(file: plan.file)?.message
      let limit = end.cause == .timeLimit ? "it ran past the time limit" : "it crashed"
      values[crashed] = .failure(.init(message: said ?? limit))
    }
    return isCertain
  }

  private func results(
    _ wanted: [InlineExpression],
    _ values: [Int: Result<String, OutputCollector.InlineFailure>]
  ) async -> [Int: InlineResult] {
    var results: [Int: InlineResult] = [:]
    for expression in wanted {
      var result = InlineResult(expression: expression.source, line: expression.location.line)
      switch values[expression.index] {
      case .success(let value): result.value = value
      case .failure(let failure): result.error = failure.message
      case nil: result.error = "it has no value"
      }
      results[expression.index] = result
      await onEvent(.evaluated(index: expression.index, result: result))
    }
    return results
  }

  /// A refusal that comes from a failed block says so.
  private func explained(_ refusal: String, _ count: Int) -> String {
    guard refusal.contains("cannot find"),
      let first = fates.failed.keys.filter({ $0 < count }).min()
    else { return refusal }
    return "\(refusal); \(reason(first, isNeeded: false))"
  }
}

extension StepEnd {
  /// Whether another run would surely end so too.
  ///
  /// Limits depend on the machine's load, and a host that was killed or did not load an object may have been
  /// so by somebody else.
  fileprivate var isCertain: Bool {
    switch cause {
    case .returned, .threw, .exit: true
    case .signal: isOwnSignal
    case .timeLimit, .memoryLimit, .load: false
    }
  }
}
