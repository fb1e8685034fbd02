import Foundation
import LessonDocument
import Plots
import Testing

@testable import LessonRunner

/// Records keep numbers as they are.
@Suite struct RecordNumberTests {
  private static let seeds: [UInt64] = [
    0, 1, 42, 1 << 53, (1 << 53) + 1, 1 << 63, .max - 1, .max, 1_000_000_000_000_000_000,
  ]

  @Test("Any seed is written as it is, and read again")
  func seedsAreExact() throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson(["//| label: many\n//| sweep: true"])
    let run = RecordedRun(
      date: "2026-01-02",
      machine: Machine(processor: "some", cores: 2),
      seeds: Self.seeds,
      cpuSeconds: 0.5
    )
    let entry = RecordedBlock(
      block: "many",
      outputs: [],
      sweep: RecordedSweep(run: run, digest: "d")
    )
    let file = RecordFile(of: lesson)
    for changes in [true, false] {
      let hasChanged = try file.update { record in
        (record ?? LessonRecord(lesson: "lesson")).with(entry, in: lesson)
      }
      #expect(hasChanged == changes)
    }
    #expect(try file.record()?.blocks.first?.sweep?.run.seeds == Self.seeds)
    let text = try #require(try file.text())
    let written = text.matches(of: /\d+/).compactMap { UInt64($0.0) }
    #expect(Self.seeds.allSatisfy(written.contains))
    #expect(!text.contains("e+"))
  }

  @Test("Whole numbers of charts are written as before, and great ones keep what they are worth")
  func chartNumbers() throws {
    let values = [0, -0.0, 1, -2, 0.1, 1e15, -1e15, 1e18, 1e19, 1e20, 1e300, 5e-324, .pi]
    var chart = Chart()
    chart.marks = [.line(Chart.Series("a", y: values))]
    let tree = try JSONValue(encoding: chart)
    let text = JSONText.text(of: tree)
    let again = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(again == tree)
    #expect(try again.decoded(as: Chart.self) == chart)
    #expect(text.contains("0, 0, 1, -2, 0.1, 1000000000000000, -1000000000000000"))
  }

  @Test(
    "Numbers with exponents beyond all bounds are compared",
    arguments: [
      "1e-9223372036854775808", "1e9223372036854775807", "1e99999999999999999999", "-1e-400",
    ]
  )
  func exponents(text: String) {
    let number = PrintedNumbers(in: text).numbers
    #expect(number.count == 1)
    #expect(Reconciliation(tolerance: 1e-6).agree(text, text))
    #expect(!Reconciliation(tolerance: 1e-6).agree(text, "2.5"))
  }

  @Test(
    "Seeds are read in every way in which Swift writes numbers",
    arguments: [
      ("RandomGenerator(seed: 0xFF)", [255]), ("for seed in [0b11, 0o17, 1_0] { }", [3, 10, 15]),
      ("let seeds: [UInt64] = [18_446_744_073_709_551_615]", [.max]),
      ("RandomGenerator(seed: UInt64.max)", [.max]),
      ("for seed in 0x10...0x12 { }", [16, 17, 18]), ("for seed in [x1, x2] { }", nil),
      ("RandomGenerator(seed: 18446744073709551616)", nil),
      // What goes through the same numbers, and what makes others of them.
      ("let seeds = (1...3).map(UInt64.init)", [1, 2, 3]),
      ("let seeds = (1...3).map { UInt64($0) }", [1, 2, 3]),
      ("(1...3).reversed().map { seed in", [1, 2, 3]),
      ("for seed in (1..<3).reversed() {", [1, 2]),
      ("let seeds: [UInt64] = (0..<4).map { UInt64.max - $0 }", nil),
      ("let seeds = [1, 2].map { $0 * 10 }", nil), ("for seed in (1...30).map({ $0 * 2 }) {", nil),
      ("let seeds = [1, 2] + more", nil), ("(1...3).map { $0 * 2 }.map { seed in", nil),
      ("RandomGenerator(seed: 10 * n)", nil), ("RandomGenerator(seed: 1 &+ offset)", nil),
    ] as [(String, [UInt64]?)]
  )
  func seedsInCode(code: String, seeds: [UInt64]?) {
    #expect(SweepSeeds.seeds(in: code) == seeds)
  }
}
