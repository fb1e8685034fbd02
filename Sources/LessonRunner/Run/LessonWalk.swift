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
    result.diagnostics = result.diagnostics.grouped.sorted { isBefore($0[0].place, $1[0].place) }
      .flatMap { $0 }
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
    var result = BlockResult(
      label: step.block.label,
      line: step.block.fence.line,
      status: .ok
    )
    // What keeps the compiler too long keeps it as long for each block that names it.
    if let missing = fates.firstFailure(among: plan.dependencies.needs[number]),
      fates.overLimit.contains(missing)
    {
      fates.overLimit.insert(number)
      return (notRun(number, result, missing: missing), false)
    }
    let compiled = try await compiler.step(number)
    result.diagnostics = compiled.diagnostics
    result.compileMilliseconds = compiled.milliseconds
    // What it names may not be there because the block that declares it failed.
    if let missing = fates.firstFailure(among: plan.dependencies.needs[number])
      ?? fates.endlessCheck(like: step.block, in: plan)
    {
      let isCertain = compiled.object != nil || compiled.isCertain
      return (notRun(number, result, missing: missing), isCertain)
    }
    guard let object = compiled.object else {
      settle(&result, step, BlockFailure(status: .compileError, diagnostics: compiled.diagnostics))
      if result.status == .compileError { fates.failed[number] = .refused }
      if compiled.diagnostics.contains(where: \.cause.isLimitOfCompiler) {
        fates.overLimit.insert(number)
      }
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
      code: try step.part.map { _ in try code(of: object) },
      entry: entry,
      keeps: !block.isBranch,
      timeLimit: block.options.timeout
        ?? (block.options.sweep ? LessonSweeps.timeLimit : plan.lesson.frontMatter.timeout)
    )
    var output = OutputCollector(step: step, plan: plan, seal: order.seal)
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
    let failure = await report.failure(end, output: &output) ?? report.remains(of: end, fates)
    output.flush()
    result.outputs = output.outputs
    result.checks = output.checks.isEmpty ? nil : output.checks
    result.advice = output.advice.isEmpty ? nil : output.advice
    result.saved = output.saved.isEmpty ? nil : output.saved
    result.runMilliseconds = end.seconds * 1000
    result.processorMilliseconds = end.processorSeconds * 1000
    settle(&result, step, failure)
    result.diagnostics += output.diagnostics
    if failure == nil, order.keeps {
      fates.checkpoint += 1
      fates.threads = end.threadsLeft
    } else if failure != nil, !block.isBranch {
      // The next step starts from the state before this one.
      fates.failed[number] = .failed
      if failure?.status == .timedOut { fates.endless.insert(number) }
    }
    return (result, end.isCertain && !output.namesPlaces)
  }

  private func settle(_ result: inout BlockResult, _ step: PlannedStep, _ failure: BlockFailure?) {
    let verdict = step.verdict(on: failure)
    result.status = verdict.status
    let own = result.diagnostics.filter { !verdict.diagnostics.contains($0) }
    result.diagnostics = own + verdict.diagnostics
  }

  /// An object that only its own step may read.
  private func code(of object: String) throws -> [UInt8] {
    let path = "\(compiler.folder)/objects/\(object)"
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw RunnerError.files(reason: "the object \(path) is gone; \(WorkFolder.fix)")
    }
    return Array(bytes)
  }

  func nextStep(
    object: String,
    code: [UInt8]? = nil,
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
      code: code,
      entry: entry,
      timeLimit: timeLimit,
      skippedExpressions: skipped
    )
  }

  /// - Parameter missing: the failed step that it needs.
  private mutating func notRun(_ number: Int, _ draft: BlockResult, missing: Int) -> BlockResult {
    var result = draft
    result.status = .notRun
    result.diagnostics = [
      Diagnostic(
        severity: .note,
        place: plan.steps[number].source.start,
        cause: absence(after: missing)
      )
    ]
    fates.failed[number] = .notRun
    return result
  }

  /// Why something does not run that needs a failed step.
  func absence(after failed: Int) -> DiagnosticCause {
    .notRun(plan.steps[failed].reference, fate: fates.failed[failed] ?? .failed)
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
