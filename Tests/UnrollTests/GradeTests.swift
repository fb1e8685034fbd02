import Foundation
import Testing

/// A course with one exercise and one question, and what two students have handed in.
private func course() throws -> TemporaryFolder {
  let folder = try TemporaryFolder("course")
  try folder.file(
    "Lessons/01-sums.md",
    """
    # Sums

    ```swift
    //| exercise: double
    //| points: 4
    func doubled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      2 * x
      // END SOLUTION
    }
    ```

    ```swift
    //| check: double
    check("doubles 3", doubled(3), equals: 6)
    ```

    ```answer why
    //| title: Why?
    //| rubric:
    //|   - 2 => names the factor
    //|   - 1 => gives an example
    Why is it so?
    ```
    """
  )
  try folder.file("submitted/007/double.swift", "func doubled(_ x: Int) -> Int { x + x }\n")
  try folder.file("submitted/007/why.md", "## Your answer\n\nThe factor \u{1B}[31mis two.\n")
  try folder.file("submitted/008/why.md", "## Your answer\n\nNo idea.\n")
  return folder
}

extension TemporaryFolder {
  fileprivate func unroll(
    _ arguments: String...,
    environment: [String: String?] = [:]
  ) async throws -> UnrollProgram.Outcome {
    try await UnrollProgram.run(arguments, in: url, environment: environment)
  }
}

@Suite struct GradeTests {
  @Test(
    "A class is graded, its words by a person, and the second grading says what changed",
    .whereSandboxed
  )
  func whole() async throws {
    let folder = try course()
    let first = try await folder.unroll("grade", "submitted", "--lessons", ".", "--out", "out")
    #expect(first.status == 0 && first.errors.isEmpty)
    #expect(
      first.output == """
        sums: 2 of 2 handed in, mean 2 of 7
        out/grades.csv, and in out/feedback a page for each of 2 students
        2 answers in words wait for a person: unroll grade --manual

        """
    )
    let lines = try folder.file("typed", "3 1\n1\n2 0.5\nGood.\n2 1\n\n")
    let output = try folder.file("shown", "")
    let process = try UnrollProgram.start(
      ["grade", "--out", "out", "--manual", "--who", "N"],
      in: folder.url,
      input: FileHandle(forReadingFrom: lines),
      output: FileHandle(forWritingTo: output),
      errors: .nullDevice
    )
    try await UnrollProgram.end(of: process)
    #expect(process.terminationStatus == 0)
    let shown = try String(contentsOf: output, encoding: .utf8)
    #expect(shown.contains("3 is not from 0 to 2.") && shown.contains("Write 2 numbers"))
    #expect(shown.contains("2 graded, kept in out/manual.json. Now: unroll grade"))
    #expect(!shown.contains("007") && !shown.contains("008") && !shown.contains("\u{1B}"))
    let second = try await folder.unroll("grade", "submitted", "--lessons", ".", "--out", "out")
    #expect(second.status == 0 && second.output.contains("Changed:\n"))
    #expect(second.output.contains("  007 why: 0 of 3 → "))
    #expect(!second.output.contains("wait"))
    let third = try await folder.unroll("grade", "--out", "out", "--only", "007/double")
    #expect(third.status == 0 && third.output.contains("No grade changed."))
  }

  @Test(
    "Grades that are not whole are not handed over, and no export is written over",
    .whereSandboxed
  )
  func export() async throws {
    let folder = try course()
    #expect(try await folder.unroll("grade").status == 0)
    try folder.file(
      "gradebook.csv",
      "Student,ID,SIS User ID,Section,sums (12)\nPoints Possible,,,,7\nA,9,007,A,\nB,8,008,A,\n"
    )
    let export = ["grades", "export", "--lms", "canvas", "gradebook.csv"]
    let refused = try await UnrollProgram.run(export, in: folder.url)
    #expect(
      refused.errors
        == "error: 2 answers have no grade yet: 007/why, 008/why; grade them with 'unroll grade --manual', "
        + "then 'unroll grade', or export what there is with --incomplete\n"
    )
    #expect(refused.status == 2 && refused.output.isEmpty)
    let filled = folder.url.path + "/gradebook-filled.csv"
    #expect(!FileManager.default.fileExists(atPath: filled))
    let over = try await UnrollProgram.run(
      export + ["--incomplete", "--out", "./gradebook.csv"],
      in: folder.url
    )
    #expect(over.status == 2 && over.errors.contains("would be written over"), "\(over.errors)")
    let part = try await UnrollProgram.run(export + ["--incomplete"], in: folder.url)
    #expect(part.status == 0 && part.errors.contains("007/why, 008/why"), "\(part.errors)")
    #expect(FileManager.default.fileExists(atPath: filled))
  }

  @Test("Moodle gets the page of each student, whatever the id holds", .whereSandboxed)
  func feedback() async throws {
    let folder = try course()
    try folder.file("submitted/7+b/double.swift", "func doubled(_ x: Int) -> Int { x + x }\n")
    #expect(try await folder.unroll("grade").status == 0)
    try folder.file("roster.csv", "id,moodle_id\n007,1\n008,2\n7+b,3\n")
    try folder.file(
      "sheet.csv",
      "Identifier,Full name,Grade,Maximum Grade,Last modified (grade)\nParticipant 3,Bea,,7,-\n"
    )
    let outcome = try await folder.unroll(
      "grades",
      "export",
      "--lms",
      "moodle",
      "sheet.csv",
      "--incomplete",
      "--feedback-zip",
      "feedback.zip"
    )
    #expect(outcome.output.contains("Wrote feedback.zip with 1 page of feedback."), "\(outcome)")
  }

  @Test(
    "What is wrong with class or lesson is told with its place, and whose it is",
    .whereSandboxed
  )
  func told() async throws {
    let folder = try course()
    try folder.file("submitted/008/double.swift", "")
    try folder.file(
      "submitted/007/submission.json",
      """
      {"student": "007", "answers": {"double.swift": {"late": false, "release": "autumn-1", "source": "x.zip", "sha256": "0"}}}
      """
    )
    let outcome = try await folder.unroll("grade")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains("\n  008/double: 'double.swift' is empty: hand in the file"),
      "\(outcome.output)"
    )
    #expect(outcome.errors.contains("the release 'autumn-1' of 007/double.swift is not kept in"))
    try folder.file(
      "grades/overrides.csv",
      "student,exercise,score,reason,who,date\n007,duble,1,x,N,2026-11-02\n"
    )
    let overridden = try await folder.unroll("grade")
    #expect(overridden.status == 2, "\(overridden)")
    #expect(
      overridden.errors
        == "error: grades/overrides.csv:2: there is no exercise 'duble'; did you mean 'double'?\n"
    )
    try FileManager.default.removeItem(atPath: folder.url.path + "/grades/overrides.csv")
    let lesson = folder.url.path + "/Lessons/01-sums.md"
    let text = try String(contentsOfFile: lesson, encoding: .utf8)
    try folder.file("Lessons/01-sums.md", text.replacing("equals: 6", with: "equals: 7"))
    let faulty = try await folder.unroll("grade")
    #expect(faulty.status == 1, "\(faulty)")
    #expect(
      faulty.errors.contains(
        "01-sums.md:15: the check 'doubles 3' does not hold for the lesson's own solution"
      )
    )
  }

  @Test(
    "Wrong use is told before anything runs",
    arguments: [
      (
        ["grade", "nowhere"],
        "error: 'nowhere' cannot be read (No such file or directory): name the folder"
      ),
      (["grade", "--out", "Site/public"], "error: 'Site/public' is in 'Site', which is published"),
      (["grade", "--out", "submitted/x"], "error: 'submitted/x' is in 'submitted'"),
      (["grade", "--out", "built/grades"], "error: 'built/grades' is in '"),
      (["grade", "--only", "007"], "error: '007' names no answer: write STUDENT/EXERCISE"),
      (
        ["grade", "--only", "007/duble"],
        "error: '007/duble' names no answer: no exercise 'duble': did you mean 'double'?"
      ),
      (
        ["grade", "--only", "7/double"],
        "error: '7/double' names no answer: no student '7'"
      ),
      (["grade", "--class", "x.yml"], "x.yml: error: there is no such file"),
      (["grade", "--roster", "x.csv"], "error: x.csv: there is no such file"),
      (["grade", "--jobs", "0"], "error: '--jobs' needs a number greater than 0."),
      (
        ["grade", "--manual", "--only", "007/why"],
        "error: '--manual' goes through all answers in words"
      ),
    ]
  ) func use(arguments: [String], sentence: String) async throws {
    let folder = try course()
    try folder.file("built/.unroll-site", "")
    let outcome = try await UnrollProgram.run(arguments, in: folder.url)
    #expect(outcome.status == 2 && outcome.errors.hasPrefix(sentence), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test("Without a sandbox nobody is graded, unless it is turned off")
  func sandbox() async throws {
    let folder = try course()
    let bin = try TemporaryFolder.toolchainAlone()
    let refused = try await folder.unroll("grade", environment: ["PATH": bin.url.path])
    #expect(refused.status == 3 && refused.errors.contains("--sandbox off"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/grades/results.json"))
    let trusted = try await folder.unroll(
      "grade",
      "--sandbox",
      "off",
      environment: ["PATH": bin.url.path]
    )
    #expect(trusted.status == 0 && trusted.output.contains("mean 2 of 7"))
  }
}
