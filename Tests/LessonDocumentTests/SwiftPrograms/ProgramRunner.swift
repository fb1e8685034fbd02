import Foundation
import Testing

@testable import LessonDocument

/// Compiles, links and runs blocks as the runner does, one object a block, in a scratch folder.
struct ProgramRunner {
  /// What came of running a lesson's blocks.
  struct Outcome {
    /// What the blocks and the stand-in runtime printed.
    var output = ""
    /// What the compiler said, located in the lesson, by block.
    var messages: [[Diagnostic]] = []

    var errors: [Diagnostic] { messages.joined().filter { $0.severity == .error } }
  }

  /// How the blocks are optimised.
  enum Optimisation: String, CaseIterable {
    case optimised, unoptimised

    var flags: [String] {
      switch self {
      case .optimised: ["-O", "-assert-config", "Debug", "-Xllvm", "-disable-fp-call-folding"]
      case .unoptimised: ["-Onone"]
      }
    }
  }

  static let file = "Lessons/99-test.md"
  private static let toolchain = Result { try Toolchain() }

  let optimisation: Optimisation

  /// The blocks of a lesson: each begins two lines after the end of the one before it, from line 3.
  static func codes(_ texts: [String]) -> [BlockCode] {
    var line = 3
    return texts.map { text in
      let code = BlockCode(text, at: SourceLocation(line: line, column: 1))
      line += code.lines.count + 2
      return code
    }
  }

  /// Runs `texts` as the blocks of a lesson, those in `local` with `local: true`.
  func run(_ texts: [String], local: Set<Int> = []) throws -> Outcome {
    try run(Self.codes(texts), local: local)
  }

  /// Runs `codes` as the blocks of a lesson.
  func run(_ codes: [BlockCode], local: Set<Int> = []) throws -> Outcome {
    let toolchain = try Self.toolchain.get()
    let folder = toolchain.scratch.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var outcome = Outcome()
    var imports = ""
    var sources: [String] = []
    var arguments: [String] = []
    for (index, code) in codes.enumerated() {
      let syntax = BlockSyntaxReader.read(code)
      var messages = syntax.diagnostics(in: code)
      var annotations: [String: String] = [:]
      let object = folder.appending(path: "b\(index).o").path
      let source = folder.appending(path: "b\(index).swift").path
      var retry = messages.isEmpty
      while retry {
        retry = false
        let program = BlockProgramWriter.write(
          code,
          syntax: syntax,
          index: index,
          file: Self.file,
          imports: imports,
          annotations: annotations,
          isLocal: local.contains(index)
        )
        try program.source.write(toFile: source, atomically: true, encoding: .utf8)
        let said = try toolchain.compile(
          source,
          with: sources,
          to: object,
          flags: optimisation.flags
        )
        messages = Self.messages(in: said, map: program.map, source: source)
        for message in messages {
          guard
            let found = OpaqueTypeAnnotation(
              message: message.message,
              line: message.line,
              in: syntax,
              of: code
            ),
            annotations[found.name] == nil
          else { continue }
          annotations[found.name] = found.type
          retry = true
        }
      }
      outcome.messages.append(messages)
      guard !messages.contains(where: { $0.severity == .error }) else { continue }
      imports += syntax.carriedImports(in: code)
      sources.append(source)
      arguments += [try toolchain.link(object, optimisation), "unroll_block_\(index)"]
    }
    outcome.output = try toolchain.execute(arguments)
    return outcome
  }

  /// The diagnostics in the compiler's output, without those said twice.
  static func messages(in text: String, map: SourceMap, source: String) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for line in text.split(separator: "\n") {
      guard let match = line.wholeMatch(of: #/(.+?):(\d+):(\d+): (error|warning): (.*)/#),
        let row = Int(match.2), let column = Int(match.3),
        let severity = Diagnostic.Severity(rawValue: String(match.4))
      else { continue }
      let location =
        match.1 == Self.file
        ? map.lessonLocation(line: row, column: column)
        : map.lessonLocation(generatedLine: row, column: column)
          ?? SourceLocation(line: -row, column: column)
      let diagnostic = Diagnostic(
        severity: severity,
        line: location.line,
        column: location.column,
        message: String(match.5)
      )
      if !found.contains(diagnostic) { found.append(diagnostic) }
    }
    return found
  }
}
