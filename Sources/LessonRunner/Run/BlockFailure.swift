import HostProtocol
import LessonDocument

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How a block failed.
struct BlockFailure: Equatable, Sendable {
  var status: BlockStatus
  var diagnostics: [Diagnostic]

  /// Which expectation it would fulfil.
  var kind: ExpectedFailure? {
    switch status {
    case .compileError: .compileError
    case .crashed: .crash
    case .threw: .error
    case .timedOut: .timeout
    default: nil
    }
  }
}

extension PlannedStep {
  /// The status and diagnostics of a block that ended so, given what it was expected to do.
  func verdict(on failure: BlockFailure?) -> BlockFailure {
    guard let expected = block.options.expect else {
      return failure ?? BlockFailure(status: .ok, diagnostics: [])
    }
    let wanted = block.options.expectMessage
    let said = failure?.diagnostics.map(\.message) ?? []
    let fits = wanted.map { wanted in said.contains { $0.contains(wanted) } } ?? true
    if let failure, failure.kind == expected, fits {
      return BlockFailure(status: .expectedFailure, diagnostics: failure.diagnostics)
    }
    let came: CameOut =
      switch failure?.kind {
      case nil: .whole
      case expected?: .otherMessage
      case let kind?: .other(kind)
      }
    let unexpected = Diagnostic(
      severity: .error,
      place: source.start,
      cause: .unexpected(expected: expected, message: wanted, came: came)
    )
    return BlockFailure(
      status: .unexpectedSuccess,
      diagnostics: [unexpected] + (failure?.diagnostics ?? [])
    )
  }
}

/// Finds out how a step failed, and where.
struct FaultReport {
  let plan: ExecutionPlan
  /// The step's number in the plan.
  let number: Int
  let timeLimit: Double
  let options: RunOptions
  let symboliser: Symboliser

  private var step: PlannedStep { plan.steps[number] }

  /// The failure in a step's end, or nil if it returned.
  func failure(_ end: StepEnd, output: inout OutputCollector) async -> BlockFailure? {
    let cause: DiagnosticCause
    switch end.cause {
    case .returned: return nil
    case .signal(let signal): return await crash(signal, end, &output)
    case .threw(let error): cause = .threw(OutputCollector.said(error))
    case .timeLimit: cause = .timeLimit(seconds: timeLimit)
    case .memoryLimit: cause = .memoryLimit(bytes: options.memoryLimit)
    case .exit(let status): cause = .exit(status: Int(status))
    case .load(let reason): cause = .broken(reason)
    }
    let found = await symboliser.find(end.frames, in: plan.places)
    var place = shown(found.places) ?? statement(end.line)
    // Where in its line a loop is when its time is over is chance.
    if end.cause == .timeLimit { place?.column = 1 }
    return fault(cause, at: place)
  }

  /// What an answer, or a check that called it, left behind when it returned; nil if nothing, and for other
  /// blocks, which may leave what they like.
  func remains(of end: StepEnd, _ fates: LessonFates) -> BlockFailure? {
    guard end.cause == .returned, step.part != nil else { return nil }
    let left: LeftBehind? =
      end.processesLeft > 0
      ? .processes
      : end.threadsLeft > fates.threads ? .threads : end.changedSignals ? .signals : nil
    return left.map { fault(.leftBehind($0), at: nil) }
  }

  private func crash(
    _ signal: Int32,
    _ end: StepEnd,
    _ output: inout OutputCollector
  ) async -> BlockFailure {
    let found = await symboliser.find(end.frames, in: plan.places)
    let said = output.takeFatalError()
    let name = Self.name(of: signal)
    // An answer that sends itself a signal does not want to be judged, whatever it says before.
    let isSent = step.part != nil && !end.isFault
    let cause: DiagnosticCause =
      if isSent {
        .sentSignal(name)
      } else if end.isStackOverflow {
        .stackOverflow(signal: name)
      } else if let said {
        .trap(message: OutputCollector.said(said.message), signal: name)
      } else if let check = found.failedCheck {
        .trap(message: "Fatal error: \(check)", signal: name)
      } else {
        .signal(name)
      }
    let told = said.flatMap {
      plan.admitted(plan.places.place(file: $0.file, line: $0.line), ofStep: number)
    }
    let place = shown(found.places) ?? shown(told.map { [$0] } ?? []) ?? statement(end.line)
    return fault(cause, at: place)
  }

  /// The innermost of some places that may be shown: a fault in a hidden check shows neither its code nor
  /// its line, but the code that it called may be shown.
  private func shown(_ places: [SourcePlace]) -> SourcePlace? {
    places.first { place in
      guard case .step(let number) = place.file else { return true }
      return !plan.steps[number].isHidden
    }
  }

  /// The statement that ran last, of which the program keeps the line.
  private func statement(_ line: Int) -> SourcePlace? {
    step.isHidden ? nil : step.source.place(SourceLocation(line: line, column: 1))
  }

  private func fault(_ cause: DiagnosticCause, at place: SourcePlace?) -> BlockFailure {
    let status: BlockStatus =
      switch cause.failure {
      case .error?: .threw
      case .timeout?: .timedOut
      default: .crashed
      }
    let diagnostic = Diagnostic(severity: .error, place: place ?? step.source.start, cause: cause)
    return BlockFailure(status: status, diagnostics: [diagnostic])
  }

  /// How a signal is called.
  static func name(of signal: Int32) -> String {
    let names: [Int32: String] = [
      SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT", SIGSEGV: "SIGSEGV",
      SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGTERM: "SIGTERM",
      SIGINT: "SIGINT", SIGPIPE: "SIGPIPE", SIGSYS: "SIGSYS",
    ]
    return names[signal] ?? "signal \(signal)"
  }
}
