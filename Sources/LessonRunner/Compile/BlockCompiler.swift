import ContentDigest
import Foundation
import LessonDocument

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Compiles files of a lesson's module, each to a shared object, inside the sandbox.
///
/// A file is compiled as the primary file of its module, the files before it as plain sources: it sees what
/// they declare as in one program, and nothing of later ones.
struct BlockCompiler: Sendable {
  /// What every lesson's module is called.
  static let moduleName = "Lesson"
  /// Seconds of a processor that compiling one file may take.
  static let timeLimit = 60.0
  /// Seconds it may take in all: a busy machine lets it wait.
  static let patience = 5 * timeLimit
  /// Bytes of memory that compiling one file may take.
  static let memoryLimit = 2 << 30

  let toolchain: Toolchain
  let sandbox: Sandbox
  /// The host's program, which shuts the compiler in, and the modules, where the sandbox's user reads them.
  let host: String
  let modules: String
  let moduleCache: ModuleCache
  let slots: ProcessorSlots
  let objects: ObjectStore
  /// The digest of compiler, flags and modules.
  let surroundings: String
  /// The lesson's folder: `src` holds sources, `objects` what came of them.
  ///
  /// No sandbox can write either.
  let folder: String

  /// Compiles and links one file, or takes the object from the store.
  func compile(_ job: CompileJob) async throws -> CompileOutcome {
    let key = job.key(surroundings: surroundings)
    if let kept = objects.outcome(for: key, into: "\(folder)/objects") { return kept }
    let outcome = try await slots.withSlot {
      let started = ContinuousClock.now
      var outcome = try await build(job, key: key)
      outcome.milliseconds = (ContinuousClock.now - started).milliseconds
      return outcome
    }
    if outcome.failure == nil { objects.keep(outcome, for: key, from: "\(folder)/objects") }
    return outcome
  }

  private func build(_ job: CompileJob, key: String) async throws -> CompileOutcome {
    let script = try write(job, key: key)
    let view = sandbox.compilerView(
      CompilerView(
        folder: folder,
        sources: "\(folder)/src",
        modules: modules,
        cache: .borrowed(moduleCache.path),
        host: host
      )
    )
    let command = sandbox.confinedCommand(
      ["/bin/sh", script],
      sees: view,
      timeLimit: Self.patience
    )
    let answer: ChildCommand.Answer
    do {
      answer = try await command.output(limit: CompilerAnswer.limit)
    } catch {
      moduleCache.removeLocks()
      throw error
    }
    // A compiler that was ended from outside.
    if answer.timedOut || answer.status > 128 || Task.isCancelled { moduleCache.removeLocks() }
    return try outcome(of: answer, key: key)
  }

  private func outcome(of answer: ChildCommand.Answer, key: String) throws -> CompileOutcome {
    let said = CompilerAnswer(answer.bytes)
    var outcome = CompileOutcome(messages: CompilerMessage.read(said?.messages ?? ""))
    if answer.succeeded, let object = said?.object, !object.isEmpty {
      outcome.object = "\(key).so"
      try write(object, to: "\(folder)/objects/\(key).so")
    } else if !outcome.messages.contains(where: { $0.severity == "error" }) {
      outcome.failure = Self.failure(answer, said?.messages ?? "")
    }
    return outcome
  }

  /// Writes an object where hosts see it, whole or not at all.
  private func write(_ object: ArraySlice<UInt8>, to path: String) throws {
    let part = "\(path).part"
    do {
      try Data(object).write(to: URL(fileURLWithPath: part))
    } catch {
      throw RunnerError.files(reason: "the object \(path) cannot be written: \(error)")
    }
    chmod(part, 0o644)
    rename(part, path)
  }

  /// Writes the sources and the script; returns the script's path as the sandbox sees it.
  private func write(_ job: CompileJob, key: String) throws -> String {
    let inside = sandbox.isActive ? "/lesson" : folder
    do {
      var files: [String] = []
      for source in job.earlier.map(\.visible) + [job.primary] {
        // A file's name marks its private names, so it is the same wherever the file lies.
        let place =
          "src/\(source.digest.prefix(16))"
        let path = "\(folder)/\(place)"
        if !FileManager.default.fileExists(atPath: "\(path)/\(source.name).swift") {
          try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
          )
          try source.text.write(
            toFile: "\(path)/\(source.name).swift",
            atomically: true,
            encoding: .utf8
          )
          chmod(path, 0o755)
          chmod("\(path)/\(source.name).swift", 0o644)
        }
        files.append("\(place)/\(source.name).swift")
      }
      let text = CompileScript(compiler: self, inside: inside).text(
        files: files,
        isOptimised: job.isOptimised,
        output: "out/\(key)"
      )
      try text.write(toFile: "\(folder)/src/\(key).sh", atomically: true, encoding: .utf8)
      chmod("\(folder)/src/\(key).sh", 0o644)
    } catch {
      throw RunnerError.files(reason: "the sources of a block cannot be written: \(error)")
    }
    return "\(inside)/src/\(key).sh"
  }

  private static func failure(_ answer: ChildCommand.Answer, _ written: String) -> DiagnosticCause {
    if answer.status == CompileScript.refusedWord, let word = written.split(separator: "\n").last {
      return .linkerWord(String(word.prefix(80)))
    }
    if answer.wasCut { return .compileLimit(.object(CompilerAnswer.limit)) }
    return CompilerMessage.failure(
      status: Int(answer.status),
      outOfTime: answer.timedOut || answer.status == 128 + SIGXCPU,
      written: written,
      seconds: Int(timeLimit),
      memory: memoryLimit
    )
  }
}

extension Duration {
  var milliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) * 1e-15
  }
}

/// A Swift file of the lesson's module.
struct ModuleSource: Equatable, Sendable {
  /// The file's name, without extension.
  var name: String
  var text: String
  /// The part of the text that later files can see.
  var declarations = ""
  /// The imports that it carries on to later files.
  var imports = ""

  /// The digest of its name and text.
  var digest: String {
    var digest = ContentDigest()
    digest.update(field: name)
    digest.update(field: text)
    return digest.hexadecimal
  }

  /// The file as later files see it: what its statements do is no part of it.
  var visible: ModuleSource { ModuleSource(name: name, text: declarations) }
}

extension [ModuleSource] {
  /// What a file after these ones imports.
  var carriedImports: String { map(\.imports).joined() }
}

/// A file to compile to an object, after the files before it.
struct CompileJob: Equatable, Sendable {
  /// The files whose declarations it sees.
  var earlier: [ModuleSource]
  var primary: ModuleSource
  /// Whether this is the build that counts, or the one for a person who waits.
  var isOptimised: Bool

  /// A name for the object: the digest of all that goes into it.
  ///
  /// - Parameter surroundings: the digest of compiler, flags and modules.
  func key(surroundings: String) -> String {
    var digest = ContentDigest()
    digest.update(field: surroundings)
    digest.update(field: isOptimised ? "optimised" : "unoptimised")
    for source in earlier {
      digest.update(field: source.name)
      digest.update(field: source.declarations)
    }
    digest.update(field: primary.name)
    digest.update(field: primary.text)
    return digest.hexadecimal
  }
}

extension ContentDigest {
  /// Adds a text, marked off from what comes before and after it.
  mutating func update(field: String) {
    update("\(field.utf8.count):".utf8)
    update(field.utf8)
  }
}

/// What came of compiling.
struct CompileOutcome: Sendable {
  /// The object's file name in the lesson's folder of objects; nil if there is none.
  var object: String?
  var messages: [CompilerMessage] = []
  /// A limit that was hit, or a failure of the tools.
  var failure: DiagnosticCause?
  var milliseconds = 0.0
}
