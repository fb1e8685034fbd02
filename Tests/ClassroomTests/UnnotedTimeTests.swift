import Foundation
import LessonDocument
import Testing

@testable import Classroom

#if os(Linux)
/// Answers of which nobody has noted when they came, or whether the university's system calls them late.
@Suite struct UnnotedTimeTests {
  private static let text = "## Your answer\n\nWords.\n"

  private let folder: ClassFolder

  init() throws {
    folder = try ClassFolder()
    try answer("why.md")
  }

  /// An answer of ann's, whose file was written two days after it was due.
  private func answer(_ path: String) throws {
    let file = try folder.file("submitted/ann/\(path)", Self.text)
    let written = try #require(WallClock(.gmt).date(written: "2026-10-26 12:00"))
    try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: file)
  }

  private func note(
    at place: String = "",
    time: String?,
    late: Bool?,
    of text: String = text
  )
    throws
  {
    let answer = Submission.Answer(
      time: time.flatMap { WallClock(.gmt).date(written: $0) },
      release: nil,
      late: late,
      source: "ann.zip",
      sha256: IncomingAnswer(name: "", content: Data(text.utf8), source: "").sha256
    )
    let record = Submission(student: "ann", answers: ["why.md": answer])
    try folder.file("submitted/ann/\(place)submission.json", ClassJSON.data(of: record))
  }

  private func grading(by: LateRule.Witness = .time, perDay: Double = 0.1) throws -> ClassGrading {
    var plan = ClassPlan()
    plan.assignments = [
      Assignment(
        name: "words",
        title: "Words",
        due: WallClock(.gmt).date(written: "2026-10-25 12:00"),
        exercises: [AssignedExercise(name: "why")]
      )
    ]
    plan.assignments[0].late.perDay = perDay
    plan.assignments[0].late.by = by
    return try GradedClass.grading(in: folder, plan: plan)
  }

  private func grades(_ grading: ClassGrading) throws -> (ClassGrades, remarks: [String]) {
    let grades = try AnswerSheet(grading).grades([:])
    try grading.grades.write(grades, grading.plan, titles: [:])
    return (grades, (grades.remarks ?? []).map { $0.replacing("\(folder.path)/", with: "") })
  }

  private var page: String { get throws { try folder.text("grades/feedback/ann.html") } }

  @Test(
    "A damaged note is told with file, time and fix, to whoever grades and to the student, and never taken for none",
    arguments: [
      "{", "[]", "{\"student\": \"ann\"}", "\u{0}\u{1}", "", "{\"answers\": {}, \"student\": 3}",
      "{\"answers\": {\"why.md\": {\"late\": \"yes\"}}, \"student\": \"ann\"}",
    ]
  )
  func damaged(content: String) throws {
    try folder.file("submitted/ann/submission.json", content)
    let (grades, remarks) = try grades(grading())
    #expect(
      remarks == [
        "nobody knows when 'ann' handed in submitted/ann/why.md, for submitted/ann/submission.json is damaged: the time of the file "
          + "counts, 2026-10-26T12:00:00+00:00, and 'words' is late; take submitted/ann/submission.json away and run `unroll "
          + "collect` with the archives again, which tell time, release and marks"
      ]
    )
    let sum = grades.students[0].assignments[0]
    #expect(sum.lateDays == 1 && sum.unnotedTimes?.first?.cause == .damaged)
    let table = try folder.text("grades/grades.csv").replacing("\(folder.path)/", with: "")
    #expect(table.split(separator: "\n")[0].hasSuffix(",max_score,remark"))
    #expect(
      table.contains(
        "\"submitted/ann/why.md: the time of the file counts, for submitted/ann/submission.json is damaged\"\n"
      )
    )
    let page = try page
    #expect(page.contains("Time of why.md") && page.contains("the note of when it came is damaged"))
    // Where nobody asks when, it has lost release and marks all the same.
    #expect(try self.grades(grading(perDay: 0)).remarks.count == 1)
    #expect(try self.grades(GradedClass.grading(in: folder)).remarks.count == 1)
  }

  @Test("A note that was copied from another student's folder is told, and its times are not taken")
  func copied() throws {
    try note(time: "2026-10-25 11:00", late: false)
    try FileManager.default.copyItem(
      atPath: "\(folder.path)/submitted/ann",
      toPath: "\(folder.path)/submitted/bob"
    )
    let (grades, remarks) = try grades(grading())
    #expect(grades.students.map { $0.assignments[0].lateDays > 0 } == [false, true])
    #expect(remarks.count == 1)
    #expect(remarks.first?.contains("for submitted/bob/submission.json is of 'ann': ") == true)
  }

  @Test("A link or a folder in the note's place is a damaged note")
  func noFile() throws {
    let place = "\(folder.path)/submitted/ann/submission.json"
    try FileManager.default.createSymbolicLink(
      atPath: place,
      withDestinationPath: "/etc/hostname"
    )
    #expect(try grades(grading()).remarks.first?.contains("submission.json is a link: ") == true)
    try FileManager.default.removeItem(atPath: place)
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    #expect(try grades(grading()).remarks.first?.contains("submission.json is a folder: ") == true)
  }

  @Test("An absent note, one of another text and one without a time are each told as that")
  func others() throws {
    func first() throws -> String { try grades(grading()).remarks.first ?? "" }
    let fix =
      "and 'words' is late; run `unroll collect` with the archive, or set the right time with `touch -d '2026-11-06 19:00' "
      + "submitted/ann/why.md`"
    #expect(try first().contains("for there is no submitted/ann/submission.json: "))
    #expect(try first().hasSuffix(fix) && page.contains("nobody has noted when it came"))
    try note(time: "2026-10-25 11:00", late: false, of: "other")
    #expect(try first().contains("for submitted/ann/submission.json is of another text: "))
    try note(time: nil, late: false)
    #expect(try first().contains("for submitted/ann/submission.json says no time: "))
    try note(time: "2026-10-25 11:00", late: false)
    #expect(try first() == "")
    let table = try folder.text("grades/grades.csv")
    #expect(!table.contains("remark"))
    #expect(try !page.contains("Time of"))
  }

  @Test("Where lateness takes nothing, an absent note is nothing to tell")
  func free() throws {
    #expect(try grades(grading(perDay: 0)).remarks == [])
    #expect(try grades(GradedClass.grading(in: folder)).remarks == [])
  }

  @Test(
    "A damaged note in a folder of the assignment hides none above it, and is told where it does"
  )
  func nested() throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/submitted/ann/why.md")
    try answer("words/why.md")
    try folder.file("submitted/ann/words/submission.json", "{")
    let told = try grades(grading()).remarks
    #expect(told.first?.contains("submitted/ann/words/submission.json is damaged") == true)
    try note(time: "2026-10-25 11:00", late: nil)
    #expect(try grades(grading()).remarks == [])
  }

  @Test("A mark that never came leaves lateness unknown, which is told and takes nothing")
  func marks() throws {
    try note(time: "2026-10-26 11:00", late: nil)
    let (grades, remarks) = try grades(grading(by: .system))
    let sum = grades.students[0].assignments[0]
    #expect(sum.isLateUnknown == true && sum.lateDays == 0 && sum.lateShare == 0)
    #expect(
      remarks.first?.hasPrefix(
        "'words': whether 'ann' handed in late is not known, for class.yml goes by the mark of the system ('by: lms')"
      ) == true
    )
    let row = try folder.text("grades/grades.csv").split(separator: "\n")[1]
    #expect(row.contains(",0,,0,3,\"whether it is late is not known"), "\(row)")
    #expect(try page.contains("not known yet"))
    for (mark, days) in [(true, 1), (false, 0)] {
      try note(time: "2026-10-26 11:00", late: mark)
      let (known, remarks) = try self.grades(grading(by: .system))
      #expect(known.students[0].assignments[0].isLateUnknown == nil && remarks == [])
      #expect(known.students[0].assignments[0].lateDays == days)
    }
    // Where being late takes nothing, nobody asks.
    try note(time: "2026-10-26 11:00", late: nil)
    #expect(try self.grades(grading(by: .system, perDay: 0)).remarks == [])
  }

  @Test("Many are told once, and the rest is counted")
  func many() throws {
    for number in 10..<40 { try folder.file("submitted/s\(number)/why.md", Self.text) }
    let remarks = try grades(grading()).remarks
    #expect(remarks.count == 21)
    #expect(remarks.last?.hasPrefix("as many as 11 more go by the time of a file") == true)
  }

  @Test("A class without a time zone is told that its dates are those of UTC, if it has any")
  func timeZone() throws {
    var plan = try grading().plan
    #expect(plan.timeZoneRemark?.contains("are those of UTC") == true)
    plan.isTimeZoneSaid = true
    #expect(plan.timeZoneRemark == nil)
    #expect(ClassPlan().timeZoneRemark == nil)
    let file = try folder.file(
      "class.yml",
      "time-zone: UTC\nassignments: [{ name: words, due: 2026-10-25, exercises: [why] }]\n"
    )
    #expect(try ClassFileReader.plan(at: file, exercises: ["why": 3]).isTimeZoneSaid)
  }
}

/// What persons gave by a rubric that is another now.
@Suite struct RubricChangeTests {
  private static let text = "## Your answer\n\nWords.\n"
  private let folder: ClassFolder

  init() throws {
    folder = try ClassFolder()
    try folder.file("submitted/ann/why.md", Self.text)
    let grading = try GradedClass.grading(in: folder)
    let item = try #require(try ManualQueue(grading).items.first)
    var scores = grading.manual
    let score = ManualScore(
      points: [2, 1],
      comment: "",
      who: "N",
      date: "2026-11-01",
      text: item.text
    )
    try item.keep(score, in: &scores)
  }

  private func grading(_ old: String, _ new: String, points: Double? = nil) throws -> ClassGrading {
    let lesson = GradedClass.lesson.replacing(old, with: new)
    var grading = try GradedClass.grading(in: folder, lesson: lesson)
    if let points {
      var plan = grading.plan
      plan.assignments[0].exercises = [AssignedExercise(name: "why", points: points)]
      grading = try GradedClass.grading(in: folder, plan: plan, lesson: lesson)
    }
    return grading
  }

  @Test("A rubric that is as it was says nothing, and nobody is asked again")
  func same() throws {
    let grading = try grading("Why is it so?", "Why is that so?")
    #expect(try AnswerSheet(grading).grades([:]).remarks == nil)
    #expect(try ManualQueue(grading).items.isEmpty)
  }

  @Test(
    "Another rubric is told, what was given stays, and a person is asked again",
    arguments: [
      ("names the factor", "names the whole factor", 3.0, 3.0),
      ("2 => names", "4 => names", 3.0, 5.0),
      ("2 => names", "1 => names", 2.0, 2.0),
      (
        "//|   - 1 => gives an example", "//|   - 1 => gives an example\n//|   - 1 => more", 3.0,
        4.0
      ),
    ]
  )
  func other(old: String, new: String, score: Double, possible: Double) throws {
    let grading = try grading(old, new)
    let grades = try AnswerSheet(grading).grades([:])
    let grade = try grades.grade("ann", "why")
    #expect(grade.score == score && grade.possible == possible)
    #expect(
      grades.remarks == [
        "the rubric of 'why' has changed since a person graded 'ann' by it, and these scores stay: look again with `unroll grade "
          + "--manual`"
      ]
    )
    let item = try #require(try ManualQueue(grading).items.first)
    #expect(item.isOfOtherRubric && item.earlier?.points == [2, 1])
    // Where class.yml says what it is worth, all of the old rubric is all of that.
    let assigned = try self.grading(old, new, points: 9)
    #expect(try AnswerSheet(assigned).grades([:]).grade("ann", "why").score == 9)
    // Looked at again, it is of this rubric.
    var scores = grading.manual
    let again = ManualScore(
      points: item.question.rubric.map(\.points),
      comment: "",
      who: "N",
      date: "2026-11-02",
      text: item.text
    )
    try item.keep(again, in: &scores)
    let after = try self.grading(old, new)
    #expect(try AnswerSheet(after).grades([:]).remarks == nil)
    #expect(try ManualQueue(after).items.isEmpty)
  }

  @Test(
    "Scores of a file that keeps no rubric are doubted only where this rubric cannot have given them"
  )
  func older() throws {
    var kept = try folder.text("manual.json")
    kept = kept.replacing(/,?\s*"(rubric|worth)" : [^,\n}]+/, with: "")
    #expect(!kept.contains("rubric"))
    try folder.file("manual.json", kept)
    #expect(try AnswerSheet(grading("names the factor", "x")).grades([:]).remarks == nil)
    #expect(try AnswerSheet(grading("2 => names", "1 => names")).grades([:]).remarks?.count == 1)
  }
}
#endif
