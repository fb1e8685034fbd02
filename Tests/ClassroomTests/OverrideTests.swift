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
      "ann,why,2,x,N,2026-11-02\nanm,why,2,x,N,\nbob,wy,1,x,N,\nzacharias,other-thing,1,x,N,\n"
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
      "ann,why,9,x,N,2026-11-02\nann,why,2,x,N,2026-11-03\nbob,double,1,x,N,\n"
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

  @Test("A person is not asked for what the overrides set")
  func manualQueue() throws {
    let folder = try ClassFolder()
    try folder.file("submitted/bob/why.md", "## Your answer\n\nMine.\n")
    let queue = try ManualQueue(grading(folder, "ann,why,2,x,N,\n"))
    #expect(queue.items.count == 1 && queue.overridden == 1)
  }
}
#endif
