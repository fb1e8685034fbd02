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
