import Foundation
public import LessonDocument

/// Runs a lesson's sweep blocks and records each as soon as it has run.
public struct SweepRun: Sendable {
  private let runner: LessonRunner
  private let lesson: Lesson
  private let plan: ExecutionPlan
  private let file: RecordFile
  /// The labels of the sweep blocks to run.
  public let labels: [String]

  /// - Parameter again: whether blocks whose record is that of the block as it is now run too.
  /// - Parameter shard: the shard whose blocks alone are run, and recorded in its folder.
  /// - Throws: ``RecordError`` if a record cannot be read.
  public init(
    of lesson: Lesson,
    runner: LessonRunner,
    again: Bool,
    shard: SweepShard? = nil
  ) throws {
    self.lesson = lesson
    _ = try RecordFile(of: lesson).record()
    plan = ExecutionPlanner().plan(lesson)
    let sweeps = plan.sweeps
    file = shard?.file(of: lesson) ?? RecordFile(of: lesson)
    let kept = try shard.map { try $0.kept(of: lesson) } ?? [:]
    labels = sweeps.sweeps.filter { sweep in
      guard shard?.holds(sweep, of: lesson) ?? true else { return false }
      return again || (sweeps.state(of: sweep) != .current && kept[sweep.name] != sweep.digest)
    }.map(\.block.label)
    var options = runner.options
    options.sweeps = Set(labels)
    options.lastLabel = labels.last
    // What is recorded with a date has run then.
    options.usesKeptResults = false
    self.runner = LessonRunner(environment: runner.environment, options: options)
  }

  /// Runs them.
  ///
  /// - Parameter onEvent: what happens, as it happens.
  /// - Returns: the results; blocks that do not come out as expected are not recorded.
  public func results(
    onEvent: @escaping @Sendable (BlockEvent) async -> Void = { _ in }
  ) async throws -> LessonResults {
    let complaints = Complaints()
    let results = try await runner.run(lesson) { event in
      if case .finished(let index, let result) = event, result.isAsExpected {
        do { try record(index, result) } catch { await complaints.add(error) }
      }
      await onEvent(event)
    }
    try Task.checkCancellation()
    if let error = await complaints.first { throw error }
    return results
  }

  private func record(_ index: Int, _ result: BlockResult) throws {
    guard let sweep = plan.sweeps.sweeps.first(where: { $0.block.index == index }),
      labels.contains(sweep.block.label)
    else { return }
    let entry = RecordedBlock(
      block: sweep.name,
      outputs: result.outputs.map(RecordedOutput.init),
      sweep: RecordedSweep(
        run: RecordedRun(result, seeds: sweep.seeds, on: .current),
        digest: sweep.digest
      )
    )
    try file.update { record in
      (record ?? LessonRecord(lesson: lesson.slug)).with(entry, in: lesson)
    }
  }

  /// What went wrong while events came.
  private actor Complaints {
    private(set) var first: (any Error)?
    func add(_ error: any Error) { first = first ?? error }
  }
}

extension LessonRecord {
  /// The record with another entry of a block, at its place in the lesson.
  func with(_ entry: RecordedBlock, in lesson: Lesson) -> LessonRecord {
    var record = self
    if let place = record.blocks.firstIndex(where: { $0.block == entry.block }) {
      record.blocks[place] = entry
      return record
    }
    let names = RecordedBlock.names(in: lesson)
    let order = lesson.blocks.compactMap { names[$0.index] }
    let before = Set(order.prefix { $0 != entry.block })
    let place = record.blocks.lastIndex { before.contains($0.block) }.map { $0 + 1 } ?? 0
    record.blocks.insert(entry, at: place)
    return record
  }
}
