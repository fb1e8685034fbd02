import Foundation
import TestSupport
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
  /// Puts a block before the exercise, which needs it, that ends when a test lets it.
  fileprivate func waiting(for gate: Gate) throws {
    let path = "Lessons/01-sums.md"
    let lesson = try String(contentsOf: url.appendingPathComponent(path), encoding: .utf8)
    let block = "```swift\n//| label: wait\n\(Gate.options)\n\(gate.code)\nlet two = 2\n```\n\n"
    let place = try #require(lesson.firstRange(of: "```swift"))
    let waiting = lesson.replacingCharacters(in: place, with: block + "```swift")
    try file(path, waiting.replacing("  2 * x", with: "  two * x"))
  }

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
    #expect(first.status == 0 && first.complaints.isEmpty)
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
    #expect(second.output.contains("  007 why: no score → "))
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

  @Test("A refused export writes nothing, and names what is meant", .whereSandboxed)
  func refusedExport() async throws {
    let folder = try course()
    try FileManager.default.removeItem(atPath: folder.url.path + "/submitted/008")
    try folder.file("submitted/007/why.md", "")
    try folder.file(
      "overrides.csv",
      "student,exercise,score,reason,who,date\n007,double,40,x,N,2026-11-02\n"
    )
    try folder.file(
      "class.yml",
      "assignments: [{ name: sums, due: 2020-01-01, exercises: [double, why] }]\n"
    )
    #expect(try await folder.unroll("grade").status == 0)
    try folder.file("roster.csv", "id,moodle_id\n007,1\n")
    try folder.file(
      "sheet.csv",
      "Identifier,Full name,Grade,Maximum Grade,Grade can be changed,Last modified (grade)\n"
        + "Participant 1,Ann,,7,Yes,-\n"
    )
    let written = ["sheet-filled.csv", "feedback.zip"]
    for name in written { try folder.file(name, "good") }
    let export = [
      "grades", "export", "--lms", "moodle", "sheet.csv", "--feedback-zip", "feedback.zip",
    ]
    let refused = try await UnrollProgram.run(export, in: folder.url)
    #expect(refused.status == 1 && refused.output.isEmpty, "\(refused)")
    #expect(refused.errors.contains("'Ann' has 40 points, above Moodle's maximum of 7"))
    #expect(refused.errors.contains("sheet-filled.csv is not written, nor anything else"))
    for name in written {
      #expect(try String(contentsOfFile: folder.url.path + "/" + name, encoding: .utf8) == "good")
    }
    let part = try await UnrollProgram.run(export + ["--incomplete"], in: folder.url)
    #expect(part.status == 0 && part.output.contains("Wrote sheet-filled.csv with 0 scores."))
    #expect(try !folder.contents().contains { $0.hasSuffix(".part") })

    try folder.file("book.csv", "Student,ID,SIS User ID,Section,sums (1)\nPoints Possible,,,,7\n")
    for (options, sentence) in [
      (
        ["--lms", "canvas", "book.csv", "--column", "smus=sums"],
        "'--column' names no assignment by 'smus': did you mean 'sums'?"
      ),
      (
        ["--lms", "canvas", "book.csv", "--column", "sums=a", "--column", "sums=b"],
        "'--column' gives 'sums' two titles, 'a' and 'b': leave out one"
      ),
      (["--lms", "moodle", "sheet.csv", "--column", "sums=a"], "'--column' is for Canvas"),
      (["--lms", "canvas", "book.csv", "--grade-column", "a"], "'--grade-column' is for Moodle"),
    ] {
      let outcome = try await UnrollProgram.run(["grades", "export"] + options, in: folder.url)
      #expect(outcome.status == 2 && outcome.errors.contains(sentence), "\(outcome.errors)")
    }
  }

  @Test(
    "Grades that a grading would change are not handed over, and it is said why",
    .whereSandboxed
  )
  func stale() async throws {
    let folder = try course()
    try FileManager.default.removeItem(atPath: folder.url.path + "/submitted/008")
    try FileManager.default.removeItem(atPath: folder.url.path + "/submitted/007/why.md")
    let plan =
      "time-zone: UTC\nassignments: [{ name: sums, due: 2020-01-01, exercises: [double, why] }]\n"
    try folder.file("class.yml", plan)
    try folder.file(
      "gradebook.csv",
      "Student,ID,SIS User ID,Section,sums (12)\nPoints Possible,,,,7\nA,9,007,A,\n"
    )
    let export = ["grades", "export", "--lms", "canvas", "gradebook.csv"]
    func reason() async throws -> String? {
      let outcome = try await UnrollProgram.run(export, in: folder.url)
      guard outcome.status != 0 else { return nil }
      #expect(outcome.status == 2 && outcome.output.isEmpty)
      let (head, end) = (
        "error: 'grades/grades.csv' is older than ",
        ": run `unroll grade` first, or export it as it is with --incomplete\n"
      )
      #expect(outcome.errors.hasPrefix(head) && outcome.errors.hasSuffix(end), "\(outcome.errors)")
      return String(outcome.errors.dropFirst(head.count).dropLast(end.count))
    }
    let lesson = try String(
      contentsOf: folder.url.appendingPathComponent("Lessons/01-sums.md"),
      encoding: .utf8
    )
    let head = "student,exercise,score,reason,who,date\n"
    let right = "func doubled(_ x: Int) -> Int { x + x }\n"
    #expect(try await folder.unroll("grade").status == 0)
    #expect(try await reason() == nil)
    for (path, before, after, told) in [
      ("overrides.csv", head, head + "007,double,3,x,N,2026-11-02\n", "overrides.csv"),
      ("class.yml", plan, plan.replacing("2020", with: "2021"), "class.yml"),
      ("manual.json", "[]\n", "[ ]\n", "manual.json"),
      ("submitted/007/double.swift", right, right + "// 2\n", "what '007' has handed in"),
      (
        "Lessons/01-sums.md", lesson,
        lesson.replacing("doubled(3), equals: 6", with: "doubled(4), equals: 8"),
        "the exercise 'double'"
      ),
      (
        "Lessons/01-sums.md", lesson, lesson.replacing("1 => gives", with: "2 => gives"),
        "the exercise 'why'"
      ),
    ] {
      try folder.file(path, before)
      _ = try await folder.unroll("grade")
      try folder.file(path, after)
      #expect(try await reason() == told)
      // The content tells, and not the time at which it was written.
      try folder.file(path, before)
      #expect(try await reason() == nil, "\(path)")
    }
    // Prose, and numbers by which the system knows students, change no grade.
    try folder.file("Lessons/01-sums.md", lesson + "\n\nMore to read.\n")
    try folder.file("roster.csv", "id,canvas_id\n007,9\n")
    #expect(try await reason() == nil)
    try folder.file("roster.csv", "id,canvas_id\n007,9\n010,4\n")
    try folder.file("submitted/009/why.md", "words")
    #expect(try await reason() == "what '009' has handed in, who is in the class")
    // One answer alone makes the others no newer.
    try folder.file("submitted/007/double.swift", right + "// 3\n")
    _ = try await folder.unroll("grade", "--only", "007/double")
    #expect(try await reason()?.contains("what '007', '009' have handed in") == true)
    let part = try await UnrollProgram.run(export + ["--incomplete"], in: folder.url)
    #expect(part.status == 0 && part.errors.contains("warning: 'grades/grades.csv' is older than"))
    // Damaged results say neither what is wanting nor what has changed, and are not taken for none.
    let results = folder.url.appendingPathComponent("grades/results.json")
    let good = try Data(contentsOf: results)
    try good.prefix(200).write(to: results)
    let damaged = try await UnrollProgram.run(export, in: folder.url)
    #expect(damaged.status == 2 && damaged.output.isEmpty, "\(damaged)")
    #expect(damaged.errors.contains("results.json: error: this is not what `unroll grade` writes"))
    try good.write(to: results)
    // What cannot be graded cannot be compared.
    try folder.file("overrides.csv", head + "007,double,\"1,000\",x,N,2026-11-02\n")
    let broken = try await UnrollProgram.run(export, in: folder.url)
    #expect(broken.status == 2 && broken.errors.contains("overrides.csv:2: column 'score'"))
  }

  @Test("Where the system's mark decides and has not come, nothing is handed over", .whereSandboxed)
  func unknownMarks() async throws {
    let folder = try course()
    try FileManager.default.removeItem(atPath: folder.url.path + "/submitted/008")
    try FileManager.default.removeItem(atPath: folder.url.path + "/submitted/007/why.md")
    try folder.file(
      "class.yml",
      "late: { by: lms, per-day: 10% }\nassignments: [{ name: sums, due: 2020-01-01, exercises: [double, why] }]\n"
    )
    let graded = try await folder.unroll("grade")
    #expect(
      graded.status == 0 && graded.output.contains("whether '007' handed in late is not known")
    )
    #expect(
      graded.output.contains(
        "note: class.yml names no time zone, so that its dates and days are those of UTC: write your own, as in "
          + "'time-zone: Europe/Berlin', or 'time-zone: UTC'\n"
      )
    )
    try folder.file(
      "gradebook.csv",
      "Student,ID,SIS User ID,Section,sums (12)\nPoints Possible,,,,7\nA,9,007,A,\n"
    )
    let export = ["grades", "export", "--lms", "canvas", "gradebook.csv"]
    let refused = try await UnrollProgram.run(export, in: folder.url)
    #expect(
      refused.status == 2
        && refused.errors.hasPrefix("error: whether 007/sums is late is not known")
    )
    let part = try await UnrollProgram.run(export + ["--incomplete"], in: folder.url)
    #expect(part.status == 0 && part.output.contains("with 1 score"))
  }

  @Test("Who skips every answer in words has kept nothing, and that is what is said")
  func skipped() async throws {
    let folder = try course()
    func manual(_ typed: String) async throws -> String {
      let output = try folder.file("shown", "")
      let process = try UnrollProgram.start(
        ["grade", "--manual", "--who", "N"],
        in: folder.url,
        input: FileHandle(forReadingFrom: try folder.file("typed", typed)),
        output: FileHandle(forWritingTo: output),
        errors: .nullDevice
      )
      try await UnrollProgram.end(of: process)
      return try String(contentsOf: output, encoding: .utf8)
    }
    for typed in ["\n\n", "q\n", "", "\nq\n"] {
      let shown = try await manual(typed)
      #expect(
        shown.hasSuffix(
          "Nothing was graded, and grades/manual.json is as it was. 2 answers wait: unroll grade --manual\n"
        ),
        "\(shown)"
      )
    }
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/grades/manual.json"))
    let shown = try await manual("1,5 0x1\n\"1,000\" 1\n1,5 1\nGood.\n\n")
    #expect(shown.components(separatedBy: "Write 2 numbers").count == 3)
    #expect(
      shown.hasSuffix(
        "1 graded, kept in grades/manual.json. Now: unroll grade\n1 answer waits: unroll grade --manual\n"
      )
    )
  }

  @Test("Files that answer nothing, and final scores of late answers, are told", .whereSandboxed)
  func toldBeside() async throws {
    let folder = try course()
    try folder.file("submitted/008/dobule.swift", "func doubled(_ x: Int) -> Int { x + x }\n")
    try folder.file(
      "overrides.csv",
      "student,exercise,score,reason,who,date\n007,double,3,x,N,2026-11-02\n"
    )
    try folder.file(
      "class.yml",
      """
      late: { per-day: 10% }
      assignments: [{ name: sums, due: 2020-01-01, exercises: [double, why] }]
      """
    )
    let outcome = try await folder.unroll("grade")
    #expect(outcome.status == 0)
    for line in [
      "  008: 'dobule.swift' answers no exercise: did you mean 'double.swift'?\n",
      "  007/double: the 3 that overrides.csv sets is final, though late: nothing is taken from it\n",
    ] {
      #expect(outcome.output.contains(line), "\(outcome.output)")
    }
  }

  @Test("While a lesson is on its way to an exercise, a terminal shows where it is")
  func progress() async throws {
    let folder = try course()
    let gate = try Gate()
    try folder.waiting(for: gate)
    let terminal = try PseudoTerminal()
    let process = try UnrollProgram.start(
      ["grade", "--sandbox", "off"],
      in: folder.url,
      output: .nullDevice,
      errors: terminal.terminal
    )
    try await terminal.wait(
      for: "grading  checking 0 of 1 solutions: 01-sums up to double, at wait"
    )
    try gate.open()
    try await UnrollProgram.end(of: process)
    try await terminal.settle()
    #expect(process.terminationStatus == 0)
    // The line is there from the start, and goes.
    #expect(terminal.text.contains("grading  preparing compiler and sandbox … 0."))
    #expect(!terminal.screen.contains("grading"))
  }

  @Test("Where there is no terminal, a long grading writes a plain line now and then")
  func plainProgress() async throws {
    let folder = try course()
    let gate = try Gate()
    try folder.waiting(for: gate)
    try folder.file(
      "Lessons/recorded/sums.json",
      #"{"lesson": "sums", "blocks": [{"block": "wait", "outputs": [], "seconds": 3000}], "inline": []}"#
    )
    let errors = try folder.file("errors", "")
    let process = try UnrollProgram.start(
      ["grade", "--sandbox", "off"],
      in: folder.url,
      output: .nullDevice,
      errors: FileHandle(forWritingTo: errors)
    )
    let line =
      "grading: checking 0 of 1 solutions: 01-sums up to double, at wait, about 50 min left\n"
    let began = ContinuousClock.now
    let isTold = try await Patience.waits {
      try String(contentsOf: errors, encoding: .utf8).contains(line)
    }
    #expect(isTold && ContinuousClock.now - began > .seconds(9))
    try gate.open()
    try await UnrollProgram.end(of: process)
    #expect(process.terminationStatus == 0)
    let text = try String(contentsOf: errors, encoding: .utf8)
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("grading: ") })
    #expect(!text.contains("\u{1B}"))
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
