import Foundation
import LessonDocument
import LessonRunner
import Testing

/// Runs lessons for tests, in one environment.
enum RunningLessons {
  private static let environment = Task {
    try await RunnerEnvironment.prepare(
      executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
      sandbox: .auto
    )
  }

  /// The results of a lesson given as Markdown, nothing taken from the cache.
  static func results(
    _ markdown: String,
    options: RunOptions = uncached,
    file: String = "lesson.md"
  ) async throws -> LessonResults {
    let lesson = try LessonReader().lesson(source: markdown, file: file)
    return try await LessonRunner(environment: environment.value, options: options).run(lesson)
  }

  /// The results of a lesson whose blocks are given as code.
  static func results(
    blocks: [String],
    options: RunOptions = uncached
  ) async throws -> LessonResults {
    try await results(markdown(blocks), options: options)
  }

  /// The last block's result.
  static func last(_ blocks: String...) async throws -> BlockResult {
    try #require(try await results(blocks: blocks).blocks.last)
  }

  static func markdown(_ blocks: [String]) -> String {
    "# Test\n\n" + blocks.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
  }

  static var uncached: RunOptions {
    var options = RunOptions()
    options.usesCache = false
    return options
  }

  /// Every block runs, with the objects of earlier runs.
  static var compiled: RunOptions {
    var options = RunOptions()
    options.usesKeptResults = false
    return options
  }

  /// A lesson whose host stays.
  static func live(options: RunOptions = compiled) async throws -> LiveLesson {
    LiveLesson(runner: LessonRunner(environment: try await environment.value, options: options))
  }

  /// Does something with a lesson whose host stays, and ends it.
  static func withLive<Value: Sendable>(
    options: RunOptions = compiled,
    _ body: (LiveLesson) async throws -> Value
  ) async throws -> Value {
    let live = try await live(options: options)
    do {
      let value = try await body(live)
      await live.close()
      return value
    } catch {
      await live.close()
      throw error
    }
  }

  /// What runs lessons in the tests' environment.
  static func runner(options: RunOptions = compiled) async throws -> LessonRunner {
    LessonRunner(environment: try await environment.value, options: options)
  }

  static func lesson(_ markdown: String) throws -> Lesson {
    try LessonReader().lesson(source: markdown, file: "lesson.md")
  }

  static func isSandboxed() async throws -> Bool {
    try await environment.value.sandbox.isActive
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where the machine starts no sandbox, and says so.
  static var whereSandboxed: ConditionTrait {
    .enabled("this machine starts no sandbox: bubblewrap is missing or not allowed") {
      try await RunningLessons.isSandboxed()
    }
  }
}

extension LessonResults {
  /// The results without what every run takes its own time for.
  var timeless: LessonResults {
    var results = self
    for index in blocks.indices {
      results.blocks[index].compileMilliseconds = 0
      results.blocks[index].runMilliseconds = 0
      results.blocks[index].processorMilliseconds = 0
      results.blocks[index].cached = false
    }
    return results
  }

  /// The results of the blocks that ran.
  var withoutRecorded: LessonResults {
    var results = self
    results.blocks.removeAll { $0.status == .recorded }
    return results
  }

  /// In which blocks these results differ from others, and in what, times left out.
  func differences(from others: LessonResults) -> [String] {
    let (mine, theirs) = (timeless, others.timeless)
    guard mine.blocks.count == theirs.blocks.count else {
      return ["\(mine.blocks.count) blocks, not \(theirs.blocks.count)"]
    }
    var found = zip(mine.blocks, theirs.blocks).flatMap { block, other in
      zip(Mirror(reflecting: block).children, Mirror(reflecting: other).children)
        .filter { "\($0.value)" != "\($1.value)" }
        .map { "\(block.label).\($0.label ?? "?"): \($0.value), not \($1.value)" }
    }
    if mine.inline != theirs.inline { found.append("inline: \(mine.inline), not \(theirs.inline)") }
    if found.isEmpty, mine != theirs { found.append("something else") }
    return found
  }
}

extension BlockResult {
  /// All that it printed and showed, one output a line.
  var shown: String {
    outputs.map { $0.text.trimmingCharacters(in: .newlines) }.joined(separator: "|")
  }
  /// What is said of it: `line:column: message`.
  var said: [String] { diagnostics.map { "\($0.line):\($0.column): \($0.message)" } }
}
