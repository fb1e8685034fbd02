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

  /// The compiler's name for what it says of code that it cannot check for memory safety.
  public static let safetyGroup = "StrictMemorySafety"

  /// What the message says, as far as a lesson must know.
  public var cause: DiagnosticCause {
    if text.contains("[#\(Self.safetyGroup)]") { return .unsafeCode }
    if text.contains("prevents automatic synthesis") { return .conformanceElsewhere(message: text) }
    let missing = text.firstMatch(of: /cannot find (?:(?:type|operator) )?'([^']+)' in scope/)
    return .compiler(message: text, missing: missing.map { String($0.1) })
  }

  /// Whether it is an error that another time, with the same file, may not come.
  ///
  /// What a lesson imports of its own accord may lack for good; what the runner supplies does not.
  ///
  /// - Parameter supplied: the runner's own modules.
  public func isOfTheMachine(supplied: [String]) -> Bool {
    guard severity == "error" else { return false }
    let modules = supplied + ["CProcessor", "Swift", "SwiftShims", "_Concurrency"]
    return Self.machineFailures.contains(where: text.contains)
      || modules.contains { text.contains("module '\($0)'") }
  }

  private static let machineFailures = [
    "No space left on device", "Input/output error", "Too many open files",
    "Cannot allocate memory", "Read-only file system", "Stale file handle", "Disk quota exceeded",
    "error opening input file", "module cache path", "could not build module",
    "could not build C module", "precompiled file", "module file",
  ]

  /// What the compiler says, as an extended regular expression, where its cache of C modules changed under
  /// it; the same sources compile with a cache that is new.
  public static let staleModule =
    "^<unknown>:0: error: (.*is defined in both |.*(module|precompiled) file )"

  /// Whether a message is about a bracket that is not closed, which any error in what it holds may bring about.
  public static func isOnUnclosed(_ message: String) -> Bool {
    message.contains(/^expected '[})\]]'/)
  }

  /// Whether a note tells the ways to open an optional, which the compiler repeats at each.
  public static func isOnOptionals(_ note: String) -> Bool {
    let ways = [
      "coalesce using '??'", "force-unwrap using '!'", "short-circuit using 'guard'",
      "chain the optional",
    ]
    return ways.contains(where: note.hasPrefix)
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
    // The system kills what it has no memory for, and says no more than that.
    let isKilled = status == 128 + 9
    if isKilled || signs.contains(where: written.contains) { return .compileLimit(.memory(memory)) }
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
