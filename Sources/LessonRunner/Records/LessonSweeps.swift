import ContentDigest
import Foundation
public import LessonDocument

/// The sweep blocks of a lesson, and what is recorded of them.
struct LessonSweeps: Sendable {
  /// Seconds that a sweep block may run if it names no limit.
  static let timeLimit = 1800.0

  /// One of them.
  struct Sweep: Sendable {
    let block: LessonBlock
    /// The name under which it is recorded.
    let name: String
    /// The digest of all that its author can change and its result depends on.
    let digest: String
    /// What it declares, which later blocks cannot see.
    let declared: Set<String>
    let seeds: [UInt64]
  }

  /// The sweep blocks, in the order of the lesson.
  let sweeps: [Sweep]
  private let slug: String
  private let record: LessonRecord?
  /// Why the record cannot be read.
  private let complaint: String?

  /// - Parameter blocks: the blocks that can run, each as ``BlockDependencies`` sees it.
  init(_ blocks: [(block: LessonBlock, scoped: RedeclarationChecker.Block)], of lesson: Lesson) {
    slug = lesson.slug
    guard blocks.contains(where: \.block.options.sweep) else {
      (sweeps, record, complaint) = ([], nil, nil)
      return
    }
    sweeps = Self.sweeps(blocks, lesson)
    do throws(RecordError) {
      record = try RecordFile(of: lesson).record()
      complaint = nil
    } catch {
      record = nil
      complaint = error.description
    }
  }

  private static func sweeps(
    _ blocks: [(block: LessonBlock, scoped: RedeclarationChecker.Block)],
    _ lesson: Lesson
  ) -> [Sweep] {
    // A record is old already if something has changed that its block only might have to do with.
    let needs = BlockDependencies(of: blocks.map(\.scoped), countsMentions: true).needs
    let names = RecordedBlock.names(in: lesson)
    let data = URL(fileURLWithPath: lesson.file).deletingLastPathComponent().path + "/data"
    let files = FolderContents.digests(of: data).keys.sorted()
    return blocks.indices.filter { blocks[$0].block.options.sweep }.map { number in
      // What a branch does is nobody else's affair.
      let needed = needs[number].filter { !blocks[$0].block.isBranch }.sorted() + [number]
      var digest = ContentDigest()
      digest.update(field: "sweep 1")
      digest.update(field: String(lesson.frontMatter.seed))
      let codes = needed.map { blocks[$0].scoped.code.text }
      for code in codes { digest.update(field: code) }
      for file in files where codes.contains(where: { $0.contains(file) }) {
        digest.update(field: file)
        digest.update(
          RegularFile.contents("\(data)/\(file)", limit: 1 << 32, followsLinks: true) ?? Data()
        )
      }
      let scoped = blocks[number].scoped
      return Sweep(
        block: blocks[number].block,
        name: names[blocks[number].block.index] ?? blocks[number].block.label,
        digest: digest.hexadecimal,
        declared: Set(scoped.syntax.declarations.map(\.name)),
        seeds: SweepSeeds.seeds(in: scoped.code.text) ?? [lesson.frontMatter.seed]
      )
    }
  }

  /// The digest of all that several sweep blocks' results depend on.
  static func digest(of sweeps: [Sweep]) -> String {
    var digest = ContentDigest()
    for sweep in sweeps {
      digest.update(field: sweep.name)
      digest.update(field: sweep.digest)
    }
    return digest.hexadecimal
  }

  /// How the record of a sweep block stands to the block.
  func state(of sweep: Sweep) -> SweepState {
    if let complaint { return .unreadable(complaint) }
    guard let recorded = record?.block(sweep.name)?.sweep else {
      return .missing
    }
    return recorded.digest == sweep.digest ? .current : .outdated
  }

  /// What is shown of a sweep block that is not run; nil for other blocks.
  func result(of block: LessonBlock) -> BlockResult? {
    guard let sweep = sweeps.first(where: { $0.block.index == block.index }) else { return nil }
    let state = state(of: sweep)
    var result = BlockResult(label: block.label, line: block.fence.line, status: .notEvaluated)
    if let fault = state.fault(slug: slug) {
      result.diagnostics = [
        Diagnostic(severity: .note, line: block.fence.line, column: 1, cause: .record(fault))
      ]
    }
    guard let recorded = record?.block(sweep.name), let run = recorded.sweep
    else { return result }
    result.status = .recorded
    result.outputs = recorded.outputs.enumerated().map { $1.output(of: block, number: $0) }
    result.recorded = run.run
    return result
  }

  /// Notes on names that a block does not find because only a sweep block declares them.
  func notes(on diagnostics: [Diagnostic], ofBlock index: Int) -> [Diagnostic] {
    diagnostics.compactMap { diagnostic in
      guard case .compiler(_, let missing?) = diagnostic.cause,
        let sweep = sweeps.first(where: {
          $0.block.index < index && $0.declared.contains(missing)
        })
      else { return nil }
      let reference = BlockReference(
        label: sweep.block.label,
        place: SourcePlace(sweep.block.fence)
      )
      return Diagnostic(
        severity: .note,
        place: diagnostic.place,
        cause: .declaredInSweep(name: missing, block: reference)
      )
    }
  }
}

/// How the record of a sweep block stands to the block.
public enum SweepState: Equatable, Sendable {
  /// It is that of the block as it is now.
  case current
  /// There is none.
  case missing
  /// The block, or something that it needs, has changed since.
  case outdated
  /// The file of the records cannot be read, for this reason.
  case unreadable(String)

  /// What is wrong; nil if all is well.
  func fault(slug: String) -> RecordFault? {
    switch self {
    case .current: nil
    case .missing: .missing(slug: slug)
    case .outdated: .outdated(slug: slug)
    case .unreadable(let reason): .unreadable(reason)
    }
  }
}

extension LessonRunner {
  /// The sweep blocks of a lesson, in its order, with how their records stand to them.
  public func sweeps(of lesson: Lesson) -> [(block: LessonBlock, state: SweepState)] {
    let sweeps = ExecutionPlanner().plan(lesson).sweeps
    return sweeps.sweeps.map { ($0.block, sweeps.state(of: $0)) }
  }
}
