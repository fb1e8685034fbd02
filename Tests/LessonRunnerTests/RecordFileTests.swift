import Foundation
import LessonDocument
import Plots
import Testing

@testable import LessonRunner

/// Records as files.
@Suite struct RecordFileTests {
  private func record(_ lesson: Lesson, _ outputs: [BlockOutput?]) -> LessonRecord {
    RecordComparison(
      of: lesson,
      results: RecordedLesson.results(lesson, outputs),
      recorded: nil
    ).record
  }

  @Test("A record reads as it was written, numbers that are none included")
  func roundTrip() throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson(["//| label: a", "//| label: b", "//| label: c"])
    let chart = Chart(
      title: "x\u{2028}\"\\",
      marks: [
        .line(Chart.Series("é\t", x: [0, 1, 2, 3], y: [.nan, .infinity, -.infinity, 0.1 + 0.2]))
      ]
    )
    let outputs: [BlockOutput?] = [
      .chart(chart, block: lesson.blocks[0], number: 0),
      .text("tab\t \u{1B}[31mred\u{7F}\r\n\n"),
      .table(Table(columns: ["a", ""], rows: [["1", "2"]])),
    ]
    let file = RecordFile(of: lesson)
    #expect(try file.record() == nil)
    let written = record(lesson, outputs)
    #expect(try file.update { _ in written })
    let read = try #require(try file.record())
    #expect(try read.text == written.text)
    #expect(read.blocks[1] == written.blocks[1])
    #expect(read.blocks[2] == written.blocks[2])
    #expect(try !file.update { $0 ?? LessonRecord(lesson: "none") })
    #expect(file.path == place.folder.appendingPathComponent("recorded/lesson.json").path)
  }

  @Test("A link that a course brings along leads no record elsewhere", arguments: [true, false])
  func links(isFolder: Bool) throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson(["//| label: a"])
    let file = RecordFile(of: lesson)
    let elsewhere = place.folder.appendingPathComponent("elsewhere")
    let recorded = place.folder.appendingPathComponent("recorded")
    for folder in isFolder ? [elsewhere] : [elsewhere, recorded] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let link = isFolder ? recorded.path : file.path
    try FileManager.default.createSymbolicLink(
      atPath: link,
      withDestinationPath: isFolder ? elsewhere.path : elsewhere.path + "/own.json"
    )
    let reason = "it is a link: put the file or folder itself in its place"
    #expect(throws: RecordError.unusable(path: link, reason: reason)) {
      try file.update { $0 ?? LessonRecord(lesson: lesson.slug) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == [])
  }

  @Test("A small change of a result is a small change of the file")
  func smallDifferences() throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson(["//| label: a", "//| label: b"])
    func text(_ y: [Double]) throws -> String {
      let chart = Chart(marks: [.line(Chart.Series("loss", y: y))])
      let outputs: [BlockOutput?] = [
        .chart(chart, block: lesson.blocks[0], number: 0), .text("b\n"),
      ]
      return try record(lesson, outputs).text
    }
    var y = (0..<40).map { 1 / Double($0 + 1) }
    let old = try text(y)
    y[20] = 0.5
    let difference = UnifiedDiff(from: old, to: try text(y), names: ("old", "new")).lines
    #expect(difference.filter { $0.hasPrefix("-") && !$0.hasPrefix("---") }.count == 1)
    #expect(difference.filter { $0.hasPrefix("+") && !$0.hasPrefix("+++") }.count == 1)
    #expect(old.split(separator: "\n").allSatisfy { $0.count < 250 })
  }

  @Test(
    "A file that is no record is refused with the way out",
    arguments: ["", "{", "[]", "{\"blocks\": 3}", "<<<<<<< HEAD\n{}"]
  )
  func damaged(text: String) throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson([""])
    let file = RecordFile(of: lesson)
    try FileManager.default.createDirectory(
      at: place.folder.appendingPathComponent("recorded"),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
    #expect(throws: RecordError.damaged(path: file.path, slug: "lesson")) { try file.record() }
    #expect(throws: RecordError.self) { try file.update { $0 ?? LessonRecord(lesson: "lesson") } }
    #expect(try file.text() == text)
    #expect(
      RecordError.damaged(path: "recorded/x.json", slug: "x").description
        == "recorded/x.json is no record of a lesson: bring it back from version control, or remove "
        + "it and run `unroll accept x` and `unroll sweep x`"
    )
  }

  @Test("Writers at the same time lose nothing of each other's")
  func together() async throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson((0..<24).map { "//| label: b\($0)" })
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        group.addTask {
          let entry = RecordedBlock(block: "b\(number)", outputs: [])
          _ = try? RecordFile(of: lesson).update { record in
            (record ?? LessonRecord(lesson: "lesson")).with(entry, in: lesson)
          }
        }
      }
    }
    let record = try #require(try RecordFile(of: lesson).record())
    #expect(record.blocks.map(\.block) == (0..<24).map { "b\($0)" })
    let beside = try FileManager.default.contentsOfDirectory(
      atPath: place.folder.appendingPathComponent("recorded").path
    )
    #expect(beside == ["lesson.json"])
  }

  @Test(
    "Times are rounded to one digit, and stay while they are much the same",
    arguments: [
      (0.04, nil, nil), (0.14, nil, 0.1), (2.6, nil, 3.0), (34.0, nil, 30.0),
      (0.349, nil, 0.3), (4.0, 3.0, 3.0), (7.0, 3.0, 7.0), (1.0, 3.0, 1.0),
    ] as [(Double, Double?, Double?)]
  )
  func times(seconds: Double, recorded: Double?, rounded: Double?) {
    #expect(LessonRecord.rounded(seconds, recorded: recorded) == rounded)
  }

  @Test(
    "The seeds of a sweep are read from its code",
    arguments: [
      ("for seed in 1...3 { }", [1, 2, 3]),
      ("(1..<4).map { seed in run(seed) }", [1, 2, 3]),
      ("let count = (1...2).filter { seed in seed > 1 }.count", [1, 2]),
      ("let seeds: [UInt64] = [3, 5, 8]", [3, 5, 8]),
      ("for seed in [9, 4] { }", [4, 9]),
      ("var own = RandomGenerator(seed: 1_1)", [11]),
      ("print(1...3)", nil),
    ] as [(String, [UInt64]?)]
  )
  func seeds(code: String, seeds: [UInt64]?) {
    #expect(SweepSeeds.seeds(in: code) == seeds)
  }
}
