import HostProtocol
import LessonDocument

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Says in a sentence, with its line in the lesson, how a step went wrong.
struct FaultReport {
  let file: String
  let places: LessonPlaces
  let block: LessonBlock
  let step: HostStep
  let options: RunOptions
  let symboliser: Symboliser

  /// The failure in a step's end, or nil if it returned.
  func failure(_ end: StepEnd, output: inout OutputCollector) async -> BlockFailure? {
    switch end.cause {
    case .returned: return nil
    case .threw(let message):
      return fault(.threw, line: end.line, "threw \(OutputCollector.described(message))")
    case .timeLimit:
      let limit = step.timeLimit.formattedSeconds
      return fault(.timedOut, line: end.line, "time limit: the block ran longer than \(limit) s")
    case .memoryLimit:
      let limit = OutputCollector.size(options.memoryLimit)
      return fault(
        .crashed,
        line: end.line,
        "memory limit: the lesson used more than \(limit) of memory"
      )
    case .exit(let status):
      return fault(
        .crashed,
        line: end.line,
        "the block ended its process with exit(\(status)) before its end"
      )
    case .load(let message):
      return fault(.crashed, line: end.line, message)
    case .signal(let signal): return await crash(signal, end, &output)
    }
  }

  private func crash(
    _ signal: Int32,
    _ end: StepEnd,
    _ output: inout OutputCollector
  ) async -> BlockFailure {
    let finding = await symboliser.find(end.frames, file: file)
    let said = output.takeFatalError(file: file)
    let name = Self.name(of: signal)
    let message =
      if end.isStackOverflow {
        "stack overflow: the calls are nested too deeply (\(name))"
      } else if let said {
        "\(said.message) (\(name))"
      } else if let check = finding.failedCheck {
        "Fatal error: \(check) (\(name))"
      } else {
        "the block was ended by \(name)"
      }
    return fault(
      .crashed,
      line: finding.line ?? said?.line ?? end.line,
      column: finding.column,
      message
    )
  }

  private func fault(
    _ status: BlockStatus,
    line: Int,
    column: Int? = nil,
    _ message: String
  ) -> BlockFailure {
    // A hidden check's fault shows neither its code nor its line.
    let isHidden = if case .check(_, hidden: true) = block.role { true } else { false }
    let place = places.place(SourceLocation(line: line, column: column ?? 1))
    let shown = line > 0 && !isHidden ? place.line : block.fence.line
    let isKnown = column != nil && column != 0 && !isHidden
    return BlockFailure(
      status: status,
      diagnostics: [
        Diagnostic(
          severity: .error,
          line: shown,
          column: isKnown ? place.column : 1,
          message: message
        )
      ]
    )
  }

  private static func name(of signal: Int32) -> String {
    let names: [Int32: String] = [
      SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT", SIGSEGV: "SIGSEGV",
      SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGTERM: "SIGTERM",
      SIGINT: "SIGINT", SIGPIPE: "SIGPIPE", SIGSYS: "SIGSYS",
    ]
    return names[signal] ?? "signal \(signal)"
  }
}

extension Double {
  /// Seconds without needless digits.
  var formattedSeconds: String {
    self == rounded() ? String(Int(self)) : String(self)
  }
}
