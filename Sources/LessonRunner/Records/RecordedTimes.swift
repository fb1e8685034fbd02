import Foundation
public import LessonDocument

extension LessonRecord {
  /// The record with the times of a run, rounded to one digit.
  ///
  /// Times of the same machine that are within a factor of two of the new ones stay as they are
  /// recorded: nothing has changed.
  public func timed(
    _ results: LessonResults,
    of lesson: Lesson,
    on machine: Machine
  ) -> LessonRecord {
    var record = self
    let isSameMachine = record.machine == machine
    record.machine = machine
    let names = RecordedBlock.names(in: lesson)
    var total = 0.0
    for (block, result) in zip(lesson.blocks, results.blocks) where result.status != .recorded {
      let seconds = result.runMilliseconds / 1000
      total += seconds
      let name = names[block.index]
      guard let place = record.blocks.firstIndex(where: { $0.block == name }) else { continue }
      let recorded = isSameMachine ? record.blocks[place].seconds : nil
      record.blocks[place].seconds = Self.rounded(seconds, recorded: recorded)
    }
    record.seconds = Self.rounded(total, recorded: isSameMachine ? record.seconds : nil)
    return record
  }

  /// Seconds to one digit; nil below a tenth of a second.
  static func rounded(_ seconds: Double, recorded: Double?) -> Double? {
    if let recorded, seconds > recorded / 2, seconds < recorded * 2 { return recorded }
    guard seconds >= 0.1 else { return nil }
    let unit = pow(10, floor(log10(seconds)))
    // Division by a power of ten gives the number nearest to the decimal one.
    return unit < 1
      ? (seconds / unit).rounded() / (1 / unit).rounded() : (seconds / unit).rounded() * unit
  }
}

extension RecordedRun {
  /// A run that has just ended.
  init(_ result: BlockResult, seeds: [UInt64], on machine: Machine, at date: Date = Date()) {
    let seconds = result.processorMilliseconds / 1000
    let day = date.formatted(Date.ISO8601FormatStyle().year().month().day())
    self.init(
      date: day,
      machine: machine,
      seeds: seeds,
      cpuSeconds: seconds < 10 ? (seconds * 10).rounded() / 10 : seconds.rounded()
    )
  }
}
