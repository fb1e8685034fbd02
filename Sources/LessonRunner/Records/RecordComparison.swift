public import LessonDocument

/// A lesson's results beside its record: what is to be recorded, and where that differs.
public struct RecordComparison: Sendable {
  /// The record with the new results in it, everything that agrees kept as it was recorded.
  public private(set) var record: LessonRecord
  /// The places that differ, in the order of the lesson.
  public private(set) var drifts: [RecordDrift] = []

  private let lesson: Lesson
  private let old: LessonRecord

  /// Compares.
  ///
  /// Sweep blocks stay as they are recorded; times and machine too.
  ///
  /// - Parameter recorded: the record; nil if there is none.
  public init(of lesson: Lesson, results: LessonResults, recorded: LessonRecord?) {
    self.lesson = lesson
    old = recorded ?? LessonRecord(lesson: lesson.slug)
    record = old
    record.lesson = lesson.slug
    record.blocks = []
    record.inline = []
    let names = RecordedBlock.names(in: lesson)
    for (block, result) in zip(lesson.blocks, results.blocks) where block.isRecorded {
      take(block, result, name: names[block.index] ?? block.label)
    }
    takeValues(results.inline)
    if let explorations = results.explorations { take(explorations, names) }
    findWhatIsGone(names)
    drifts.sort { $0.location < $1.location }
  }

  private mutating func take(_ block: LessonBlock, _ result: BlockResult, name: String) {
    let recorded = old.block(name)
    if block.options.sweep {
      if let recorded, recorded.sweep != nil { record.blocks.append(recorded) }
      return
    }
    let isVolatile = block.options.volatile
    let outputs = isVolatile ? [] : result.outputs.map(RecordedOutput.init)
    var new = RecordedBlock(block: name, outputs: outputs, volatile: isVolatile ? true : nil)
    new.seconds = recorded?.seconds
    if let recorded, recorded.sweep == nil {
      new = Self.reconciled(new, with: recorded, block.options.tolerance)
      if !new.isSame(as: recorded) { note(block.fence, difference(of: block, new, recorded)) }
    } else {
      note(block.fence, "block '\(block.label)' is not recorded")
    }
    record.blocks.append(new)
  }

  private func difference(
    of block: LessonBlock,
    _ new: RecordedBlock,
    _ recorded: RecordedBlock
  ) -> String {
    if new.volatile != recorded.volatile {
      return "block '\(block.label)' is \(new.volatile == true ? "now" : "no longer") volatile"
    }
    let pairs = zip(new.outputs, recorded.outputs)
    if new.outputs.count != recorded.outputs.count {
      let count = new.outputs.count
      return "block '\(block.label)' has \(count) output\(count == 1 ? "" : "s"); "
        + "\(recorded.outputs.count) recorded"
    }
    let changed = pairs.filter { !$0.isSame(as: $1) }
    let what = changed.count == 1 ? "its \(changed[0].0.kind.rawValue)" : "\(changed.count) outputs"
    let charts = changed.compactMap { new, recorded in
      if let old = recorded.chart, let chart = new.chart {
        ChartDrift(from: old, to: chart).line
      } else {
        nil
      }
    }
    return
      (["block '\(block.label)' gives another result than recorded", "\(what) changed"] + charts)
      .joined(separator: ": ")
  }

  /// The record to be, but with the recorded charts in place of those that differ.
  ///
  /// A chart has hundreds of numbers; a drift says in a line what has become of them.
  public var recordWithoutCharts: LessonRecord {
    var record = record
    for (place, block) in record.blocks.enumerated() {
      let outputs = old.block(block.block)?.outputs ?? []
      for (number, (new, recorded)) in zip(block.outputs, outputs).enumerated()
      where new.chart != nil && recorded.chart != nil {
        record.blocks[place].outputs[number] = recorded
      }
    }
    record.explorations = record.explorations?.map { new in
      new.withCharts(of: old.explorations?.first { $0.block == new.block })
    }
    return record
  }

  /// Compares what came of the values that readers may move to.
  private mutating func take(_ explorations: [Exploration], _ names: [Int: String]) {
    var left = old.explorations ?? []
    var taken: [RecordedExploration] = []
    for exploration in explorations {
      guard let block = lesson.blocks.first(where: { $0.label == exploration.label }),
        var new = RecordedExploration(exploration, of: lesson, names: names)
      else { continue }
      if let place = left.firstIndex(where: { $0.block == new.block }) {
        let recorded = left.remove(at: place)
        new.points = new.points.map { point in
          guard let old = recorded.points.first(where: { $0.values == point.values }) else {
            return point
          }
          return Self.reconciled(point, with: old, block.options.tolerance)
        }
        if !new.isSame(as: recorded) { note(block.fence, difference(of: block, new, recorded)) }
      } else {
        note(block.fence, "what block '\(block.label)' gives for other values is not recorded")
      }
      taken.append(new)
    }
    for gone in left {
      note(nil, "other values of block '\(gone.block)' are recorded, and it has none any more")
    }
    record.explorations = taken.isEmpty ? nil : taken
  }

  private func difference(
    of block: LessonBlock,
    _ new: RecordedExploration,
    _ recorded: RecordedExploration
  ) -> String {
    guard new.points.map(\.values) == recorded.points.map(\.values) else {
      return "block '\(block.label)' takes other values than recorded"
    }
    let changed = zip(new.points, recorded.points).filter { !$0.isSame(as: $1) }.map(\.0.values)
    let more = changed.count > 3 ? " and \(changed.count - 3) more" : ""
    return "block '\(block.label)' gives another result than recorded with "
      + changed.prefix(3).joined(separator: "; ") + more
  }

  private mutating func takeValues(_ values: [InlineResult]) {
    var left = old.inline
    for (expression, result) in zip(lesson.inlineExpressions, values) {
      guard let value = result.value else { continue }
      var new = RecordedValue(expression: expression.source, value: value)
      if let place = left.firstIndex(where: { $0.expression == expression.source }) {
        let recorded = left.remove(at: place)
        if Reconciliation(tolerance: tolerance(of: expression)).agree(value, recorded.value) {
          new = recorded
        } else {
          note(
            expression.location,
            "inline `\(expression.source)` is \(value); recorded is \(recorded.value)"
          )
        }
      } else {
        note(expression.location, "inline `\(expression.source)` is not recorded")
      }
      record.inline.append(new)
    }
    for value in left { note(nil, "inline `\(value.expression)` is recorded and no longer there") }
  }

  /// That of the block whose results the expression tells of.
  private func tolerance(of expression: InlineExpression) -> Double {
    expression.afterBlock.map { lesson.blocks[$0].options.tolerance } ?? BlockOptions().tolerance
  }

  private mutating func findWhatIsGone(_ names: [Int: String]) {
    let present = Set(record.blocks.map(\.block))
    let sweeps = Set(
      lesson.blocks.filter { $0.isRecorded && $0.options.sweep }.map { names[$0.index] }
    )
    for block in old.blocks where !present.contains(block.block) && !sweeps.contains(block.block) {
      note(nil, "block '\(block.block)' is recorded and no longer there")
    }
  }

  private mutating func note(_ location: SourceLocation?, _ message: String) {
    let start = SourceLocation(line: 1, column: 1)
    drifts.append(RecordDrift(location: location ?? start, message: message))
  }

  private static func reconciled<Part: Codable>(
    _ new: Part,
    with recorded: Part,
    _ tolerance: Double
  ) -> Part {
    let reconciliation = Reconciliation(tolerance: tolerance)
    guard let tree = try? JSONValue(encoding: new), let old = try? JSONValue(encoding: recorded),
      let part = try? reconciliation.reconciled(tree, with: old).decoded(as: Part.self)
    else { return new }
    return part
  }
}

extension Encodable {
  /// Whether two things are recorded alike; a NaN is a NaN then.
  fileprivate func isSame(as other: Self) -> Bool {
    guard let tree = try? JSONValue(encoding: self) else { return false }
    return tree == (try? JSONValue(encoding: other))
  }
}
