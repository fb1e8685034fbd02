import ContentDigest
import Foundation
import LessonDocument
import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Compiles files of a lesson's module, each to a shared object, inside the sandbox.
///
/// A file is compiled as a primary file of its module, the files before it as plain sources: it sees what
/// they declare as in one program. It sees later ones only where ``CompileGroups`` puts it together with them.
struct BlockCompiler: Sendable {
  /// What every lesson's module is called.
  static let moduleName = "Lesson"
  let limits: CompileLimits
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
  /// The lesson's folder: `src` holds sources, `objects` what came of them, `loadable` those of them that hosts
  /// see.
  ///
  /// No sandbox can write any of them.
  let folder: String

  /// Compiles and links one file, or takes the object from the store.
  func compile(_ job: CompileJob) async throws -> CompileOutcome {
    let key = job.key(surroundings: surroundings)
    if let kept = objects.outcome(for: key, into: "\(folder)/objects") {
      try publish(kept, of: job)
      return kept
    }
    let outcome = try await slots.withSlot {
      let started = ContinuousClock.now
      var outcome = try await build(job, key: key)
      outcome.milliseconds = (ContinuousClock.now - started).milliseconds
      return outcome
    }
    if outcome.isCertain { objects.keep(outcome, for: key, from: "\(folder)/objects") }
    try publish(outcome, of: job)
    return outcome
  }

  /// Compiles files in one front end, each as it would be compiled alone; gives what there is by their
  /// keys.
  ///
  /// What is not there has to be compiled alone: where one file is refused none is compiled.
  ///
  /// - Parameter group: files of which none declares what could mean anything in those before it.
  func compile(group: [CompileJob]) async throws -> [String: CompileOutcome] {
    var outcomes: [String: CompileOutcome] = [:]
    var left: [(job: CompileJob, key: String)] = []
    for job in group {
      let key = job.key(surroundings: surroundings)
      if let kept = objects.outcome(for: key, into: "\(folder)/objects") {
        try publish(kept, of: job)
        outcomes[key] = kept
      } else {
        left.append((job, key))
      }
    }
    guard left.count > 1 else { return outcomes }
    let (jobs, keys) = (left.map(\.job), left.map(\.key))
    let built = try await slots.withSlot {
      let started = ContinuousClock.now
      let built = try await build(jobs, keys: keys)
      let milliseconds = (ContinuousClock.now - started).milliseconds / Double(jobs.count)
      return built.map { outcome in
        var outcome = outcome
        outcome.milliseconds = milliseconds
        return outcome
      }
    }
    guard built.allSatisfy({ $0.object != nil }) else { return outcomes }
    for ((job, key), outcome) in zip(zip(jobs, keys), built) {
      objects.keep(outcome, for: key, from: "\(folder)/objects")
      try publish(outcome, of: job)
      outcomes[key] = outcome
    }
    return outcomes
  }

  /// Lets hosts see an object, unless it is one that no other block may read.
  private func publish(_ outcome: CompileOutcome, of job: CompileJob) throws {
    guard let object = outcome.object, !job.isHidden else { return }
    let (source, target) = ("\(folder)/objects/\(object)", "\(folder)/loadable/\(object)")
    guard link(source, target) != 0, errno != EEXIST else { return }
    do {
      try FileManager.default.copyItem(atPath: source, toPath: target)
    } catch {
      throw RunnerError.files(
        reason: "the object \(target) cannot be written: \(SystemFailure.reason(of: error)); "
          + WorkFolder.fix
      )
    }
  }

  private func build(_ job: CompileJob, key: String) async throws -> CompileOutcome {
    try await build([job], keys: [key])[0]
  }

  /// Compiles files in one front end.
  private func build(_ jobs: [CompileJob], keys: [String]) async throws -> [CompileOutcome] {
    let script = try write(jobs, key: keys[0])
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
      memory: limits.memory,
      timeLimit: limits.patience
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
    let said = CompilerAnswer(answer.bytes, objects: jobs.count)
    let messages = CompilerMessage.read(said?.messages ?? "")
    return try jobs.indices.map { number in
      try outcome(
        of: answer,
        said: said?.messages ?? "",
        messages: jobs.count == 1 ? messages : messages.told(of: jobs[number].primary),
        object: said?.objects[number],
        key: keys[number]
      )
    }
  }

  private func outcome(
    of answer: ChildCommand.Answer,
    said: String,
    messages: [CompilerMessage],
    object: ArraySlice<UInt8>?,
    key: String
  ) throws -> CompileOutcome {
    var outcome = CompileOutcome(messages: messages)
    if answer.succeeded, let object, !object.isEmpty {
      outcome.object = "\(key).so"
      try write(object, to: "\(folder)/objects/\(key).so")
      return outcome
    }
    // A compiler that refuses a file says so and ends with 1; all else is no judgement of the file.
    outcome.isRefusal = answer.status == 1 && outcome.hasErrors
    if !outcome.isRefusal {
      outcome.failure = failure(answer, said)
      outcome.isRefusal = answer.status == CompileScript.refusedWord
    }
    return outcome
  }

  /// Writes an object where hosts see it, whole or not at all.
  private func write(_ object: ArraySlice<UInt8>, to path: String) throws {
    let part = "\(path).part"
    do {
      try Data(object).write(to: URL(fileURLWithPath: part))
    } catch {
      throw RunnerError.files(
        reason: "the object \(path) cannot be written: \(SystemFailure.reason(of: error)); "
          + WorkFolder.fix
      )
    }
    chmod(part, 0o644)
    rename(part, path)
  }

  /// Writes the sources and the script; returns the script's path as the sandbox sees it.
  ///
  /// - Parameter jobs: in the order of the lesson, so that each sees the files which the next one sees.
  private func write(_ jobs: [CompileJob], key: String) throws -> String {
    let inside = sandbox.isActive ? "/lesson" : folder
    do {
      let primaries = jobs.map(\.primary)
      let seen = (jobs.last?.earlier ?? []).filter { file in
        !primaries.contains { $0.name == file.name }
      }
      let files =
        try seen.map { CompileScript.File(path: try write($0.visible), isPrimary: false) }
        + primaries.map { CompileScript.File(path: try write($0), isPrimary: true) }
      let text = CompileScript(compiler: self, inside: inside).text(
        files: files,
        isOptimised: jobs[0].isOptimised,
        isGuarded: jobs[0].isGuarded,
        output: "out/\(key)"
      )
      try text.write(toFile: "\(folder)/src/\(key).sh", atomically: true, encoding: .utf8)
      chmod("\(folder)/src/\(key).sh", 0o644)
    } catch {
      throw RunnerError.files(
        reason: "the sources of a block cannot be written: \(SystemFailure.reason(of: error)); "
          + WorkFolder.fix
      )
    }
    return "\(inside)/src/\(key).sh"
  }

  /// Writes a source; returns its path in the lesson's folder.
  private func write(_ source: ModuleSource) throws -> String {
    // A file's name marks its private names, so it is the same wherever the file lies.
    let place = "src/\(source.digest.prefix(16))"
    let path = "\(folder)/\(place)"
    if !FileManager.default.fileExists(atPath: "\(path)/\(source.name).swift") {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try source.text.write(
        toFile: "\(path)/\(source.name).swift",
        atomically: true,
        encoding: .utf8
      )
      chmod(path, 0o755)
      chmod("\(path)/\(source.name).swift", 0o644)
    }
    return "\(place)/\(source.name).swift"
  }

  private func failure(_ answer: ChildCommand.Answer, _ written: String) -> DiagnosticCause {
    if answer.status == CompileScript.refusedWord, let word = written.split(separator: "\n").last {
      return .linkerWord(String(word.prefix(80)))
    }
    if answer.wasCut { return .compileLimit(.object(CompilerAnswer.limit)) }
    return CompilerMessage.failure(
      status: Int(answer.status),
      outOfTime: answer.timedOut || answer.status == 128 + SIGXCPU,
      written: written,
      seconds: limits.seconds,
      memory: limits.memory
    )
  }
}

extension Duration {
  var milliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) * 1e-15
  }
}

extension [CompilerMessage] {
  /// The messages about one of the files that were compiled together, with the notes that follow them.
  fileprivate func told(of file: ModuleSource) -> [CompilerMessage] {
    var isOfFile = false
    return filter { message in
      if message.severity != "note" {
        let name = message.file.split(separator: "/").last.map(String.init) ?? message.file
        isOfFile = name == "\(file.name).swift" || name == file.reportedName
      }
      return isOfFile
    }
  }
}
