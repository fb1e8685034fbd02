import Foundation

/// One message of the compiler, at a place in a file as the compiler names it.
struct CompilerMessage: Codable, Equatable, Sendable {
  var file: String
  var line: Int
  var column: Int
  var severity: String
  var text: String

  /// The messages in what the compiler wrote, in its one-line style.
  static func read(_ text: String) -> [CompilerMessage] {
    text.split(separator: "\n").compactMap { line in
      guard
        let match = line.wholeMatch(
          of: /(.*?):(\d+):(\d+): (error|warning|note|remark): (.*)/
        )
      else { return nil }
      return CompilerMessage(
        file: String(match.1),
        line: Int(match.2) ?? 0,
        column: Int(match.3) ?? 0,
        severity: String(match.4),
        text: String(match.5)
      )
    }
  }
}

extension CompilerMessage {
  /// Whether it is an error that another time, with the same file, may not come.
  ///
  /// What a lesson imports of its own accord may lack for good; what the runner supplies does not.
  var isOfTheMachine: Bool {
    guard severity == "error" else { return false }
    let supplied =
      Installation.visibleModules + ["CProcessor", "Swift", "SwiftShims", "_Concurrency"]
    return Self.machineFailures.contains(where: text.contains)
      || supplied.contains { text.contains("module '\($0)'") }
  }

  private static let machineFailures = [
    "No space left on device", "Input/output error", "Too many open files",
    "Cannot allocate memory", "Read-only file system", "Stale file handle", "Disk quota exceeded",
    "error opening input file", "module cache path", "could not build module",
    "could not build C module", "precompiled file", "module file",
  ]
}
