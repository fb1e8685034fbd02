import LessonRuntime

/// What a lesson told the host that stands here in place of the real one.
final class Recording {
  private(set) var events: [RuntimeEvent] = []
  private let line = UnsafeMutablePointer<Int64>.allocate(capacity: 1)

  private init() { line.initialize(to: 0) }

  deinit { line.deallocate() }

  /// Runs something as a block would run, and gives what it told.
  ///
  /// The host is one for the process, so what uses this runs one after the other.
  static func events(skipping skipped: [Int] = [], of body: () throws -> Void) -> [RuntimeEvent] {
    let recording = Recording()
    RuntimeHost.current = RuntimeHost(
      receive: { recording.events.append($0) },
      runTasks: { _ in fatalError("no block here waits for tasks") },
      endBlock: { fatalError("an error left the block") },
      skippedExpressions: skipped,
      line: recording.line
    )
    defer { RuntimeHost.current = nil }
    do { try body() } catch { fatalError("\(error)") }
    return recording.events
  }

  /// The texts of the values that were shown.
  static func values(of body: () throws -> Void) -> [String] {
    events(of: body).compactMap { event in
      if case .value(let text) = event { text } else { nil }
    }
  }

  /// The checks that were made.
  static func checks(of body: () throws -> Void) -> [Outcome] {
    events(of: body).compactMap { event in
      if case .check(let report) = event {
        Outcome(
          title: report.title,
          passed: report.passed,
          message: report.message,
          line: report.line
        )
      } else {
        nil
      }
    }
  }

  /// What came of a check.
  struct Outcome: Equatable {
    var title: String
    var passed: Bool
    var message = ""
    var line: Int
  }
}
