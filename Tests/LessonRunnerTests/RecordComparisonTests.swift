import Foundation
import LessonDocument
import Plots
import Testing

@testable import LessonRunner

/// New results beside recorded ones.
@Suite struct RecordComparisonTests {
  /// What a comparison says of one block that gave one thing and now gives another.
  private func drifts(
    _ old: BlockOutput?,
    _ new: BlockOutput?,
    options: String = "//| label: one"
  ) throws -> [String] {
    let place = try RecordedLesson()
    let lesson = try place.lesson([options])
    let record = RecordComparison(
      of: lesson,
      results: RecordedLesson.results(lesson, [old]),
      recorded: nil
    ).record
    return RecordComparison(
      of: lesson,
      results: RecordedLesson.results(lesson, [new]),
      recorded: record
    ).drifts.map { "\($0.location.line): \($0.message)" }
  }

  private static let changed = [
    "3: block 'one' gives another result than recorded: its text changed"
  ]

  @Test(
    "Numbers agree within the tolerance, words exactly",
    arguments: [
      ("loss 0.5\n", "loss 0.5\n", "", true),
      ("loss 0.5\n", "loss 0.50000001\n", "", true),
      ("loss 0.5\n", "loss 0.5001\n", "", false),
      ("loss 0.5\n", "loss 0.5001\n", "//| tolerance: 1e-3", true),
      ("loss 0.5\n", "loss 0.50000001\n", "//| tolerance: 0", false),
      ("loss 0.5\n", "Loss 0.5\n", "//| tolerance: 1", false),
      ("nan\n", "nan\n", "//| tolerance: 0", true),
      ("nan\n", "1.5\n", "//| tolerance: 1", false),
      ("inf\n", "-inf\n", "//| tolerance: 1", false),
      ("3 of 7\n", "4 of 7\n", "", false),
      ("[1.0, 2.0]\n", "[1.0, 2.0, 3.0]\n", "//| tolerance: 1", false),
      ("4e-13\n", "-3e-13\n", "", true),
      ("x1 = 2.5\n", "x2 = 2.5\n", "//| tolerance: 1", false),
      ("a\n", "a\n\n", "", false),
    ]
  )
  func tolerance(old: String, new: String, option: String, agree: Bool) throws {
    let options = "//| label: one" + (option.isEmpty ? "" : "\n" + option)
    #expect(try drifts(.text(old), .text(new), options: options) == (agree ? [] : Self.changed))
  }

  @Test("A chart is compared by its data")
  func charts() throws {
    func chart(_ last: Double, title: String = "Loss") -> BlockOutput {
      let chart = Chart(
        title: title,
        marks: [.line(Chart.Series("loss", x: [0, 1], y: [1, last]))]
      )
      return .chart(chart, block: block, number: 0)
    }
    let block = try #require(try RecordedLesson().lesson([""]).blocks.first)
    #expect(try drifts(chart(0.25), chart(0.25)) == [])
    #expect(try drifts(chart(0.25), chart(0.25 + 1e-9)) == [])
    #expect(try drifts(chart(.nan), chart(.nan)) == [])
    let others = [
      (chart(0.26), "series 'loss': 1 of 2 differ, greatest 0.01 at x = 1"),
      (chart(.nan), "series 'loss': 1 of 2 differ, greatest no number at x = 1"),
      (chart(0.25, title: "Error"), "its title is 'Error', recorded is 'Loss'"),
    ]
    for (other, clause) in others {
      #expect(
        try drifts(chart(0.25), other)
          == ["3: block 'one' gives another result than recorded: its chart changed: \(clause)"]
      )
    }
  }

  @Test("A table is compared cell by cell")
  func tables() throws {
    func table(_ cell: String) -> BlockOutput {
      .table(Table(columns: ["network", "loss"], rows: [["RNN", cell]]))
    }
    #expect(try drifts(table("0.5"), table("0.50000001")) == [])
    #expect(
      try drifts(table("0.5"), table("0.6"))
        == ["3: block 'one' gives another result than recorded: its table changed"]
    )
  }

  @Test("What a volatile block prints is neither recorded nor compared")
  func volatile() throws {
    let options = "//| label: one\n//| volatile: true"
    #expect(try drifts(.text("1.5"), .text("now other"), options: options) == [])
    let place = try RecordedLesson()
    let lesson = try place.lesson([options])
    let comparison = RecordComparison(
      of: lesson,
      results: RecordedLesson.results(lesson, [.text("secret")]),
      recorded: nil
    )
    #expect(try !comparison.record.text.contains("secret"))
  }

  @Test("Another number of outputs is told")
  func counts() throws {
    #expect(try drifts(.text("a"), nil) == ["3: block 'one' has 0 outputs; 1 recorded"])
    #expect(try drifts(nil, .text("a")) == ["3: block 'one' has 1 output; 0 recorded"])
  }

  @Test("Blocks that came, went or changed their nature are told, and others keep their records")
  func structure() throws {
    let place = try RecordedLesson()
    let old = try place.lesson(["//| label: a", "", "//| label: b", "//| label: c"])
    let record = RecordComparison(
      of: old,
      results: RecordedLesson.results(old, ["0", "1", "2", "3"].map { .text($0) }),
      recorded: nil
    ).record
    #expect(record.blocks.map(\.block) == ["a", "a+1", "b", "c"])
    let new = try place.lesson([
      "//| label: new", "//| label: a", "", "//| label: c\n//| volatile: true",
    ])
    let comparison = RecordComparison(
      of: new,
      results: RecordedLesson.results(new, ["9", "0", "1", "3"].map { .text($0) }),
      recorded: record
    )
    #expect(
      comparison.drifts.map { "\($0.location.line): \($0.message)" } == [
        "1: block 'b' is recorded and no longer there",
        "3: block 'new' is not recorded",
        "17: block 'c' is now volatile",
      ]
    )
    #expect(comparison.record.blocks.map(\.block) == ["new", "a", "a+1", "c"])
  }

  @Test("Inline values are compared as output is, at their own place")
  func inline() throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson(["//| label: a"], prose: "It is `{swift} x` and `{swift} y`.\n")
    func results(_ values: [String]) -> LessonResults {
      RecordedLesson.results(lesson, [nil], inline: values)
    }
    let record = RecordComparison(of: lesson, results: results(["0.5", "7"]), recorded: nil).record
    let same = RecordComparison(
      of: lesson,
      results: results(["0.50000001", "7"]),
      recorded: record
    )
    #expect(same.drifts.isEmpty)
    #expect(same.record == record)
    let other = RecordComparison(of: lesson, results: results(["0.5", "8"]), recorded: record)
    #expect(
      other.drifts.map { "\($0.location.line):\($0.location.column): \($0.message)" }
        == ["8:32: inline `y` is 8; recorded is 7"]
    )
  }

  @Test("Everything is drift where nothing is recorded")
  func nothing() throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson(["//| label: a", "//| label: b\n//| eval: false"])
    let comparison = RecordComparison(
      of: lesson,
      results: RecordedLesson.results(lesson, [.text("1"), nil]),
      recorded: nil
    )
    #expect(comparison.drifts.map(\.message) == ["block 'a' is not recorded"])
  }

  @Test("A solution, a wrong answer and a hidden check are never recorded")
  func secrets() throws {
    let place = try RecordedLesson()
    let solution = "// BEGIN SOLUTION\nlet sum = 3\n// END SOLUTION"
    let lesson = try place.lesson([
      "//| label: a", "//| exercise: sum\n\(solution)", "//| check: sum",
      "//| check: sum\n//| hidden: true", "//| wrong: sum\n//| expect-message: no",
    ])
    let outputs = ["a", "answer", "shown", "hidden", "wrong"].map { BlockOutput.text($0) }
    let record = RecordComparison(
      of: lesson,
      results: RecordedLesson.results(lesson, outputs),
      recorded: nil
    ).record
    #expect(record.blocks.flatMap { $0.outputs.flatMap { $0.lines ?? [] } } == ["a", "shown"])
  }
}
