import CHostSupport
import HostProtocol
import LessonRuntime
import TeachingEngine

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The lesson's generator, before its first block.
enum LessonSeed {
  static func set(_ seed: UInt64) {
    generator = RandomGenerator(seed: seed)
  }
}

/// The side of a step that runs the block's code.
struct StepProcess {
  private let records: RecordChannel
  private let report: UnsafeMutablePointer<host_crash_report>

  /// Makes the process ready for strangers' code.
  init(channel: Int32, report: UnsafeMutablePointer<host_crash_report>) {
    records = RecordChannel(descriptor: channel)
    self.report = report
    host_unbuffer_output()
    host_crash_report_install(report)
  }

  /// Runs the step.
  ///
  /// Returns what the keeper wants of the process then.
  ///
  /// - Parameter hiddenFile: holds the step's object if it has no name; it is closed in any case.
  func run(_ step: HostStep, hiddenFile: Int32? = nil) -> BlockProcess.Answer {
    host_lift_open_files(true)
    let entry = load(step, hiddenFile)
    host_lift_open_files(false)
    RuntimeHost.current = host(of: step)
    let process = getpid()
    let threadsBefore = host_thread_count(process)
    let before = Clock.processorSeconds
    entry(step.seal.first, step.seal.second)
    // A process that the block forked has no part in the lesson beyond the block.
    if getpid() != process { _exit(0) }
    host_tasks_run_ready()
    joinEngineThreads()
    fflush(nil)
    // One that has done its work has the time that it takes to end.
    let threads = Int(host_await_threads(threadsBefore)) - 1
    return records.send(
      .returned(
        threads: threads,
        processorSeconds: Clock.processorSeconds - before,
        seal: step.seal
      )
    )
  }

  /// The function of a block; one whose checks nobody seals takes no notice of the numbers.
  private typealias Entry = @convention(c) (UInt64, UInt64) -> Void

  private func load(_ step: HostStep, _ hiddenFile: Int32?) -> Entry {
    let file = hiddenFile ?? step.code.map { host_hidden_file($0, $0.count) }
    let handle =
      step.isHidden
      ? host_load_hidden(file ?? -1) : dlopen(step.object, RTLD_NOW | RTLD_GLOBAL)
    if let file { close(file) }
    guard let handle else { refuse() }
    var base: UInt64 = 0
    var end: UInt64 = 0
    if host_object_range(handle, &base, &end) {
      report.pointee.base = base
      report.pointee.end = end
    }
    guard let symbol = dlsym(handle, step.entry) else { refuse() }
    return unsafeBitCast(symbol, to: Entry.self)
  }

  private func refuse() -> Never {
    _ = records.send(
      .loadFailed(message: dlerror().map { String(cString: $0) } ?? "unknown reason")
    )
    _exit(1)
  }

  private func host(of step: HostStep) -> RuntimeHost {
    let records = records
    let report = report
    let process = getpid()
    return RuntimeHost(
      receive: { event in if getpid() == process { _ = records.send(BlockRecord(event)) } },
      runTasks: { finished in host_tasks_run_until(finished) },
      endBlock: {
        fflush(nil)
        _exit(0)
      },
      skippedExpressions: step.skippedExpressions,
      line: UnsafeMutableRawPointer(report)
        .advanced(by: MemoryLayout<host_crash_report>.offset(of: \.line) ?? 0)
        .assumingMemoryBound(to: Int64.self)
    )
  }
}

extension BlockRecord {
  /// The form in which an event travels.
  fileprivate init(_ event: RuntimeEvent) {
    switch event {
    case .value(let text): self = .value(text)
    case .chart(let chart): self = .chart((try? WireCoder.encode(chart)) ?? [])
    case .table(let table): self = .table((try? WireCoder.encode(table)) ?? [])
    case .check(let report):
      self = .check(
        CheckOutcome(
          title: report.title,
          passed: report.passed,
          message: report.message,
          file: report.file,
          line: report.line,
          points: report.points,
          credit: report.credit
        )
      )
    case .advice(let sentence): self = .advice(sentence)
    case .saved(let name, let bytes): self = .saved(name: name, bytes: bytes)
    case .inline(let index, let value): self = .inline(index: index, value: value)
    case .inlineError(let index, let message): self = .inlineError(index: index, message: message)
    case .threw(let message, let line): self = .threw(message: message, line: line)
    }
  }
}
