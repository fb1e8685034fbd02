public import LessonDocument

/// Puts what all shards have recorded of sweep blocks into the records of the course.
public struct MergedSweeps: Sendable {
  private let lessons: [Lesson]
  private let shards: ShardSet

  /// Reads the shards in folders.
  ///
  /// - Throws: ``ShardMistakes``, if they are not all the shards of these lessons.
  public init(_ lessons: [Lesson], from folders: [String]) throws {
    self.lessons = lessons
    shards = try ShardSet(
      folders,
      command: SweepShard.command,
      common: SweepShard.common(lessons)
    )
  }

  /// What is to be said of machines that differ, each a sentence.
  public var warnings: [String] { shards.warnings }

  /// Records everything, or nothing if a block's result is not there.
  ///
  /// - Returns: the labels of the blocks of each lesson that has some.
  /// - Throws: ``ShardMistakes``, ``RecordError``.
  public func record() throws -> [(lesson: Lesson, labels: [String])] {
    let work = lessons.map { lesson in
      (lesson: lesson, sweeps: ExecutionPlanner().plan(lesson).sweeps.sweeps)
    }
    let found = try shards.results(
      work.flatMap { lesson, sweeps in
        sweeps.map { sweep in
          let name = SweepShard.name(of: sweep, lesson)
          return (name, sharedBy: name, asked: sweep.digest)
        }
      }
    )
    let entries = try work.map { lesson, sweeps in
      _ = try RecordFile(of: lesson).record()
      return try sweeps.compactMap { sweep in
        try found[SweepShard.name(of: sweep, lesson)].map {
          try entry(of: sweep, lesson, in: $0.folder)
        }
      }
    }
    for ((lesson, _), entries) in zip(work, entries) where !entries.isEmpty {
      try RecordFile(of: lesson).update { record in
        entries.reduce(record ?? LessonRecord(lesson: lesson.slug)) { $0.with($1, in: lesson) }
      }
    }
    return work.map { ($0.lesson, $0.sweeps.map(\.block.label)) }
  }

  private func entry(
    of sweep: LessonSweeps.Sweep,
    _ lesson: Lesson,
    in folder: String
  ) throws -> RecordedBlock {
    let file = SweepShard.file(of: lesson, in: folder)
    guard let entry = try file.record()?.block(sweep.name), entry.sweep?.digest == sweep.digest
    else { throw shards.lost(file.path, in: folder) }
    return entry
  }
}
