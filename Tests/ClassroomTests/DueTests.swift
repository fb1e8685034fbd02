import ContentDigest
import Foundation
import Testing

@testable import Classroom

#if os(Linux)
/// What time, and the university's mark, make of what is handed in and of what is not.
@Suite struct DueTests {
  private static let clock = WallClock(TimeZone(identifier: "Europe/Berlin") ?? .gmt)
  private static let text = "## Your answer\n\nWords.\n"

  private func date(_ text: String) throws -> Date { try #require(Self.clock.date(written: text)) }

  /// A class of ann and bob whose `why` is due on the 24th; bob has until the 31st.
  private func grading(_ folder: ClassFolder, now: String) throws -> ClassGrading {
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
    plan.assignments[0].late.grace = TimeSpan(seconds: 900)
    plan.assignments[0].late.perDay = 0.1
    plan.extensions = [
      DueExtension(student: "bob", assignment: "words", until: try date("2026-10-31 20:00"))
    ]
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/submitted",
      withIntermediateDirectories: true
    )
    var grading = try GradedClass.grading(
      in: folder,
      plan: plan,
      roster: ["ann", "bob"].map { ClassMember(id: $0) }
    )
    grading.now = try date(now)
    return grading
  }

  @Test(
    "What is not handed in is no zero before it is due, grace and extension included",
    arguments: [
      ("2026-10-24 20:10", [true, true]), ("2026-10-24 20:16", [false, true]),
      ("2026-10-31 20:16", [false, false]),
    ]
  )
  func notDue(now: String, isOpen: [Bool]) throws {
    let folder = try ClassFolder()
    let grading = try grading(folder, now: now)
    let grades = try AnswerSheet(grading).grades([:])
    #expect(grades.students.map { $0.exercises[0].state == .notDue } == isOpen)
    try grading.grades.write(grades, grading.plan, titles: [:])
    let rows = try folder.text("grades/grades.csv").split(separator: "\n").dropFirst()
    #expect(rows.map { $0.hasSuffix(",,,,6") } == isOpen)
    #expect(rows.map { $0.hasSuffix(",0,0,0,6") } == isOpen.map { !$0 })
    #expect(try folder.text("grades/feedback/bob.html").contains("not yet due") == isOpen[1])
    // A table without a score hands no zero to anybody.
    let table = try GradeTable(at: "\(folder.path)/grades/grades.csv")
    #expect(table.grades.map { $0.score == nil } == isOpen)
  }

  @Test("What cannot be graded is no zero before it is due, and is told all the same")
  func emptyFile() throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/why.md", "")
    let early = try AnswerSheet(grading(folder, now: "2026-10-24 20:00")).grades([:])
    let open = try early.grade("ann", "why")
    #expect(open.state == .notDue && open.isHandedIn)
    #expect(open.trouble == "'why.md' is empty: hand in the file that you have written")
    #expect(early.students[0].assignments[0].isNotDue == true)
    let late = try AnswerSheet(grading(folder, now: "2026-10-24 20:16")).grades([:])
    let closed = try late.grade("ann", "why")
    #expect(closed.state == .unusable && closed.score == 0 && closed.trouble == open.trouble)
    #expect(late.students[0].assignments[0].isNotDue == nil)
  }

  private func record(_ folder: ClassFolder, at place: String, late: Bool, time: String) throws {
    try folder.file("submitted/ann/\(place)why.md", Self.text)
    var digest = ContentDigest()
    digest.update(Self.text.utf8)
    let answer = Submission.Answer(
      time: try date(time),
      release: nil,
      late: late,
      source: "ann.zip",
      sha256: digest.hexadecimal
    )
    let record = Submission(student: "ann", answers: ["why.md": answer])
    try folder.file("submitted/ann/submission.json", ClassJSON.data(of: record))
  }

  @Test(
    "Late is what the time says, or what the system says where the class chooses that",
    arguments: [
      ("2026-10-26 19:00", false, LateRule.Witness.time, 2),
      ("2026-10-26 19:00", false, .system, 0),
      ("2026-10-26 19:00", true, .system, 2), ("2026-10-24 12:00", true, .system, 1),
      ("2026-10-24 12:00", true, .time, 0),
    ]
  )
  func witness(time: String, isMarked: Bool, by: LateRule.Witness, days: Int) throws {
    let folder = try ClassFolder()
    try record(folder, at: "", late: isMarked, time: time)
    let other = try grading(folder, now: "2026-11-20 12:00")
    var plan = other.plan
    plan.assignments[0].late.by = by
    let grading = try GradedClass.grading(in: folder, plan: plan, roster: other.roster)
    let grade = try AnswerSheet(grading).grades([:]).students[0].assignments[0]
    #expect(grade.lateDays == days && grade.lateShare == [0, 0.1, 0.2][days])
  }

  @Test("A share of several days is written as it would be said")
  func rounded() throws {
    let folder = try ClassFolder()
    try record(folder, at: "", late: false, time: "2026-10-27 19:00")
    let grading = try grading(folder, now: "2026-11-20 12:00")
    try grading.grades.write(AnswerSheet(grading).grades([:]), grading.plan, titles: [:])
    #expect(try folder.text("grades/results.json").contains("\"lateShare\" : 0.3,"))
  }

  @Test(
    "What is noted of an answer holds in a folder of its assignment, and without a due date too"
  )
  func noted() throws {
    let folder = try ClassFolder()
    try record(folder, at: "words/", late: false, time: "2026-10-26 19:00")
    let late = try AnswerSheet(grading(folder, now: "2026-11-20 12:00")).grades([:])
    #expect(late.students[0].assignments[0].handedIn == "2026-10-26T19:00:00+01:00")
    try record(folder, at: "", late: false, time: "2026-10-26 19:00")
    let free = try AnswerSheet(GradedClass.grading(in: folder)).grades([:])
    #expect(free.students[0].assignments[0].handedIn == "2026-10-26T18:00:00+00:00")
  }
}
#endif
