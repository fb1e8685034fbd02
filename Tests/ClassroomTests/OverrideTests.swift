import Foundation
import Testing

@testable import Classroom

#if os(Linux)
/// What persons write into `overrides.csv`, and what is said of it.
@Suite struct OverrideTests {
  private static let head = "student,exercise,score,reason,who,date\n"

  /// A class of ann and bob, of whom ann has answered `why`.
  private func grading(_ folder: ClassFolder, _ rows: String) throws -> ClassGrading {
    if !folder.exists("submitted/ann/why.md") {
      try folder.file("submitted/ann/why.md", "## Your answer\n\nFirst words.\n")
    }
    var grading = try GradedClass.grading(
      in: folder,
      roster: ["ann", "bob"].map { ClassMember(id: $0) }
    )
    let path = try folder.file("overrides.csv", Self.head + rows)
    grading.overrides = try OverridesTable(at: path)
    return grading
  }

  @Test("A row that names nobody or nothing is a mistake at its line, with what may be meant")
  func strangers() throws {
    let folder = try ClassFolder()
    let grading = try grading(
      folder,
      "ann,why,2,x,N,2026-11-02\nanm,why,2,x,N,2026-11-02\nbob,wy,1,x,N,2026-11-02\n"
        + "zacharias,other-thing,1,x,N,2026-11-02\n"
    )
    let error = #expect(throws: ClassMistakes.self) { try grading.examineOverrides() }
    let path = "\(folder.path)/overrides.csv"
    #expect(
      error?.mistakes.map(\.description) == [
        "\(path):3: there is no student of the class 'anm'; did you mean 'ann'?",
        "\(path):4: there is no exercise 'wy'; did you mean 'why'?",
        "\(path):5: there is no student of the class 'zacharias': mend the name, or take the row out",
        "\(path):5: there is no exercise 'other-thing': mend the name, or take the row out",
      ]
    )
  }

  @Test(
    "A score above the maximum, a second row and an exercise of no assignment are told, and stand"
  )
  func warnings() throws {
    let folder = try ClassFolder()
    var grading = try grading(
      folder,
      "ann,why,9,x,N,2026-11-02\nann,why,2,x,N,2026-11-03\nbob,double,1,x,N,2026-11-02\n"
    )
    #expect(
      try grading.examineOverrides().map { $0.replacing("\(folder.path)/", with: "") } == [
        "overrides.csv:2: the score 9 is above the 3 that 'why' is worth, and counts as written",
        "overrides.csv:3: the score of 'ann' for 'why' stands in line 2 already, and this row counts: take that one out",
      ]
    )
    var plan = grading.plan
    plan.assignments[0].exercises.removeAll { $0.name == "double" }
    let overrides = grading.overrides
    grading = try GradedClass.grading(in: folder, plan: plan, roster: grading.roster)
    grading.overrides = overrides
    #expect(
      try grading.examineOverrides().last?.hasSuffix(
        "4: 'double' belongs to no assignment, so the row sets nothing"
      ) == true
    )
    #expect(try AnswerSheet(grading).grades([:]).grade("ann", "why").score == 2)
  }

  @Test(
    "A score that was set for another text of the answer stays, and is told until the row is dated anew"
  )
  func outdated() throws {
    let folder = try ClassFolder()
    let row = "ann,why,2,x,N,2026-11-02\n"
    func graded(_ row: String) throws -> ClassGrades {
      let grading = try grading(folder, row)
      let grades = try AnswerSheet(grading).grades([:])
      try grading.grades.write(grades, grading.plan, titles: [:])
      return grades
    }
    #expect(try graded(row).remarks == nil)
    try folder.file("submitted/ann/why.md", "## Your answer\n\nOther words.\n")
    for _ in 0..<2 {
      let grades = try graded(row)
      #expect(try grades.grade("ann", "why").score == 2)
      #expect(
        grades.remarks?.map { $0.replacing("\(folder.path)/", with: "") } == [
          "overrides.csv:2: 'ann' has handed in 'why' anew since this score was set, and it stays: look again, and write "
            + "today's date into the row"
        ]
      )
    }
    #expect(try graded(row.replacing("11-02", with: "11-20")).remarks == nil)
  }

  @Test(
    "A date is a day, or a moment with its zone; anything else is told with what would be right",
    arguments: [
      ("2026-11-09", true), ("2026-11-09T14:30+01:00", true), ("2026-11-09T14:30:15Z", true),
      ("2026-11-09 14:30:15 +0100", true), ("32.13.2026", false), ("2026-13-01", false),
      ("2026-02-29", false), ("2026-11-09T14:30", false), ("9.11.2026", false), ("", false),
    ]
  )
  func dates(date: String, isOne: Bool) throws {
    let folder = try ClassFolder()
    let grading = try grading(folder, "ann,why,2,x,N,\(date)\n")
    guard !isOne else {
      #expect(try grading.examineOverrides().isEmpty)
      return
    }
    let error = #expect(throws: ClassMistakes.self) { try grading.examineOverrides() }
    #expect(
      error?.mistakes.map(\.description) == [
        "\(folder.path)/overrides.csv:2: column 'date': the date must be a day, as in 2026-11-09, or a moment with its zone, as in "
          + "2026-11-09T14:30+01:00, not '\(date)'"
      ]
    )
  }

  @Test("What is wrong with cells and what is wrong with names is told at once, by line")
  func allAtOnce() throws {
    let folder = try ClassFolder()
    let grading = try grading(folder, "ann,wy,2,x,N,1.1.2026\nanm,why,two,x,N,2026-11-02\n")
    let error = #expect(throws: ClassMistakes.self) { try grading.examineOverrides() }
    #expect(error?.mistakes.map { $0.place?.line } == [2, 2, 3, 3])
    #expect(
      error?.mistakes.map { String($0.message.prefix(24)) } == [
        "the date must be a day, ", "there is no exercise 'wy", "the score must be a numb",
        "there is no student of t",
      ]
    )
  }

  @Test(
    "Whether an answer came after a score was set is told by the days and moments of the class's zone",
    arguments: [
      // Handed in at 20:30 of the 9th in Los Angeles, when it was the 10th elsewhere.
      ("2026-11-09", "2026-11-10T04:30:00Z", false), ("2026-11-08", "2026-11-10T04:30:00Z", true),
      ("2026-11-09T20:29-08:00", "2026-11-10T04:30:00Z", true),
      ("2026-11-10T05:31+01:00", "2026-11-10T04:30:00Z", false),
      ("2026-11-10T05:29+01:00", "2026-11-10T04:30:00Z", true),
    ]
  )
  func zones(date: String, handedIn: String, isNewer: Bool) throws {
    let folder = try ClassFolder()
    let text = "## Your answer\n\nWords.\n"
    try folder.file("submitted/ann/why.md", text)
    let answer = Submission.Answer(
      time: WallClock(.gmt).date(written: handedIn),
      release: nil,
      late: false,
      source: "ann.zip",
      sha256: IncomingAnswer(name: "", content: Data(text.utf8), source: "").sha256
    )
    let record = Submission(student: "ann", answers: ["why.md": answer])
    try folder.file("submitted/ann/submission.json", ClassJSON.data(of: record))
    var plan = try GradedClass.grading(in: folder).plan
    plan.timeZone = try #require(TimeZone(identifier: "America/Los_Angeles"))
    var grading = try GradedClass.grading(
      in: folder,
      plan: plan,
      roster: [ClassMember(id: "ann")]
    )
    grading.overrides = try OverridesTable(
      at: try folder.file("overrides.csv", Self.head + "ann,why,2,x,N,\(date)\n")
    )
    let grades = try AnswerSheet(grading).grades([:])
    #expect(try (grades.grade("ann", "why").isOutdated == true) == isNewer)
    if isNewer {
      #expect(
        grades.remarks?.first?.hasSuffix(
          "look again, and write 2026-11-09 or a later date into the row"
        )
          == true
      )
    }
  }

  @Test("An answer in words that changed after a person graded it is told, unless a score is set")
  func changedWords() throws {
    let folder = try ClassFolder()
    var manual = try ManualScores(path: "\(folder.path)/manual.json")
    let score = ManualScore(
      points: [2, 1],
      comment: "",
      who: "N",
      date: "2026-11-01",
      text: "other"
    )
    try manual.set(score, for: "ann", "why")
    let told = try AnswerSheet(grading(folder, "")).grades([:])
    #expect(try told.grade("ann", "why").score == 3)
    #expect(
      told.remarks == [
        "'ann' has handed in 'why' anew since a person graded it, and that score stays: look again with "
          + "`unroll grade --manual`"
      ]
    )
    let set = try AnswerSheet(grading(folder, "ann,why,2,x,N,2026-11-02\n")).grades([:])
    #expect(set.remarks == nil)
  }

  @Test(
    "A score is one number alone, whatever programs would read",
    arguments: [
      "\"1,000\"", "\"12,345\"", "0x1p3", "0x10", "1e0", "nan", "inf", "١", "\"1,000.5\"", "1 000",
      "1'000", "+1",
      "1.", "1.5.2", "--1", "2/3", "50%", "\"1.000,5\"",
    ]
  )
  func oneNumber(cell: String) throws {
    let folder = try ClassFolder()
    let grading = try grading(folder, "ann,why,\(cell),x,N,2026-11-02\n")
    let error = #expect(throws: ClassMistakes.self) { try grading.examineOverrides() }
    let text = error?.mistakes.first?.description.replacing("\(folder.path)/", with: "") ?? ""
    #expect(text.hasPrefix("overrides.csv:2: column 'score': the score "), "\(text)")
    let isTwo = ["\"1,000\"", "\"12,345\""].contains(cell)
    #expect(text.hasSuffix(": write the one that is meant") == isTwo)
  }

  @Test(
    "A comma stands before decimals where it can mean nothing else",
    arguments: [
      ("\"1,5\"", 1.5), ("\"0,125\"", 0.125), ("2.125", 2.125), ("0", 0), (".5", 0.5),
      ("\"1,0000\"", 1),
    ]
  )
  func decimals(cell: String, score: Double) throws {
    let folder = try ClassFolder()
    let grading = try grading(folder, "ann,why,\(cell),x,N,2026-11-02\n")
    #expect(try grading.examineOverrides() == [])
    #expect(grading.overrides.row(for: "why", of: "ann")?.override.score == score)
  }

  @Test("A person is not asked for what the overrides set")
  func manualQueue() throws {
    let folder = try ClassFolder()
    try folder.file("submitted/bob/why.md", "## Your answer\n\nMine.\n")
    let queue = try ManualQueue(grading(folder, "ann,why,2,x,N,2026-11-02\n"))
    #expect(queue.items.count == 1 && queue.overridden == 1)
  }
}
#endif
