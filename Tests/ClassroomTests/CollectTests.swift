import Foundation
import TestSupport
import Testing

@testable import Classroom

@Suite("Collecting what students hand in")
struct CollectTests {
  private let folder: ClassFolder

  init() throws { folder = try ClassFolder() }

  private func handin(
    _ student: String,
    _ answers: [String: String],
    at time: TimeInterval = 1_790_000_000,
    release: String? = "2026-autumn-0123456789ab"
  ) throws -> Data {
    let note = HandinNote(
      student: student,
      release: release,
      time: Date(timeIntervalSince1970: time)
    )
    return try Handin(note: note, answers: answers.mapValues { Data($0.utf8) }).archive()
  }

  private func bulk(_ files: [String: Data]) throws -> Data {
    var builder = ZipBuilder()
    for (path, content) in files { builder.add(content, at: path) }
    return try builder.data()
  }

  private func collect(
    _ archives: [Data],
    roster: String? = nil,
    student: String? = nil,
    exercises: [String] = ["one-step.swift", "gates.swift", "why.md"]
  ) throws -> CollectReport {
    let paths = try archives.enumerated().map { try folder.file("in/\($0).zip", $1) }
    return try collector(roster, student, exercises).collect(paths)
  }

  private func collector(
    _ roster: String? = nil,
    _ student: String? = nil,
    _ exercises: [String] = ["one-step.swift", "gates.swift", "why.md"]
  ) throws -> Collector {
    Collector(
      into: "\(folder.path)/submitted",
      roster: try roster.map { try Roster(CSVTable(bytes: Array($0.utf8), file: "roster.csv")) },
      exercises: exercises,
      student: student
    )
  }

  private func submission(_ student: String) throws -> Submission {
    try #require(try Submission.of(folder: "\(folder.path)/submitted/\(student)"))
  }

  // MARK: - One archive

  @Test("an archive comes out as it went in, byte for byte, with its time and release")
  func whole() throws {
    let code = "\u{FEFF}func oneStep() {\r\n}\r\nlet s = \"a\u{2028}b\"\n"
    let report = try collect([try handin("007", ["one-step.swift": code, "why.md": ""])])
    #expect(report.lines == ["007  2 answers, 2 new"])
    #expect(report.notes == [] && report.refusals == [])
    #expect(try folder.data("submitted/007/one-step.swift") == Data(code.utf8))
    #expect(
      try folder.files(in: "submitted")
        == ["007/one-step.swift", "007/submission.json", "007/why.md"]
    )
    let answer = try #require(try submission("007").answers["one-step.swift"])
    #expect(answer.time == Date(timeIntervalSince1970: 1_790_000_000))
    #expect(answer.release == "2026-autumn-0123456789ab")
    #expect(answer.late == nil)
    #expect(answer.source == "\(folder.path)/in/0.zip/Work/one-step.swift")
  }

  @Test(
    "Twenty thousand entries take no more than their number, and archives within share one bound"
  )
  func manyEntries() throws {
    var builder = ZipBuilder()
    for number in 0..<19_900 { builder.add(Data(), at: "f\(number).txt") }
    builder.add(Data("let a = 1\n".utf8), at: "one-step.swift")
    let many = try builder.data()
    let seconds = try ProcessorTime.seconds {
      let lines = try collect([many], student: "007").lines
      #expect(lines == ["007  1 answer, 1 new"])
    }
    #expect(seconds < 60)
    var outer = ZipBuilder()
    outer.add(many, at: "a.zip")
    outer.add(many, at: "b.zip")
    let nested = try collect([try outer.data()], student: "008")
    #expect(nested.refusals.contains { $0.contains("holds more than 20000 files") }, "\(nested)")
  }

  @Test("an archive follows from what is handed in and the time alone")
  func deterministic() throws {
    let answers = ["b.swift": "2", "a.swift": "1", "c.md": "3"]
    let first = try handin("007", answers)
    setenv("TZ", "Pacific/Auckland", 1)
    tzset()
    defer {
      unsetenv("TZ")
      tzset()
    }
    #expect(try handin("007", answers) == first)
    #expect(try handin("007", answers, at: 1_790_000_060) != first)
  }

  @Test("the same archive once more changes nothing, and says so")
  func again() throws {
    let archive = try handin("007", ["one-step.swift": "1"])
    _ = try collect([archive])
    let before = try folder.text("submitted/007/submission.json")
    #expect(try collect([archive]).lines == ["007  1 answer, unchanged"])
    #expect(try folder.text("submitted/007/submission.json") == before)
  }

  @Test("of several the latest counts, in whatever order they come, and the report says so")
  func latest() throws {
    let early = try handin("007", ["one-step.swift": "early", "gates.swift": "same"], at: 1e9)
    let late = try handin("007", ["one-step.swift": "late", "gates.swift": "same"], at: 1e9 + 60)
    for archives in [[early, late], [late, early]] {
      try? FileManager.default.removeItem(atPath: "\(folder.path)/submitted")
      let report = try collect(archives)
      #expect(try folder.text("submitted/007/one-step.swift") == "late")
      #expect(report.notes.count == 1)
      #expect(
        report.notes.first?.hasPrefix(
          "007: of two one-step.swift the later counts, that of 2001-09-09T01:47:40Z"
        ) == true
      )
      // What came unchanged was handed in when it first came.
      let answers = try submission("007").answers
      #expect(answers["gates.swift"]?.time == Date(timeIntervalSince1970: 1e9))
      #expect(answers["one-step.swift"]?.time == Date(timeIntervalSince1970: 1e9 + 60))
    }
    // Also when the earlier one is collected on another day.
    _ = try collect([early])
    #expect(try folder.text("submitted/007/one-step.swift") == "late")
  }

  @Test(
    "a time that lies ahead is refused; an earlier one of what is known already does not count, and is told"
  )
  func times() throws {
    let ahead = try handin(
      "007",
      ["one-step.swift": "1"],
      at: Date().timeIntervalSince1970 + 200_000
    )
    let refused = try collect([ahead])
    #expect(refused.refusals.first?.contains("which lies ahead") == true, "\(refused)")
    #expect(try Submission.of(folder: "\(folder.path)/submitted/007") == nil)
    _ = try collect([try handin("007", ["one-step.swift": "1"])])
    let report = try collect([try handin("007", ["one-step.swift": "1"], at: 1e9)])
    #expect(report.notes.first?.contains("gives it an earlier time, which does not count") == true)
    let time = try submission("007").answers["one-step.swift"]?.time
    #expect(time == Date(timeIntervalSince1970: 1_790_000_000))
  }

  @Test("an answer of an earlier assignment stays when another comes")
  func several() throws {
    _ = try collect([try handin("007", ["one-step.swift": "1"], at: 1e9)])
    _ = try collect([try handin("007", ["gates.swift": "2"], at: 1e9 + 60)])
    #expect(try folder.text("submitted/007/one-step.swift") == "1")
    #expect(try folder.text("submitted/007/gates.swift") == "2")
  }

  // MARK: - Marks of lateness

  /// A download of one student, whose archive holds the answers of two weeks.
  private func download(late: Bool) throws -> Data {
    try bulk([
      "curiemarie_\(late ? "LATE_" : "")11_901_submission-007.zip": try handin(
        "007",
        ["one-step.swift": "1", "gates.swift": "2"]
      )
    ])
  }

  private func collect(
    _ archive: Data,
    _ marks: LateMarks,
    counts: Bool = false
  ) throws -> CollectReport {
    var collector = try collector()
    (collector.marks, collector.countsMarks) = (marks, counts)
    return try collector.collect([try folder.file("in/0.zip", archive)])
  }

  @Test("a mark of lateness is of the assignment that was handed in, and of no other week")
  func marks() throws {
    let first = LateMarks.of(assignment: "week-1", files: ["one-step.swift"])
    let second = LateMarks.of(assignment: "week-2", files: ["gates.swift", "why.md"])
    let one = try collect(download(late: false), first)
    #expect(one.lines == ["007  1 answer, 1 new"])
    #expect(one.notes == ["1 answer is left out, of other assignments than 'week-1'"])
    #expect(try collect(download(late: true), second).lines == ["007  2 answers, 1 new, late"])
    let answers = try submission("007").answers
    #expect(answers.mapValues(\.late) == ["one-step.swift": false, "gates.swift": true])
    // Collected once more, the other way about: the mark is what the download says.
    _ = try collect(download(late: false), second)
    #expect(try submission("007").answers["gates.swift"]?.late == false)
  }

  @Test(
    "a mark of an assignment that nobody names is kept nowhere; where grades hang on it, nothing is taken"
  )
  func untoldMarks() throws {
    let weeks = ["week-1", "week-2"]
    let kept = try collect(download(late: true), .untold(assignments: weeks))
    #expect(kept.lines == ["007  2 answers, 2 new"] && kept.refusals == [])
    #expect(
      kept.notes == [
        "\(folder.path)/in/0.zip marks 1 hand-in as late, which is kept only where --assignment says of which assignment it is, "
          + "of 'week-1', 'week-2'"
      ]
    )
    #expect(try submission("007").answers.values.allSatisfy { $0.late == nil })
    try FileManager.default.removeItem(atPath: "\(folder.path)/submitted")
    let refused = try collect(download(late: true), .untold(assignments: weeks), counts: true)
    #expect(
      refused.refusals == [
        "\(folder.path)/in/0.zip is of one assignment, and class.yml takes its marks of lateness ('by: lms'): say which with "
          + "--assignment, of 'week-1', 'week-2'; nothing of it is taken"
      ]
    )
    #expect(refused.lines == [] && !folder.exists("submitted"))
    // An archive that came by another way has no mark, and is taken.
    let own = try collect(
      handin("007", ["one-step.swift": "1"]),
      .untold(assignments: weeks),
      counts: true
    )
    #expect(own.lines == ["007  1 answer, 1 new"])
    // Moodle marks nobody.
    let moodle = try collect(
      bulk(["Marie Curie_31_assignsubmission_file/one-step.swift": Data("1".utf8)]),
      .ofAll,
      counts: true
    )
    #expect(moodle.lines == ["31  1 answer, 1 new"])
    #expect(
      moodle.notes.first?.contains("by 'by: lms' in class.yml nobody knows who is late") == true
    )
    #expect(try submission("31").answers["one-step.swift"]?.late == nil)
  }

  @Test("one archive that cannot be read is told, and the others are collected")
  func badArchive() throws {
    let good = try folder.file("in/0.zip", handin("007", ["one-step.swift": "1"]))
    let bad = try folder.file("in/1.zip", Data([0x50, 0x4B, 0x03, 0x04, 1, 2, 3]))
    let report = try collector().collect([bad, good, "\(folder.path)/none.zip"])
    #expect(report.lines == ["007  1 answer, 1 new"])
    #expect(report.refusals.count == 2)
    #expect(report.refusals[0].hasPrefix("\(bad): the archive cannot be unpacked"))
    #expect(
      report.refusals[1].hasSuffix("/none.zip: there is no such file: name one that is there")
    )
    #expect(try folder.text("submitted/007/one-step.swift") == "1")
  }

  // MARK: - Whose it is

  @Test(
    "spellings of one id are one student, under the roster's spelling",
    arguments: ["Mu\u{308}ller", "müller", "MÜLLER", " Müller "]
  )
  func spelling(claimed: String) throws {
    _ = try collect([try handin(claimed, ["one-step.swift": "1"])], roster: "id\nMüller\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/submitted")
    #expect(names.map { Array($0.utf8) } == [Array("Müller".utf8)])
  }

  @Test("a folder in another spelling becomes that of the student, with all that is in it")
  func otherSpelling() throws {
    try folder.file("submitted/mu\u{308}ller/gates.swift", "kept")
    _ = try collect([try handin("Müller", ["one-step.swift": "1"])])
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/submitted")
    #expect(names.map { Array($0.utf8) } == [Array("Müller".utf8)])
    #expect(try folder.text("submitted/Müller/gates.swift") == "kept")
  }

  @Test("two folders of one student are told, and nothing of either is touched")
  func twoFolders() throws {
    try folder.file("submitted/Anna/gates.swift", "1")
    try folder.file("submitted/anna/gates.swift", "2")
    let report = try collect([
      try handin("anna", ["one-step.swift": "1"]), try handin("bob", ["one-step.swift": "1"]),
    ])
    #expect(report.lines == ["bob  1 answer, 1 new"])
    #expect(
      report.refusals == [
        "\(folder.path)/submitted: the folders 'Anna' and 'anna' are of one student, for they differ only in capitals or in the form "
          + "of letters: put what belongs together into 'anna'"
      ]
    )
    #expect(try folder.files(in: "submitted/anna") == ["gates.swift"])
  }

  @Test("who is not in the roster is told, and the others are taken")
  func stranger() throws {
    let report = try collect(
      [try handin("008", ["one-step.swift": "1"]), try handin("007", ["one-step.swift": "1"])],
      roster: "id\n007\n"
    )
    #expect(report.lines == ["007  1 answer, 1 new"])
    #expect(
      report.refusals == [
        "\(folder.path)/in/0.zip is of '008', who is not in the roster: add a row, or let the student hand in under the id that the "
          + "roster has"
      ]
    )
  }

  @Test("an archive that does not say whose it is needs a name")
  func nameless() throws {
    let plain = try bulk(["Work/one-step.swift": Data("1".utf8)])
    #expect(
      try collect([plain]).refusals == [
        "\(folder.path)/in/0.zip does not say whose it is: name the student with --student"
      ]
    )
    #expect(try collect([plain], student: "007").lines == ["007  1 answer, 1 new"])
  }

  // MARK: - Bulk downloads

  @Test("Canvas' download: archives and plain answers, late ones, resubmitted ones")
  func canvas() throws {
    let download = try bulk([
      "curiemarie_LATE_11_901_submission-007.zip": try handin("007", ["one-step.swift": "1"]),
      "noetheremmy_12_902_one-step.swift": Data("2".utf8),
      "noetheremmy_12_903_gates-1.swift": Data("3".utf8),
      "noetheremmy_12_904_notes.pdf": Data("4".utf8),
    ])
    let report = try collect(
      [download],
      roster: "id,last_name,first_name,canvas_id\n007,Curie,Marie,\n008,Noether,Emmy,12\n"
    )
    #expect(report.refusals == [])
    #expect(Set(report.lines) == ["007  1 answer, 1 new, late", "008  2 answers, 2 new"])
    #expect(try submission("007").answers["one-step.swift"]?.late == true)
    #expect(try submission("008").answers["gates.swift"]?.late == false)
    #expect(try folder.text("submitted/008/gates.swift") == "3")
    #expect(report.notes.contains { $0.hasSuffix("notes.pdf is no answer: it is left out") })
    #expect(report.notes.contains { $0.hasPrefix("008: 'gates-1.swift' is taken for gates.swift") })
  }

  @Test(
    "Moodle's download, with the names of folders of old and new versions",
    arguments: ["", "_"]
  )
  func moodle(end: String) throws {
    let download = try bulk([
      "Marie Curie_31_assignsubmission_file\(end)/submission-007.zip":
        try handin("007", ["one-step.swift": "1"]),
      "Emmy Noether_32_assignsubmission_file\(end)/Work/one-step.swift": Data("2".utf8),
      "Emmy Noether_32_assignsubmission_file\(end)/__MACOSX/._one-step.swift": Data("3".utf8),
    ])
    let report = try collect(
      [download],
      roster: "id,last_name,first_name\n007,Curie,Marie\n008,Noether,Emmy\n"
    )
    #expect(report.refusals == [])
    #expect(Set(report.lines) == ["007  1 answer, 1 new", "008  1 answer, 1 new"])
  }

  @Test("without a roster, plain answers are of the number by which the system knows the student")
  func numbers() throws {
    let download = try bulk(["noetheremmy_12_902_one-step.swift": Data("2".utf8)])
    #expect(try collect([download]).lines == ["12  1 answer, 1 new"])
  }

  @Test("nobody hands in as somebody else")
  func forged() throws {
    let download = try bulk([
      "curiemarie_11_901_a.zip": try handin("007", ["one-step.swift": "mine"]),
      "noetheremmy_12_902_b.zip": try handin(
        "007",
        ["one-step.swift": "forged"],
        at: 1_790_000_100
      ),
    ])
    let roster = "id,last_name,first_name\n007,Curie,Marie\n008,Noether,Emmy\n"
    let known = try collect([download], roster: roster)
    #expect(known.lines == ["007  1 answer, 1 new"])
    #expect(try folder.text("submitted/007/one-step.swift") == "mine")
    #expect(
      known.refusals.first?.contains(
        "says that it is of '007', and Canvas's 'noetheremmy' (12) is '008'"
      ) == true
    )
    // Where nothing tells who is who, neither counts.
    try FileManager.default.removeItem(atPath: "\(folder.path)/submitted")
    let unknown = try collect([download])
    #expect(unknown.lines == [])
    #expect(unknown.refusals.first?.contains("both hand in as '007'") == true)
    #expect(try folder.files(in: "submitted") == [])
  }

  @Test(
    "the number of one student beside the name of another is told with both, and nothing is taken",
    arguments: [
      "Emmy Noether_31_assignsubmission_file/one-step.swift",
      "NOETHER Emmy_31_assignsubmission_file_/submission-007.zip",
      "noetheremmy_11_9_one-step.swift",
      "noetheremmy_LATE_11_9_submission-007.zip",
    ]
  )
  func contradiction(path: String) throws {
    let content =
      path.hasSuffix(".zip") ? try handin("007", ["one-step.swift": "1"]) : Data("1".utf8)
    let report = try collect(
      [try bulk([path: content])],
      roster: "id,last_name,first_name,moodle_id,canvas_id\n007,Curie,Marie,31,11\n"
        + "008,Noether,Emmy,32,12\n"
    )
    #expect(report.lines == [] && !folder.exists("submitted/007"))
    #expect(
      report.refusals.first?.contains(
        "the number is that of '007' in the roster, and the name that of '008': mend the roster"
      ) == true
    )
  }

  @Test("a name that no student has says nothing against a number; nor does a name that two have")
  func nicknames() throws {
    let roster =
      "id,last_name,first_name,moodle_id\n007,Curie,Marie,31\n008,Curie,Marie,32\n009,Noether,Emmy,33\n"
    let report = try collect(
      [
        try bulk([
          "M Sklodowska_31_assignsubmission_file/one-step.swift": Data("1".utf8),
          "Marie Curie_32_assignsubmission_file/one-step.swift": Data("2".utf8),
        ])
      ],
      roster: roster
    )
    #expect(report.refusals == [] && report.lines.count == 2)
    #expect(try folder.text("submitted/008/one-step.swift") == "2")
  }

  @Test("one number with two names in one download is nobody's, and the others are taken")
  func twoNames() throws {
    let report = try collect([
      try bulk([
        "Marie Curie_31_assignsubmission_file/one-step.swift": Data("1".utf8),
        "Emmy Noether_31_assignsubmission_file/gates.swift": Data("2".utf8),
        "Lise Meitner_33_assignsubmission_file/gates.swift": Data("3".utf8),
      ])
    ])
    #expect(report.lines == ["33  1 answer, 1 new"])
    #expect(report.refusals.count == 1)
    #expect(
      report.refusals.first?.contains("have one number, and nobody knows whose it is") == true
    )
  }

  @Test("a time without a zone is one of the class's clock; a time with one is that moment")
  func packedTimes() throws {
    let path = "Marie Curie_31_assignsubmission_file/one-step.swift"
    func time(_ zone: String, packed: UInt64 = 0x6000, extra: [UInt8] = []) throws -> Date? {
      try? FileManager.default.removeItem(atPath: "\(folder.path)/submitted")
      var collector = try collector()
      collector.timeZone = try #require(TimeZone(identifier: zone))
      let name = Array(path.utf8)
      let entry = RawArchive.Entry(name: name, content: [49], time: packed, extra: extra)
      let archive = RawArchive(entries: [entry]).data
      _ = try collector.collect([try folder.file("in/0.zip", archive)])
      return try submission("31").answers["one-step.swift"]?.time
    }
    // 1980-01-01 12:00 by the clock of MS-DOS.
    #expect(try time("UTC") == Date(timeIntervalSince1970: 315_576_000))
    #expect(try time("Asia/Tokyo") == Date(timeIntervalSince1970: 315_576_000 - 9 * 3600))
    #expect(try time("America/New_York") == Date(timeIntervalSince1970: 315_576_000 + 5 * 3600))
    // 1 700 000 000 seconds since 1970, and the same since 1601 in tenths of microseconds.
    let unix: [UInt8] = [0x55, 0x54, 5, 0, 1, 0x00, 0xF1, 0x53, 0x65]
    let ticks = UInt64(1_700_000_000 + 11_644_473_600) * 10_000_000
    let stamp = (0..<8).map { UInt8(truncatingIfNeeded: ticks >> UInt64(8 * $0)) }
    let windows: [UInt8] = [0x0A, 0, 32, 0, 0, 0, 0, 0, 1, 0, 24, 0] + stamp + stamp + stamp
    for extra in [unix, windows] {
      #expect(try time("Asia/Tokyo", extra: extra) == Date(timeIntervalSince1970: 1_700_000_000))
    }
    // Programs that have no time to say write the first that there is.
    #expect(try time("UTC", packed: 0) == nil)
    // Cut short, they say nothing.
    for extra in [[0x55, 0x54, 1, 0, 1], [0x0A, 0, 4, 0, 0, 0, 0, 0]] as [[UInt8]] {
      #expect(try time("UTC", extra: extra) == Date(timeIntervalSince1970: 315_576_000))
    }
  }

  @Test("a first mark of the system is kept, and answers that nobody knows the time of are told")
  func laterMark() throws {
    _ = try collect([try handin("007", ["one-step.swift": "1"])])
    #expect(try submission("007").answers["one-step.swift"]?.late == nil)
    let download = try bulk([
      "curiemarie_LATE_11_9_submission-007.zip": try handin(
        "007",
        ["one-step.swift": "1"],
        at: 1_790_000_500
      )
    ])
    _ = try collect([download])
    let known = try #require(try submission("007").answers["one-step.swift"])
    #expect(known.late == true && known.time == Date(timeIntervalSince1970: 1_790_000_000))
    try folder.file("submitted/007/gates.swift", "by hand")
    let report = try collect([download])
    #expect(
      report.notes == [
        "007: nothing says when gates.swift came, so that `unroll grade` goes by the time of the file: collect the archive with it "
          + "again, if there is one"
      ]
    )
    // Until then its file keeps its own time, which counts; the files of others have that of their notes.
    let file = "\(folder.path)/submitted/007/gates.swift"
    let date = Date(timeIntervalSince1970: 1_780_000_000)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
    _ = try collect([try handin("007", ["why.md": "2"])])
    func written(_ name: String) throws -> Date? {
      try FileManager.default.attributesOfItem(atPath: "\(folder.path)/submitted/007/\(name)")[
        .modificationDate
      ] as? Date
    }
    #expect(try written("gates.swift") == date)
    #expect(try written("why.md") == Date(timeIntervalSince1970: 1_790_000_000))
    // With the archive again, the time is that of the archive.
    _ = try collect([try handin("007", ["gates.swift": "by hand"], at: 1_790_000_900)])
    #expect(
      try submission("007").answers["gates.swift"]?.time
        == Date(timeIntervalSince1970: 1_790_000_900)
    )
  }

  @Test("a number that the roster does not have is told with the column to write it in")
  func unknownNumber() throws {
    let report = try collect(
      [try bulk(["noetheremmy_12_902_one-step.swift": Data("2".utf8)])],
      roster: "id\n007\n"
    )
    #expect(
      report.refusals == [
        "\(folder.path)/in/0.zip/noetheremmy_12_902_one-step.swift is of Canvas's 'noetheremmy' (12), whom the roster does not tell: "
          + "write 12 in its column 'canvas_id'"
      ]
    )
  }

  // MARK: - Names of files

  @Test(
    "names that systems and people change are those of the exercises",
    arguments: [
      "one-step (1).swift", "One-Step.swift", "ONE-STEP.SWIFT", "one-step-2.swift",
      "one-step copy.swift", "one-step_1 (2).swift", "one-step.swift ",
    ]
  )
  func fileNames(name: String) throws {
    let report = try collect([try handin("007", [name: "1"])])
    #expect(try folder.files(in: "submitted/007") == ["one-step.swift", "submission.json"])
    #expect(report.notes.count == 1)
  }

  @Test("a file that answers no exercise is kept under its name, and told")
  func unknownExercise() throws {
    let report = try collect([
      try handin("007", ["two-step.swift": "1", "on-stpe.swift": "2", "zebra.swift": "3"])
    ])
    #expect(
      try folder.files(in: "submitted/007")
        == ["on-stpe.swift", "submission.json", "two-step.swift", "zebra.swift"]
    )
    let told = { (name: String, near: String) in
      report.notes.contains {
        $0.hasPrefix("007: \(name) answers no exercise of the course\(near) (")
      }
    }
    #expect(told("on-stpe.swift", ": did you mean one-step.swift?"), "\(report.notes)")
    #expect(told("zebra.swift", ""))
  }

  // MARK: - Hostile archives

  static let hostile: [(String, @Sendable () throws -> Data)] = [
    ("holds '../x.swift', a path that leads out of it", { RawArchive.with("../x.swift") }),
    (
      "holds 'a/../../x.swift', a path that leads out of it",
      { RawArchive.with("a/../../x.swift") }
    ),
    (
      "holds 'a/../../x.swift', a path that leads out of it",
      { RawArchive.with("a\\..\\..\\x.swift") }
    ),
    ("holds '/tmp/x.swift', a path that leads out of it", { RawArchive.with("/tmp/x.swift") }),
    ("holds 'C:/x.swift', a path that leads out of it", { RawArchive.with("C:\\x.swift") }),
    (
      "holds 'x.swift', which is a link",
      { RawArchive.with("x.swift", "/etc/passwd", mode: 0o120777) }
    ),
    ("holds 'x.swift', which is a device", { RawArchive.with("x.swift", mode: 0o020666) }),
    ("holds 'x.swift', which is a device", { RawArchive.with("x.swift", mode: 0o010666) }),
    (
      "holds 'x.swift', which is locked by a password",
      { RawArchive.with("x.swift", "0123456789abcdef", flags: 1) }
    ),
    (
      "holds 'x.swift', which is larger than 1 MiB",
      { try packed(["x.swift": Data(count: 40 << 20)]) }
    ),
    (
      "holds 'x.swift', which is larger than 1 MiB",
      { RawArchive.lying(try packed(["x.swift": Data(count: 40 << 20)]), size: 100) }
    ),
    (
      "holds 'evil_11_901_a.zip', which unpacks to hundreds of times its size",
      { try packed(["x.swift": Data(count: 100 << 20)]) }
    ),
    (
      "holds 'x.swift', which unpacks to hundreds of times its size",
      { try packed(["x.swift": Data(count: 1 << 20)]) }
    ),
    (
      "holds archives within archives",
      { try (0..<5).reduce(packed(["x.swift": Data()])) { data, _ in try packed(["y.zip": data]) } }
    ),
    ("holds more than 20000 files", { manyFiles(20_001) }),
  ]

  private static func packed(_ files: [String: Data]) throws -> Data {
    var builder = ZipBuilder()
    for (path, content) in files { builder.add(content, at: path) }
    return try builder.data()
  }

  private static func manyFiles(_ count: Int) -> Data {
    RawArchive(entries: (0..<count).map { .init(name: Array("\($0).md".utf8)) }).data
  }

  @Test(
    "a hostile archive is its own refusal and touches nobody else's",
    arguments: hostile.indices
  )
  func refused(index: Int) throws {
    let (reason, make) = Self.hostile[index]
    let download = try bulk([
      "evil_11_901_a.zip": try make(),
      "noetheremmy_12_902_one-step.swift": Data("2".utf8),
    ])
    let report = try collect([download])
    #expect(report.lines == ["12  1 answer, 1 new"])
    #expect(report.refusals.count == 1)
    #expect(report.refusals.first?.contains(reason) == true, "\(report.refusals)")
    #expect(
      try folder.files() == [
        "in/0.zip", "submitted/12/one-step.swift", "submitted/12/submission.json",
      ]
    )
  }

  @Test("all that one archive unpacks to is bounded")
  func tooMuch() throws {
    var collector = try collector()
    collector.limits.submission = 1000
    let answers = (0..<9).map { ("\($0).swift", String(repeating: "\($0)", count: 200)) }
    let archive = try handin("007", Dictionary(uniqueKeysWithValues: answers))
    let report = try collector.collect([try folder.file("in/0.zip", archive)])
    #expect(report.lines == [])
    #expect(report.refusals.first?.contains("larger than") == true)
  }

  @Test("an archive without an answer is told")
  func empty() throws {
    let report = try collect([
      try handin("007", [:]), try bulk(["a_1_2_notes.pdf": Data("x".utf8)]), try bulk([:]),
    ])
    #expect(report.lines == [])
    #expect(report.refusals.count == 3)
    #expect(report.refusals.allSatisfy { $0.hasSuffix("holds no answer: nothing of it is taken") })
  }

  @Test("an outer archive's own paths that lead out are told, and the rest is taken")
  func outerPaths() throws {
    let archive = RawArchive(entries: [
      .init(name: Array("../../a_1_2_one-step.swift".utf8), content: [0x31]),
      .init(name: Array("b_3_4_one-step.swift".utf8), content: [0x32]),
    ]).data
    let report = try collect([archive])
    #expect(report.lines == ["3  1 answer, 1 new"])
    #expect(report.notes.first?.contains("a path that leads out of it") == true)
  }

  @Test("a note that is none is told with the fix", arguments: ["", "{}", "[1", "{\"student\":3}"])
  func badNote(text: String) throws {
    let report = try collect([try bulk(["handin.json": Data(text.utf8)])])
    #expect(
      report.refusals.first?.contains(
        "this is no note of a submission: let the student make the archive with 'unroll submit'"
      ) == true
    )
  }

  @Test(
    "an id in a note that could be another folder is refused",
    arguments: ["../x", "a/b", ".", ""]
  )
  func badID(id: String) throws {
    let report = try collect([try handin(id, ["one-step.swift": "1"])])
    #expect(report.refusals.first?.contains("the student's id") == true)
    #expect(try folder.files(in: "submitted") == [])
  }

  @Test("names in the alphabet of MS-DOS and with invisible characters do no harm")
  func oddNames() throws {
    let archive = RawArchive(entries: [
      .init(name: [0x81] + Array("_1_2_one-step.swift".utf8), content: [0x31]),
      .init(name: Array("b\u{1B}[2J_3_4_one-step.swift".utf8), content: [0x32]),
    ]).data
    let report = try collect([archive])
    #expect(Set(report.lines) == ["1  1 answer, 1 new", "3  1 answer, 1 new"])
    #expect(!report.notes.joined().contains("\u{1B}"))
  }

  @Test("what was named wrongly is told all at once, and nothing is written")
  func wrongInputs() throws {
    let text = try folder.file("a.txt", "1")
    let damaged = try folder.file("b.zip", Data([0x50, 0x4B, 0x03, 0x04, 1, 2, 3]))
    mkfifo("\(folder.path)/pipe", 0o600)
    let paths = ["\(folder.path)/none.zip", folder.path, "\(folder.path)/pipe", text, damaged]
    let error = try #require(throws: ClassMistakes.self) { try collector().collect(paths) }
    #expect(
      error.mistakes.map(\.message).map { $0.prefix(30) } == [
        "there is no such file: name on", "this is a folder: name a file ",
        "this is no ordinary file: put ", "this is neither an answer nor ",
        "the archive cannot be unpacked",
      ]
    )
    #expect(!folder.exists("submitted"))
  }

  @Test(
    "a link or a folder among a student's answers is told, and nothing follows it",
    arguments: [true, false]
  )
  func linkInFolder(isLink: Bool) throws {
    try folder.file("secret.swift", "secret")
    try folder.file("submitted/007/gates.swift", "1")
    if isLink {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/submitted/007/one-step.swift",
        withDestinationPath: "../../secret.swift"
      )
    } else {
      try folder.file("submitted/007/one-step.swift/x", "1")
    }
    let report = try collect([try handin("007", ["one-step.swift": "new"])])
    #expect(report.refusals.first?.contains("one-step.swift: this is no ordinary file") == true)
    #expect(try folder.text("secret.swift") == "secret")
  }
}
