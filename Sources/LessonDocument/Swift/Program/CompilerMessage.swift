/// One message of the compiler, at a place in a file as the compiler names it.
///
/// What is known of the words of compilers stands in this file, and nowhere else.
public struct CompilerMessage: Codable, Equatable, Sendable {
  /// The file.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column in UTF-8 bytes, from 1.
  public var column: Int
  /// `error`, `warning`, `note` or `remark`.
  public var severity: String
  /// The words.
  public var text: String

  /// The messages in what the compiler wrote, in its one-line style.
  public static func read(_ text: String) -> [CompilerMessage] {
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

  /// What the message says, as far as a lesson must know.
  public var cause: DiagnosticCause {
    if text.contains("prevents automatic synthesis") { return .conformanceElsewhere(message: text) }
    let missing = text.firstMatch(of: /cannot find (?:(?:type|operator) )?'([^']+)' in scope/)
    return .compiler(message: text, missing: missing.map { String($0.1) })
  }

  /// Why the compiler ended without an error message.
  ///
  /// - Parameter outOfTime: whether it was ended because of the time that it took.
  public static func failure(
    status: Int,
    outOfTime: Bool,
    written: String,
    seconds: Int,
    memory: Int
  ) -> DiagnosticCause {
    if outOfTime || written.contains("CPU time limit") { return .compileLimit(.seconds(seconds)) }
    let signs = ["out of memory", "bad_alloc", "Cannot allocate memory", "memory exhausted"]
    if signs.contains(where: written.contains) { return .compileLimit(.memory(memory)) }
    return .compilerFailed(
      status: status,
      said: written.split(separator: "\n").first.map(String.init)
    )
  }

  /// The type that a message about an unwritten type names.
  var wantedType: String? {
    for (start, end) in [
      ("property definition has inferred type '", "', involving the 'some'"),
      ("cannot convert value of type '", "' to specified type 'Never'"),
    ] where text.hasPrefix(start) {
      let rest = text.dropFirst(start.count)
      if let range = rest.firstRange(of: end) { return String(rest[..<range.lowerBound]) }
    }
    return nil
  }

  /// The elements of a tuple type.
  static func elements(of type: String) -> [String] {
    guard type.hasPrefix("("), type.hasSuffix(")") else { return [] }
    var elements = [""]
    var depth = 0
    var previous: Character = " "
    for character in type.dropFirst().dropLast() {
      switch character {
      case "(", "[", "<": depth += 1
      case ")", "]": depth -= 1
      case ">" where previous != "-": depth -= 1
      default: break
      }
      previous = character
      if character == ",", depth == 0 {
        elements.append("")
      } else if character != " " || elements.last != "" {
        elements[elements.count - 1].append(character)
      }
    }
    return elements
  }
}
