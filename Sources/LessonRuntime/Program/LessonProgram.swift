/// What the code around a block calls.
///
/// Lessons do not call it themselves.
public enum LessonProgram {
  /// Runs a block's statements; an error that leaves them ends the block.
  public static func run(_ body: () throws -> Void) {
    do { try body() } catch { end(with: error) }
  }

  /// Runs a block's statements that wait for other tasks.
  public static func runAsync(_ body: @escaping () async throws -> Void) {
    do { try waited(body) } catch { end(with: error) }
  }

  /// Marks the statement that runs now by its line in the lesson.
  @inline(__always)
  public static func at(_ line: Int) {
    RuntimeHost.current?.line.pointee = Int64(line)
  }

  /// A check's title, marked so that whoever runs the block knows which of its checks it is, and that nobody
  /// else made it: only the block's own file has been given the seal.
  ///
  /// The mark travels in the title since all kinds of checks have one, and hand it on unread.
  public static func sealed(_ title: String, number: Int, _ seal: (UInt64, UInt64)) -> String {
    // Without a host there is nobody to tell.
    RuntimeHost.current == nil
      ? title : "\u{2}\(seal.0) \(seal.1) \(number)\u{3}\(title)"
  }

  /// The value of an initialiser that can throw; an error ends the block.
  public static func evaluate<Value>(line: Int, _ body: () throws -> Value) -> Value {
    at(line)
    do { return try body() } catch { end(with: error) }
  }

  /// The value of an initialiser that waits for other tasks; an error ends the block.
  public static func evaluateAsync<Value>(
    line: Int,
    _ body: @escaping () async throws -> Value
  ) -> Value {
    at(line)
    do { return try waited(body) } catch { end(with: error) }
  }

  /// Shows the value of a block's last expression.
  public static func showLast<Value>(_ value: Value) {
    switch value {
    case let chart as Chart: show(chart)
    case let table as Table: show(table)
    case is Void: break
    default: show(value)
    }
  }

  /// A last expression without a value shows nothing.
  public static func showLast(_ value: Void) {}

  /// Evaluates an inline expression; an error is its own affair.
  public static func inline<Value>(_ index: Int, _ body: () throws -> Value) {
    guard !isSkipped(index) else { return }
    do {
      RuntimeHost.emit(.inline(index: index, value: inlineText(of: try body())))
    } catch {
      RuntimeHost.emit(.inlineError(index: index, message: String(describing: error)))
    }
  }

  /// Evaluates an inline expression that waits for other tasks.
  public static func inlineAsync<Value>(_ index: Int, _ body: @escaping () async throws -> Value) {
    inline(index) { try waited(body) }
  }

  private static func isSkipped(_ index: Int) -> Bool {
    RuntimeHost.current?.skippedExpressions.contains(index) ?? false
  }

  private static func end(with error: any Error) -> Never {
    let line = RuntimeHost.current.map { Int($0.line.pointee) } ?? 0
    RuntimeHost.emit(.threw(message: String(describing: error), line: line))
    guard let current = RuntimeHost.current else { fatalError(String(describing: error)) }
    current.endBlock()
  }

  /// Waits for an asynchronous function on the thread that calls.
  private static func waited<Value>(_ body: @escaping () async throws -> Value) throws -> Value {
    let waiting = Waiting<Value>(body)
    Task { await waiting.run() }
    waiting.wait()
    return try waiting.value()
  }
}

/// An asynchronous function on its way; all of it happens on one thread, which the host drains.
private final class Waiting<Value>: @unchecked Sendable {
  private let body: () async throws -> Value
  private var result: Result<Value, any Error>?
  private let finished = UnsafeMutablePointer<Bool>.allocate(capacity: 1)

  init(_ body: @escaping () async throws -> Value) {
    self.body = body
    finished.initialize(to: false)
  }

  deinit { finished.deallocate() }

  func run() async {
    do { result = .success(try await body()) } catch { result = .failure(error) }
    finished.pointee = true
  }

  func wait() {
    guard let host = RuntimeHost.current else {
      fatalError("a block that awaits needs a host; run the lesson with `unroll run`")
    }
    host.runTasks(finished)
  }

  func value() throws -> Value {
    guard let result else { throw CancellationError() }
    return try result.get()
  }
}
