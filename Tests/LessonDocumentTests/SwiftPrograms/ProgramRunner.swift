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

    /// What the compiler said, one line a message.
    var listing: [String] {
      messages.joined().map { "\($0.line):\($0.column): \($0.severity): \($0.message)" }
    }
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
  static let toolchain = Result { try Toolchain() }

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
  func run(
    _ texts: [String],
    local: Set<Int> = [],
    hidden: [Int: [BlockDeclaration]] = [:]
  ) throws -> Outcome {
    try run(Self.codes(texts), local: local, hidden: hidden)
  }

  /// Runs `codes` as the blocks of a lesson.
  func run(
    _ codes: [BlockCode],
    local: Set<Int> = [],
    hidden: [Int: [BlockDeclaration]] = [:]
  ) throws -> Outcome {
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
      if !messages.isEmpty {
        let whole = BlockProgramWriter.writeWhole(code, file: Self.file)
        try whole.source.write(toFile: source, atomically: true, encoding: .utf8)
        messages = Self.located(CompilerMessage.read(try toolchain.parse(source)), map: whole.map)
      }
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
          hidden: hidden[index] ?? [],
          isLocal: local.contains(index)
        )
        try program.source.write(toFile: source, atomically: true, encoding: .utf8)
        let said = try toolchain.compile(
          source,
          with: sources,
          to: object,
          flags: optimisation.flags
        )
        let reported = CompilerMessage.read(said)
        messages = Self.located(reported, map: program.map)
        for message in reported {
          let found = program.annotations(for: message)
          if found.keys.contains(where: { annotations[$0] == nil }) { retry = true }
          annotations.merge(found) { old, _ in old }
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

  /// The messages at their places in the lesson, without those said twice.
  static func located(_ messages: [CompilerMessage], map: SourceMap) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for message in messages {
      guard let severity = Diagnostic.Severity(rawValue: message.severity), severity != .note else {
        continue
      }
      let location =
        message.file == Self.file
        ? map.lessonLocation(line: message.line, column: message.column)
        : map.lessonLocation(generatedLine: message.line, column: message.column)
      let diagnostic = Diagnostic(
        severity: severity,
        line: location?.line ?? -message.line,
        column: location?.column ?? -message.column,
        cause: message.cause
      )
      if !found.contains(diagnostic) { found.append(diagnostic) }
    }
    return found
  }
}
