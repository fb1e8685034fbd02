import Foundation
public import LessonDocument

/// The sweep blocks of lessons that one machine of several runs: each is recorded in a folder of the shard's own, and
/// whoever has all shards puts the records into the course's.
public struct SweepShard: Sendable {
  /// The command as shards name it.
  static let command = "sweep"

  private let shard: Shard
  private let folder: String

  /// A shard, and the folder in which it keeps what its blocks gave.
  public init(_ shard: Shard, in folder: String) { (self.shard, self.folder) = (shard, folder) }

  /// The labels of a lesson's blocks that are the shard's.
  public func labels(of lesson: Lesson) -> [String] {
    let sweeps = ExecutionPlanner().plan(lesson).sweeps.sweeps
    return sweeps.filter { holds($0, of: lesson) }.map(\.block.label)
  }

  func holds(_ sweep: LessonSweeps.Sweep, of lesson: Lesson) -> Bool {
    shard.holds(Self.name(of: sweep, lesson))
  }

  static func name(of sweep: LessonSweeps.Sweep, _ lesson: Lesson) -> String {
    "\(lesson.slug)/\(sweep.name)"
  }

  /// The shard's own record of a lesson.
  func file(of lesson: Lesson) -> RecordFile { Self.file(of: lesson, in: folder) }

  static func file(of lesson: Lesson, in folder: String) -> RecordFile {
    RecordFile(of: lesson, in: "\(folder)/recorded")
  }

  /// The digests of the blocks that the shard has recorded, by their names.
  func kept(of lesson: Lesson) throws -> [String: String] {
    let blocks = try file(of: lesson).record()?.blocks ?? []
    return Dictionary(blocks.compactMap { block in block.sweep.map { (block.block, $0.digest) } }) {
      $1
    }
  }

  /// Says in the shard's folder what it has; blocks that the course has recorded already are taken from there.
  ///
  /// - Parameter machine: the compiler, the engine and the processor, as one digest.
  /// - Throws: ``RecordError``, ``ShardMistake``.
  public func finish(_ lessons: [Lesson], machine: String) throws {
    var results: [String: ShardNote.Result] = [:]
    for lesson in lessons {
      let plan = ExecutionPlanner().plan(lesson)
      let known = try kept(of: lesson)
      let recorded = try RecordFile(of: lesson).record()
      for sweep in plan.sweeps.sweeps where holds(sweep, of: lesson) {
        if known[sweep.name] != sweep.digest {
          guard let entry = recorded?.block(sweep.name), entry.sweep?.digest == sweep.digest
          else { continue }
          try file(of: lesson).update { record in
            (record ?? LessonRecord(lesson: lesson.slug)).with(entry, in: lesson)
          }
        }
        results[Self.name(of: sweep, lesson)] = .init(asked: sweep.digest, kept: sweep.name)
      }
    }
    let note = ShardNote(
      command: Self.command,
      shard: shard,
      common: Self.common(lessons),
      machine: machine,
      results: results
    )
    try note.write(to: folder)
  }

  /// What shards must have in common: which sweep blocks each lesson has, and what they depend on.
  static func common(_ lessons: [Lesson]) -> [String: String] {
    lessons.reduce(into: [:]) { digests, lesson in
      let sweeps = ExecutionPlanner().plan(lesson).sweeps.sweeps
      guard !sweeps.isEmpty else { return }
      let name = URL(fileURLWithPath: lesson.file).lastPathComponent
      digests["lesson \(name)"] = LessonSweeps.digest(of: sweeps)
    }
  }
}
