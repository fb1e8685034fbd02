import Foundation
import LessonDocument
import Testing

@testable import Classroom

/// What follows without running anything: dates, groups, words, overrides.
@Suite struct GradebookRuleTests {
  private static let clock = WallClock(TimeZone(identifier: "Europe/Berlin") ?? .gmt)

  private func date(_ text: String) throws -> Date { try #require(Self.clock.date(written: text)) }

  /// A class of one assignment, `why`, due on the evening before summer time ends.
  private func plan(_ change: (inout ClassPlan) throws -> Void = { _ in }) throws -> ClassPlan {
    var plan = ClassPlan()
    plan.timeZone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
    plan.assignments = [
      Assignment(
        name: "words",
        title: "Words",
        due: try date("2026-10-24 20:00"),
        exercises: [AssignedExercise(name: "why", points: 6)]
      )
    ]
    plan.assignments[0].late.perDay = 0.25
    plan.assignments[0].late.cap = 0.5
    try change(&plan)
    return plan
  }

  /// A student's answer in words that was handed in then, and what a person gave for it.
  private func folder(handedIn: String, student: String = "007") throws -> ClassFolder {
    let folder = try ClassFolder()
    let path = try folder.file("submitted/\(student)/why.md", "## Your answer\n\nWords.\n")
    try FileManager.default.setAttributes(
      [.modificationDate: try date(handedIn)],
      ofItemAtPath: path
    )
    var manual = try ManualScores(path: "\(folder.path)/manual.json")
    let score = ManualScore(
      points: [2, 1],
      comment: "Good.",
      who: "N",
      date: "2026-11-01",
      text: AnswerText.digest("## Your answer\n\nWords.\n")
    )
    try manual.set(score, for: student, "why")
    return folder
  }

  private func sum(
    _ folder: ClassFolder,
    _ plan: ClassPlan,
    of student: String = "007"
  ) throws -> AssignmentGrade {
    let grading = try GradedClass.grading(
      in: folder,
      plan: plan,
      roster: ["007", "008"].map { ClassMember(id: $0) }
    )
    let grades = try AnswerSheet(grading).grades([:])
    return try #require(grades.students.first { $0.student == student }?.assignments.first)
  }

  @Test(
    "Late days take their share up to the cap, an extension or extra time lifts it",
    arguments: [
      ("2026-10-24 20:00", 0, 6.0), ("2026-10-25 19:30", 1, 4.5), ("2026-10-26 19:30", 2, 3.0),
      ("2026-11-20 12:00", 27, 3.0),
    ]
  ) func late(handedIn: String, days: Int, score: Double) throws {
    let folder = try folder(handedIn: handedIn)
    let grade = try sum(folder, plan())
    #expect(grade.lateDays == days && grade.score == score && grade.rawScore == 6)
    #expect(grade.latePenalty == 6 - score)
    let extended = try plan {
      $0.extensions = [
        DueExtension(student: "007", assignment: "words", until: try date("2026-11-20 12:00"))
      ]
    }
    #expect(try sum(folder, extended).score == 6)
    #expect(try sum(folder, extended).due == "2026-11-20T12:00:00+01:00")
    let longer = try plan { $0.extraTime = ["007": TimeSpan(days: 27)] }
    #expect(try sum(folder, longer).lateDays == 0)
  }

  @Test("After the last day nothing is accepted")
  func lastDay() throws {
    let folder = try folder(handedIn: "2026-10-27 21:00")
    let strict = try plan { $0.assignments[0].late.lastDay = 3 }
    #expect(try sum(folder, strict).score == 0)
    let lax = try plan { $0.assignments[0].late.lastDay = 4 }
    #expect(try sum(folder, lax).score == 3)
  }

  @Test("What one of a group hands in counts for all of them, each with a row")
  func groups() throws {
    let folder = try folder(handedIn: "2026-10-24 12:00")
    var manual = try ManualScores(path: "\(folder.path)/manual.json")
    let score = try #require(manual.score(of: "007", "why"))
    try manual.set(score, for: "008", "why")
    let plan = try plan {
      $0.groups = [StudentGroup(name: "team", students: ["007", "008"])]
      $0.assignments[0].isByGroup = true
    }
    #expect(try sum(folder, plan, of: "008").score == 6)
    #expect(try sum(folder, self.plan(), of: "008").score == 0)
  }

  @Test("A score that a person sets stands above all else, whatever is handed in or graded anew")
  func overrides() throws {
    let folder = try folder(handedIn: "2026-10-24 12:00")
    let table = """
      Student;Exercise;Score;Reason;Who;Date
      007;why;1,5;"copied, it seems";Curie;2026-11-02
      008;why;3;ill;Curie;2026-11-02
      007;why;2;talked with her;Curie;2026-11-03

      """
    let overrides = try OverridesTable(at: try folder.file("overrides.csv", table))
    var grading = try GradedClass.grading(
      in: folder,
      plan: plan(),
      roster: ["007", "008"].map { ClassMember(id: $0) }
    )
    grading.overrides = overrides
    let grades = try AnswerSheet(grading).grades([:])
    #expect(grades.scores("why") == ["007": 2, "008": 3])
    #expect(try grades.grade("007", "why").override?.reason == "talked with her")
  }

  @Test("A score that a person sets is final: being late takes nothing from it")
  func lateOverride() throws {
    let folder = try folder(handedIn: "2026-10-26 19:30")
    let row = "student,exercise,score,reason,who,date\n007,why,5,x,N,2026-11-02\n"
    var grading = try GradedClass.grading(
      in: folder,
      plan: plan(),
      roster: [ClassMember(id: "007")]
    )
    let docked = try AnswerSheet(grading).grades([:]).students[0].assignments[0]
    #expect(docked.score == 3 && docked.latePenalty == 3)
    grading.overrides = try OverridesTable(at: try folder.file("overrides.csv", row))
    let grades = try AnswerSheet(grading).grades([:])
    let final = grades.students[0].assignments[0]
    #expect(final.lateDays == 2 && final.latePenalty == 0 && final.score == 5)
    try grading.grades.write(grades, grading.plan, titles: [:])
    #expect(
      try folder.text("grades/feedback/007.html").contains("x; being late takes nothing from it")
    )
  }

  @Test("All mistakes of overrides are told, with row and column")
  func badOverrides() throws {
    let folder = try ClassFolder()
    let path = try folder.file(
      "overrides.csv",
      "student,exercise,score,reason,who,date\n007,why,two,,N,2026-11-02\n,why,-1,x,N,2026-11-02\n"
    )
    var grading = try GradedClass.grading(
      in: try self.folder(handedIn: "2026-10-24 12:00"),
      plan: plan(),
      roster: [ClassMember(id: "007")]
    )
    grading.overrides = try OverridesTable(at: path)
    let error = #expect(throws: ClassMistakes.self) { try grading.examineOverrides() }
    #expect(
      error?.mistakes.map(\.message) == [
        "the score must be a number from 0, not 'two'",
        "an override says reason: write it there",
        "the score must be a number from 0, not '-1'",
        "an override says student: write it there",
      ]
    )
    let bare = try folder.file("bare.csv", "student,score\n")
    let missing = #expect(throws: ClassMistakes.self) { try OverridesTable(at: bare) }
    #expect(
      missing?.mistakes.map(\.message) == [
        "the table has no column 'exercise', 'reason', 'who', 'date': its columns are student, exercise, score, reason, who, date"
      ]
    )
  }

  @Test("A person's score stays when the answer is handed in anew, and it is said to look again")
  func manual() throws {
    let folder = try folder(handedIn: "2026-10-24 12:00")
    let grading = { try GradedClass.grading(in: folder, plan: self.plan()) }
    #expect(try ManualQueue(grading()).items.isEmpty)
    try folder.file("submitted/007/why.md", "## Your answer\n\nOther words.\n")
    try folder.file("submitted/008/why.md", "## Your answer\n\nMine.\n")
    let queue = try ManualQueue(grading()).items
    #expect(queue.map(\.earlier?.comment).sorted { ($0 ?? "") < ($1 ?? "") } == [nil, "Good."])
    let grades = try AnswerSheet(grading()).grades([:])
    #expect(try grades.grade("007", "why").score == 6)
    #expect(try grades.grade("007", "why").reason?.contains("look again") == true)
    #expect(try grades.grade("008", "why").state == .waiting)
    // Nothing that is shown says whose it is.
    #expect(!queue.contains { item in item.lines.contains { $0.contains("007") } })
  }

  @Test("A damaged file of scores ends the grading, and stays as it is")
  func damaged() throws {
    let folder = try ClassFolder()
    let path = try folder.file("manual.json", "[{\"student\":")
    #expect(throws: GradingError.self) { try ManualScores(path: path) }
    #expect(try folder.text("manual.json") == "[{\"student\":")
  }

  @Test(
    "Pages of who is no student any more are taken away; a name that is a formula runs in no spreadsheet"
  )
  func files() throws {
    let folder = try ClassFolder()
    try folder.file("submitted/=1+1/why.md", "x")
    try folder.file("grades/feedback/gone.html", "old")
    let grading = try GradedClass.grading(in: folder, plan: plan())
    try grading.grades.write(AnswerSheet(grading).grades([:]), grading.plan, titles: [:])
    #expect(try folder.files(in: "grades/feedback") == ["%3d1%2b1.html"])
    #expect(try folder.text("grades/grades.csv").contains(",'=1+1,"))
  }

  @Test("Two gradings into one folder: the second says so")
  func inUse() throws {
    let folder = try ClassFolder()
    let grades = GradesFolder("\(folder.path)/grades")
    let lock = try grades.lock()
    #expect(throws: GradingError.inUse(path: grades.path)) { try grades.lock() }
    withExtendedLifetime(lock) {}
  }

  @Test(
    "Grades that cannot be written lose nothing that was written before",
    .enabled(if: getuid() != 0)
  )
  func unwritable() throws {
    let folder = try folder(handedIn: "2026-10-24 12:00")
    let grading = try GradedClass.grading(in: folder, plan: plan())
    try grading.grades.write(AnswerSheet(grading).grades([:]), grading.plan, titles: [:])
    let before = try folder.data("grades/results.json")
    let path = grading.grades.path
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path) }
    #expect(throws: GradingError.self) {
      try grading.grades.write(ClassGrades(), grading.plan, titles: [:])
    }
    #expect(try folder.data("grades/results.json") == before)
  }
}
