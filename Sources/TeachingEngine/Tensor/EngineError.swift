/// What can be wrong with a call; its description is a sentence with the fix.
public enum EngineError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Two or more shapes do not fit the operation.
  case shapes(operation: String, shapes: [[Int]], problem: String, fix: String)
  /// An argument is outside what the operation accepts.
  case argument(operation: String, problem: String, fix: String)
  /// A file or text is not what it should be; `line` counts from 1.
  case format(source: String, line: Int?, problem: String, fix: String)

  /// The sentence shown to the reader.
  public var description: String {
    switch self {
    case .shapes(let operation, let shapes, let problem, let fix):
      let list = shapes.map(\.description).joined(separator: " × ")
      return "\(operation): \(problem): \(list); \(fix)"
    case .argument(let operation, let problem, let fix):
      return "\(operation): \(problem); \(fix)"
    case .format(let source, let line, let problem, let fix):
      return "\(source)\(line.map { ":\($0)" } ?? ""): \(problem); \(fix)"
    }
  }
}

/// Stops with the sentence of an error, at the caller's line, in every build configuration.
func trap(_ error: EngineError, file: StaticString, line: UInt) -> Never {
  fatalError(error.description, file: file, line: line)
}

/// Returns what `body` returns; an error it throws becomes a trap at the caller's line.
@inline(__always)
func trapping<Result>(
  file: StaticString,
  line: UInt,
  _ body: () throws(EngineError) -> Result
) -> Result {
  do { return try body() } catch { trap(error, file: file, line: line) }
}
