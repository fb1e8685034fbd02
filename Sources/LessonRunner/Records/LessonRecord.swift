public import LessonDocument
public import Plots

/// What a lesson's blocks printed and showed, kept beside the lesson.
///
/// It holds nothing that readers do not see: solutions, wrong answers and hidden checks have no
/// entry.
public struct LessonRecord: Codable, Equatable, Sendable {
  /// The lesson's slug.
  public var lesson: String
  /// One entry a block that runs and that readers see, in the order of the lesson.
  public var blocks: [RecordedBlock]
  /// One entry an inline expression, in the order of the lesson.
  public var inline: [RecordedValue]
  /// One entry a block whose numbers a reader may move, in the order of the lesson; nil if there is none.
  public var explorations: [RecordedExploration]?
  /// Where the times were taken.
  public var machine: Machine?
  /// How long all blocks together took, rounded to one digit.
  public var seconds: Double?

  /// An empty record.
  init(lesson: String) {
    self.lesson = lesson
    blocks = []
    inline = []
  }

  /// The entry of a block.
  func block(_ name: String) -> RecordedBlock? { blocks.first { $0.block == name } }
}

/// What one block printed and showed.
public struct RecordedBlock: Codable, Equatable, Sendable {
  /// The block's label; `label+2` for the second block without one after the block so labelled.
  public var block: String
  /// What it printed and showed, in order; none of a volatile block.
  public var outputs: [RecordedOutput]
  /// Whether its outputs are left out, since they differ from run to run.
  public var volatile: Bool?
  /// How long it took, rounded to one digit; nil for a moment.
  public var seconds: Double?
  /// For a sweep block: the run, which is not done again each time.
  public var sweep: RecordedSweep?
}

/// A run of a sweep block.
public struct RecordedSweep: Codable, Equatable, Sendable {
  /// When, where and with which seeds it ran, and how long.
  public var run: RecordedRun
  /// The digest of the block's code and of what it needs.
  public var digest: String
}

/// One thing that a block printed or showed.
public struct RecordedOutput: Codable, Equatable, Sendable {
  /// What kind it is.
  public var kind: BlockOutput.Kind
  /// The lines of a text or a value.
  public var lines: [String]?
  /// The data of a chart.
  public var chart: Chart?
  /// The cells of a table.
  public var table: Table?
}

/// The value of an inline expression.
public struct RecordedValue: Codable, Equatable, Sendable {
  /// The expression.
  public var expression: String
  /// Its value as text.
  public var value: String
}

extension RecordedBlock {
  /// The name under which a block is recorded.
  ///
  /// A number counted from the top would change for all blocks below a new one.
  static func names(in lesson: Lesson) -> [Int: String] {
    var names: [Int: String] = [:]
    var last = ""
    var count = 0
    for block in lesson.blocks {
      if block.hasOwnLabel {
        (last, count) = (block.label, 0)
        names[block.index] = block.label
      } else {
        count += 1
        names[block.index] = "\(last)+\(count)"
      }
    }
    return names
  }
}

extension LessonBlock {
  /// Whether readers see what it prints and shows.
  var isRecorded: Bool {
    switch role {
    case .exercise, .wrong, .check(_, hidden: true): false
    case .example, .check(_, hidden: false): options.evaluate
    }
  }
}

extension RecordedOutput {
  init(_ output: BlockOutput) {
    kind = output.kind
    switch (output.kind, output.chart, output.table) {
    case (.chart, let chart?, _): self.chart = chart
    case (.table, _, let table?): self.table = table
    default:
      // As it is shown: what a progress bar wrote over is no part of it.
      lines = BlockText.cleaned(output.text)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The output as it is shown.
  func output(of block: LessonBlock, number: Int) -> BlockOutput {
    if let chart { return .chart(chart, block: block, number: number) }
    if let table { return .table(table) }
    return BlockOutput(kind: kind, text: (lines ?? []).joined(separator: "\n"))
  }
}
