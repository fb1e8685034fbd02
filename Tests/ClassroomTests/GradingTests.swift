import ContentDigest
import Foundation
import LessonDocument
import LessonRunner
import Testing

@testable import Classroom

#if os(Linux)
@Suite(.serialized, .whereSandboxed) struct GradingTests {
  private static let right = "func doubled(_ x: Int) -> Int { factor * x }\n"
  private static let wrong = "func doubled(_ x: Int) -> Int { x * x }\n"

  @Test(
    "Every exercise of the lessons is graded for every folder, and who handed nothing in has rows"
  )
  func everything() async throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/double.swift", Self.right)
    try folder.file("submitted/ann/why.md", "## Your answer\n\nThe <b>factor</b>.\n")
    try folder.file("submitted/bob/Double.swift", Self.wrong)
    try folder.file("submitted/cy/notes.txt", "")
    let grading = try GradedClass.grading(in: folder)
    let grades = try await GradedClass.grade(grading)
    #expect(
      grades.scores("double") == ["ann": 4, "bob": 4.0 / 3 * 1, "cy": 0].mapValues(\.inPoints)
    )
    #expect(try grades.grade("ann", "why").state == .waiting)
    #expect(try grades.grade("cy", "double").state == .absent)
    let bob = try grades.grade("bob", "double")
    #expect(bob.reason == "doubles 3: expected 6, received 9, and 1 more")
    #expect(bob.notes == ["'Double.swift' is taken for 'double.swift'"])
    #expect(
      try folder.text("grades/grades.csv") == """
        assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,\
        score,max_score
        sums,,,ann,,,,4,0,4,9
        sums,,,bob,,,,1.333333,0,1.333333,9
        sums,,,cy,,,,0,0,0,9

        """
    )
    let report = try folder.text("grades/junit.xml")
    #expect(
      report.contains(
        "<testsuite name=\"ann\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">"
      )
    )
    // Hidden checks leave no trace on what a student reads.
    let page = try folder.text("grades/feedback/bob.html")
    #expect(
      page.contains("hidden checks: 0 of 1 hold")
        && page.contains("doubles 3: expected 6, received 9")
    )
    #expect(!page.contains("secret") && !page.contains("-10"))
    #expect(!(try folder.text("grades/feedback/ann.html")).contains("<b>"))
  }

  @Test(
    "The same answers have the same grades in whatever order and number they are run, and after an end in the middle"
  )
  func same() async throws {
    let answers = [
      "ann": Self.right, "bob": Self.wrong,
      "cy": "func doubled(_ x: Int) -> Int { fatalError(\"no\") }\n",
      "dee": "func doubled(_ x: Int) -> Int { 2 * y }\n", "eve": "func other() {}\n",
      "fox": "// The same\n" + Self.right,
    ]
    var files: [String] = []
    for (width, isEnded) in [(1, false), (3, false), (2, true)] {
      let folder = try ClassFolder()
      for (student, text) in answers { try folder.file("submitted/\(student)/double.swift", text) }
      let grading = try GradedClass.grading(in: folder)
      if isEnded {
        let runner = try await GradedClass.runner()
        let task = Task {
          try await grading.run(runner, width: 1) { progress in
            guard progress.stage == .answers, progress.done == 1 else { return }
            withUnsafeCurrentTask { $0?.cancel() }
          }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        // The lesson's own solution, and one answer.
        #expect(try folder.files(in: "grades/answers").count == 2)
      }
      try await GradedClass.grade(grading, width: width)
      files.append(try folder.text("grades/results.json"))
    }
    #expect(Set(files).count == 1)
    let grades = try JSONDecoder().decode(ClassGrades.self, from: Data(files[0].utf8))
    #expect(
      grades.scores("double")
        == ["ann": 4, "bob": 1.333333, "cy": 0, "dee": 0, "eve": 0, "fox": 4]
    )
    #expect(
      try grades.grade("dee", "double").reason == "double.swift:1:37: cannot find 'y' in scope"
    )
  }

  @Test("What is kept is not run again; a changed check grades anew, and every change is told")
  func changes() async throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/double.swift", Self.right)
    try folder.file("submitted/bob/double.swift", Self.wrong)
    let grading = try GradedClass.grading(in: folder)
    let first = try await GradedClass.grade(grading)
    let runs = Counter()
    let again = try await grading.run(try await GradedClass.runner(), width: 1) { _ in
      await runs.count()
    }
    #expect(again == first && again.changes(since: first).isEmpty)
    #expect(await runs.number == 0)
    let harder = GradedClass.lesson.replacing(
      "doubled(0), equals: 0)",
      with: "doubled(2) + doubled(1), equals: 6)"
    )
    let changed = try GradedClass.grading(in: folder, lesson: harder)
    let new = try await GradedClass.grade(changed)
    #expect(
      new.changes(since: first).map(\.description) == [
        "bob double: 1.333333 of 4 → 0 of 4", "bob sums (all): 1.333333 of 9 → 0 of 9",
      ]
    )
    // Points of the class alone change no run.
    var plan = changed.plan
    plan.assignments[0].exercises[0].points = 8
    let doubled = try await GradedClass.grade(
      GradedClass.grading(in: folder, plan: plan, lesson: harder)
    )
    #expect(doubled.scores("double") == ["ann": 8, "bob": 0])
  }

  @Test("What is run is told stage by stage, and where a lesson is on its way to the first answer")
  func progress() async throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/double.swift", Self.right)
    try folder.file("submitted/bob/double.swift", Self.wrong)
    try folder.file(
      "Lessons/recorded/sums.json",
      #"{"lesson": "sums", "blocks": [{"block": "+1", "outputs": [], "seconds": 40}], "inline": []}"#
    )
    let told = ToldProgress()
    _ = try await GradedClass.grading(in: folder).run(try await GradedClass.runner(), width: 1) {
      await told.take($0)
    }
    let all = await told.all
    let first = try #require(all.firstIndex { $0.stage == .answers })
    #expect(all[..<first].allSatisfy { $0.stage == .solutions } && first > 0)
    #expect(all[first...].allSatisfy { $0.stage == .answers })
    #expect(all.filter { $0.stage == .solutions }.last?.done == 1)
    #expect(all.last?.stage == .answers && all.last?.done == 2 && all.last?.total == 2)
    let groundwork = all.compactMap(\.groundwork)
    #expect(groundwork.first?.lesson == "01-sums" && groundwork.first?.exercise == "double")
    #expect(groundwork.first?.secondsLeft == 40)
    #expect(all.first?.done == 0 && all.first?.groundwork == nil)
    // What has run for the lesson's own solution stands for the answers.
    #expect(groundwork.count == 1 && all[first...].allSatisfy { $0.groundwork == nil })
  }

  @Test("As many workers run a lesson's own solution as the answers after it keep busy")
  func spread() async throws {
    let folder = try ClassFolder()
    for (student, text) in [("ann", Self.right), ("bob", Self.wrong)] {
      try folder.file("submitted/\(student)/double.swift", text)
    }
    try folder.file("submitted/ann/four.swift", "func quadrupled(_ x: Int) -> Int { 4 * x }\n")
    let runner = try await GradedClass.runner()
    let grading = try GradedClass.grading(in: folder)
    let items = try grading.items(of: AnswerSheet(grading), surroundings: runner.surroundings)
    let jobs = items.map(\.job)
    let proofs = jobs.prefix(1).map(\.proof)
    let store = AnswerStore(folder: grading.grades.answers)
    func runs(_ width: Int, _ proofs: [GradingJob], _ answers: [GradingJob]) -> Int {
      AnswerGrader(runner: runner, store: store, width: width)
        .spread(proofs, before: answers).count
    }
    #expect(runs(1, proofs, jobs) == 1 && runs(2, proofs, jobs) == 2)
    #expect(runs(8, proofs, Array(jobs.prefix(1))) == 1 && runs(8, proofs, []) == 1)
    #expect(runs(2, jobs.map(\.proof), jobs) == jobs.count && runs(8, [], jobs) == 0)
    // Told and counted once.
    let told = ToldProgress()
    _ = try await grading.run(runner, width: 4) { await told.take($0) }
    let solutions = await told.all.filter { $0.stage == .solutions }
    #expect(solutions.last?.done == 2 && solutions.last?.total == 2)
  }

  @Test("One answer alone is graded anew, and all others stay as they were")
  func only() async throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/double.swift", Self.wrong)
    try folder.file("submitted/bob/double.swift", Self.wrong)
    let grading = try GradedClass.grading(in: folder)
    // Alone it would leave everybody else without a grade.
    await #expect(
      throws: GradingError.noGrades(path: grading.grades.path, only: "bob/double")
    ) {
      try await GradedClass.grade(grading, only: .init(student: "bob", exercise: "double"))
    }
    #expect(!folder.exists("grades"))
    let first = try await GradedClass.grade(grading)
    for student in ["ann", "bob"] {
      try folder.file("submitted/\(student)/double.swift", Self.right)
    }
    let chosen = try grading.selection(student: "Bob", exercise: "double")
    let second = try await GradedClass.grade(grading, only: chosen)
    #expect(second.scores("double") == ["ann": 1.333333, "bob": 4])
    #expect(second.changes(since: first).map(\.student) == ["bob", "bob"])
    try folder.file("submitted/ann/fuor.swift", "func quadrupled(_ x: Int) -> Int { 0 }\n")
    let nothing = await #expect(throws: GradingError.self) {
      try await GradedClass.grade(
        GradedClass.grading(in: folder),
        only: .init(student: "ann", exercise: "four")
      )
    }
    #expect(
      nothing?.description
        == "'ann/four' names no answer: 'ann' has handed in nothing for 'four' ('fuor.swift' answers no exercise: did you mean "
        + "'four.swift'?): `unroll collect` takes what has come, and `unroll grade` grades everybody"
    )
    #expect(throws: GradingError.self) { try grading.selection(student: "zoe", exercise: "double") }
    let error = #expect(throws: GradingError.self) {
      try grading.selection(student: "ann", exercise: "duble")
    }
    #expect(
      error?.description
        == "'ann/duble' names no answer: no exercise 'duble': did you mean 'double'?"
    )
  }

  @Test(
    "An exercise that builds on another is graded on the student's and on the lesson's answer; the better counts"
  )
  func followThrough() async throws {
    let folder = try ClassFolder()
    let four = "func quadrupled(_ x: Int) -> Int { doubled(doubled(x)) }\n"
    try folder.file("submitted/ann/double.swift", Self.wrong)
    try folder.file("submitted/ann/four.swift", four)
    try folder.file("submitted/bob/four.swift", four)
    try folder.file("submitted/cy/double.swift", "func doubled(_ x: Int) -> Int { y }\n")
    try folder.file("submitted/cy/four.swift", four)
    let grades = try await GradedClass.grade(GradedClass.grading(in: folder))
    let ann = try grades.grade("ann", "four")
    #expect(ann.foundations == ["double"] && ann.score == 2)
    #expect(ann.reference?.earned == 2 && ann.own?.earned == 1)
    let bob = try grades.grade("bob", "four")
    #expect(bob.score == 2 && bob.own == nil)
    let cy = try grades.grade("cy", "four")
    #expect(cy.score == 2 && cy.own?.earned == 0 && cy.own?.outcome == .notReached)
    let page = try folder.text("grades/feedback/ann.html")
    #expect(page.contains("On your own answer to double: 1 of 2"))
    #expect(
      page.contains("On the lesson&#39;s answer")
        || page.contains("On the lesson's answer to double: 2 of 2")
    )
  }

  @Test("A lesson that fails before the exercise is nobody's zero")
  func lessonFails() async throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/double.swift", Self.right)
    let broken = GradedClass.lesson.replacing("let factor = 2", with: "let factor: Int = [][0]")
    let grading = try GradedClass.grading(in: folder, lesson: broken)
    let error = await #expect(throws: GradingError.self) { try await GradedClass.grade(grading) }
    #expect(error?.description.contains("fails before the exercise 'double'") == true)
    #expect(!folder.exists("grades/results.json"))
  }
}

@Suite(.serialized) struct ReleaseGradingTests {
  private func sheet(now: String, then: String, made: String? = nil) throws -> AnswerSheet {
    let folder = try ClassFolder()
    let text = "func doubled(_ x: Int) -> Int { factor * x }\n"
    try folder.file("submitted/ann/double.swift", text)
    let answer = Submission.Answer(
      time: Date(timeIntervalSince1970: 1_700_000_000),
      release: "autumn-1",
      late: false,
      source: "ann.zip",
      sha256: sha256(text)
    )
    let record = Submission(student: "ann", answers: ["double.swift": answer])
    try folder.file("submitted/ann/submission.json", ClassJSON.data(of: record))
    var grading = try GradedClass.grading(in: folder, lesson: now)
    #expect(grading.folder.releases == ["autumn-1"])
    grading.releases = [
      "autumn-1": [try LessonReader().lesson(source: then, file: "releases/01-sums.md")]
    ]
    grading.released =
      try made.map { source in
        let lesson = try LessonReader().lesson(source: source, file: "01-sums.md")
        return ["autumn-1": ReleasedExercises([lesson])]
      } ?? [:]
    return try AnswerSheet(grading)
  }

  private func sha256(_ text: String) -> String {
    var digest = ContentDigest()
    digest.update(text.utf8)
    return digest.hexadecimal
  }

  @Test(
    "A mended check that does not count is told, once, with what to do; checks and points are of one source"
  )
  func unmended() throws {
    let old = GradedClass.lesson
    let revised = old.replacing("let factor = 2", with: "let factor = 3")
    #expect(try sheet(now: revised, then: old).releaseRemarks.isEmpty)
    let mended = revised.replacing("doubled(0), equals: 0)", with: "doubled(2), equals: 6)")
      .replacing("points: 4", with: "points: 5")
    let sheet = try sheet(now: mended, then: old)
    #expect(
      sheet.releaseRemarks == [
        "'double': checks or points have changed since the release 'autumn-1', and so has a block before them, so 1 answer "
          + "keeps that release's checks and points: for today's to count, make a new release and let students hand in "
          + "from it, or mend the check in releases/autumn-1/Lessons too"
      ]
    )
    #expect(try sheet.grades([:]).grade("ann", "double").possible == 4)
  }

  @Test(
    "A check or a rubric that is mended in the release alone, and does not count, is told with the file to change"
  )
  func mendedThere() throws {
    let old = GradedClass.lesson
    let check = old.replacing("doubled(0), equals: 0)", with: "doubled(2), equals: 4)")
    let points = old.replacing("points: 4", with: "points: 5")
    for then in [check, points] {
      let remarks = try sheet(now: old, then: then, made: old).mendedReleaseRemarks
      #expect(remarks.count == 1)
      #expect(
        remarks.first?.hasPrefix(
          "'double': what was changed of its checks or points in releases/01-sums.md counts for nobody: 1 answer of that release is graded by "
        ) == true
      )
      #expect(remarks.first?.hasSuffix("Lessons/01-sums.md, so make the change there") == true)
      // Changed here and there alike, today alone, in neither, or where the release grades: nothing to tell.
      #expect(try sheet(now: then, then: then, made: old).mendedReleaseRemarks == [])
      #expect(try sheet(now: then, then: old, made: old).mendedReleaseRemarks == [])
      #expect(try sheet(now: old, then: old, made: old).mendedReleaseRemarks == [])
      let revised = old.replacing("let factor = 2", with: "let factor = 3")
      #expect(try sheet(now: revised, then: then, made: old).mendedReleaseRemarks == [])
    }
  }

  @Test(
    "An answer is graded by its release's lesson where what is asked has changed, and by mended checks where not"
  )
  func ground() throws {
    let old = GradedClass.lesson
    let mended = old.replacing("doubled(0), equals: 0)", with: "doubled(2), equals: 4)")
    let revised = old.replacing("let factor = 2", with: "let factor = 3")
    for (now, isOld) in [(mended, false), (revised, true)] {
      let sheet = try sheet(now: now, then: old)
      let submission = try #require(sheet.submissions.first { $0.exercise == "double" })
      #expect(submission.time == Date(timeIntervalSince1970: 1_700_000_000))
      let chosen = try #require(sheet.exercise(of: submission))
      #expect(chosen.release == (isOld ? "autumn-1" : nil))
      #expect(chosen.lesson.file.hasPrefix("releases/") == isOld)
    }
  }
}

/// Exercises whose own solution fails: a fault of the lesson, and nobody's zero.
@Suite(.serialized, .whereSandboxed) struct LessonFaultTests {
  private static let right = "func doubled(_ x: Int) -> Int { factor * x }\n"

  @Test(
    "Checks that are not worth the exercise's points in all are the lesson's fault, and earn nobody anything"
  )
  func worth() async throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/double.swift", Self.right)
    try folder.file("submitted/bob/double.swift", "func doubled(_ x: Int) -> Int { 0 }\n")
    let wrong = GradedClass.lesson.replacing(
      "doubled(0), equals: 0)",
      with: "doubled(0), equals: 0, points: 9)"
    )
    let grades = try await GradedClass.grade(GradedClass.grading(in: folder, lesson: wrong))
    #expect(grades.faults?.count == 1)
    #expect(
      grades.faults?.first?.contains(
        "the checks of 'double' are worth 9 points in all, and the exercise "
      ) == true,
      "\(grades.faults ?? [])"
    )
    #expect(try grades.grade("ann", "double").state == .unjudged)
    #expect(try grades.grade("bob", "double").state == .unjudged)
  }

  @Test("A score that a person gave stays where the roster spells the id in other letters")
  func respelled() throws {
    let folder = try ClassFolder()
    var scores = try ManualScores(path: "\(folder.path)/manual.json")
    try scores.set(
      ManualScore(points: [2], comment: "", who: "a", date: "2026-10-20", text: "b"),
      for: "s11",
      "why"
    )
    #expect(scores.score(of: "S11", "why")?.points == [2])
    // A file that its owner has closed stays closed.
    let path = "\(folder.path)/manual.json"
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let score = ManualScore(points: [1], comment: "", who: "a", date: "2026-10-21", text: "b")
    try scores.set(score, for: "S11", "why")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try ManualScores(path: path).score(of: "s11", "why")?.points == [1])
  }

  @Test(
    "A check that is wrong, or does not compile, is told at its line, and no answer is docked for it",
    arguments: [
      (
        "doubled(0), equals: 1)",
        "27: the check 'doubles 0' does not hold for the lesson's own solution of 'double' (expected 1, received 0): "
      ),
      (
        "doubled(0), equals: nothing)",
        "27:40: the lesson's own solution of 'double' cannot be judged: "
      ),
    ]
  )
  func wrongCheck(check: String, says: String) async throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/double.swift", Self.right)
    try folder.file("submitted/ann/four.swift", "func quadrupled(_ x: Int) -> Int { 4 * x }\n")
    try folder.file("submitted/bob/double.swift", "func doubled(_ x: Int) -> Int { 0 }\n")
    try folder.file("submitted/cy/notes.txt", "")
    let wrong = GradedClass.lesson.replacing("doubled(0), equals: 0)", with: check)
    let grading = try GradedClass.grading(in: folder, lesson: wrong)
    let grades = try await GradedClass.grade(grading)
    #expect(grades.faults?.count == 1)
    #expect(grades.faults?.first?.contains("/01-sums.md:\(says)") == true, "\(grades.faults ?? [])")
    #expect(try grades.grade("ann", "double").state == .unjudged)
    #expect(try grades.grade("bob", "double").state == .unjudged)
    // Other exercises have their grades, and they alone are summed; who has handed in nothing has no zero either.
    #expect(try grades.grade("ann", "four").score == 2)
    #expect(try grades.grade("cy", "double").state == .unjudged)
    #expect(grades.students[0].assignments[0].waiting == 1)
    let rows = try folder.text("grades/grades.csv").split(separator: "\n").dropFirst()
    let sums = rows.map { $0.split(separator: ",").suffix(4).joined(separator: " ") }
    #expect(sums == ["2 0 2 5", "0 0 0 5", "0 0 0 5"])
    // One answer graded anew takes no other exercise's fault away.
    let one = try await GradedClass.grade(grading, only: .init(student: "ann", exercise: "four"))
    #expect(one.faults == grades.faults)
    let page = try folder.text("grades/feedback/ann.html")
    #expect(
      page.contains("not graded yet") && !page.contains("solution") && !page.contains("expected 1")
    )
    #expect(
      try folder.text("grades/junit.xml").contains(
        "tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""
      ) == true
    )
    // Mended, everybody has a grade.
    let mended = try await GradedClass.grade(GradedClass.grading(in: folder))
    #expect(mended.scores("double")["ann"] == 4 && mended.faults == nil)
    #expect(
      mended.changes(since: grades).prefix(2).map(\.description) == [
        "ann double: no score → 4 of 4", "ann sums (all): 2 of 5 → 6 of 9",
      ]
    )
  }

  @Test(
    "An assignment of which the lesson is at fault in whole has no score, in table and gradebook"
  )
  func nothingJudged() async throws {
    let folder = try ClassFolder()
    try folder.file("submitted/ann/double.swift", Self.right)
    let wrong = GradedClass.lesson.replacing(
      "doubled(0), equals: 0)",
      with: "doubled(0), equals: 1)"
    )
    var plan = try GradedClass.grading(in: folder).plan
    plan.assignments[0].exercises.removeAll { $0.name != "double" }
    let grading = try GradedClass.grading(in: folder, plan: plan, lesson: wrong)
    let grades = try await GradedClass.grade(grading)
    #expect(try folder.text("grades/grades.csv").hasSuffix(",ann,,,,,,,4\n"))
    #expect(try GradeTable(at: grading.grades.table).grades.map(\.score) == [nil])
    #expect(!grades.students[0].assignments[0].hasScore)
    #expect(try folder.text("grades/feedback/ann.html").contains("not graded yet, 4 points"))
  }

  @Test("What is kept of answers is that of those which are handed in")
  func pruned() async throws {
    let folder = try ClassFolder()
    for number in 0..<2 {
      try folder.file("submitted/ann/double.swift", "// \(number)\n" + Self.right)
      try await GradedClass.grade(GradedClass.grading(in: folder))
      #expect(try folder.files(in: "grades/answers").count == 2)
    }
  }

  @Test("A student's page turns no text around, and tells no notes of lines that are the lesson's")
  func page() async throws {
    let folder = try ClassFolder()
    let text =
      "func doubled(_ x: Int) -> Int { print(\"\u{202E}evil\u{2066}\"); return factor * x }\n"
    try folder.file("submitted/ann/double.swift", text)
    try await GradedClass.grade(GradedClass.grading(in: folder))
    let page = try folder.text("grades/feedback/ann.html")
    #expect(!page.unicodeScalars.contains { [0x202E, 0x2066].contains($0.value) })
    #expect(page.contains("\\u{202E}evil"))
    var grade = AnswerGrade.Problem(
      file: "01-sums.md",
      line: 4,
      column: 1,
      severity: .note,
      message: "NOTE"
    )
    var result = try #require(
      try GradesFolder("\(folder.path)/grades").last()?.grade("ann", "double")
    )
    result.reference?.problems = [grade]
    grade.severity = .error
    grade.message = "ERROR"
    result.reference?.problems.append(grade)
    var student = try #require(try GradesFolder("\(folder.path)/grades").last()?.students.first)
    student.exercises[0] = result
    let plan = try GradedClass.grading(in: folder).plan
    let html = FeedbackPage(student: student, plan: plan, titles: [:]).html
    #expect(html.contains("ERROR") && !html.contains("NOTE"))
  }
}

/// Keeps what is told of progress.
actor ToldProgress {
  private(set) var all: [ClassGrading.Progress] = []
  func take(_ progress: ClassGrading.Progress) { all.append(progress) }
}

/// Counts.
actor Counter {
  private(set) var number = 0
  func count() { number += 1 }
}
#endif
