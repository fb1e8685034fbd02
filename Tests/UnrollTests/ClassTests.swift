import Classroom
import Foundation
import Testing

/// The paper side of a class, from the instructor's course to the answers on the instructor's disk and back to the gradebook.
@Suite struct ClassTests {
  private static let lesson = """
    # Numbers

    ```swift
    print("shown")
    ```

    ## Exercise: double

    Write `doubled`.

    ```swift
    //| exercise: double
    //| provides: ["func doubled(_ x: Int) -> Int"]
    func doubled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      let twiceAsMuch = x + x
      return twiceAsMuch
      // END SOLUTION
    }
    ```

    ```swift
    //| check: double
    check("doubles 3", doubled(3), equals: 6)
    ```

    ```swift
    //| check: double
    //| hidden: true
    check("doubles a negative number", doubled(-7), equals: -14)
    ```

    ```swift
    //| wrong: double
    //| expect-message: doubles 3
    func doubled(_ x: Int) -> Int { x * x }
    ```

    ```hint double
    What is one more of the same?
    ```

    ```swift
    //| label: uses
    doubled(21)
    ```

    Twice ten is `{swift} doubled(10)`.
    """

  private func run(
    _ arguments: [String],
    in folder: URL
  ) async throws -> UnrollProgram.Outcome {
    try await UnrollProgram.run(arguments, in: folder)
  }

  @Test("A release is checked and run, answered, handed in, collected and exported")
  func wholeWay() async throws {
    let group = try TemporaryFolder("class")
    let course = group.url.appendingPathComponent("course")
    let students = group.url.appendingPathComponent("students")
    try group.file("course/Lessons/README.md", "# Numbers\n\nOne lesson.\n")
    try group.file("course/Lessons/01-numbers.md", Self.lesson)
    try group.file("course/roster.csv", "\u{FEFF}id;last_name;first_name\r\n007;Curie;Marie\r\n")
    #expect(try await run(["accept"], in: course).status == 0)

    let release = try await run(
      ["release", "../students", "--name", "2026-autumn", "--zip", "../students.zip"],
      in: course
    )
    #expect(release.errors == "")
    #expect(release.status == 0)
    #expect(release.output.contains("Wrote ../students: release 2026-autumn-"))
    #expect(release.output.contains("1 lesson, 1 exercise"))
    for file in ["Package.swift", "Makefile", "Sources/unroll/Unroll.swift", ".ci/setup"] {
      let path = students.appendingPathComponent(file).path
      #expect(FileManager.default.fileExists(atPath: path), "\(file)")
    }

    let checked = try await run(["check"], in: students)
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    let ran = try await run(["run", "01"], in: students)
    #expect(ran.status == 0)
    #expect(ran.output.contains("shown") && !ran.output.contains("twiceAsMuch"))

    // Nothing is handed in before something is written.
    let nobody = try await run(["submit"], in: students)
    #expect(nobody.status == 2)
    #expect(nobody.errors.contains("say it once with --student"))
    _ = try await run(["exercise", "start", "double"], in: students)
    let nothing = try await run(["submit", "--student", "007"], in: students)
    #expect(nothing.status == 2)
    #expect(nothing.errors.contains("no answer in Work differs from what it began with"))

    try group.file("students/Work/double.swift", "func doubled(_ x: Int) -> Int { 2 * x }\n")
    #expect(try await run(["exercise", "check", "double"], in: students).status == 0)
    let submitted = try await run(["submit", "--student", "007"], in: students)
    #expect(submitted.errors == "")
    #expect(submitted.output.contains("Wrote submission-007.zip: 1 answer of '007'"))
    #expect(submitted.output.contains("✓ double  passed, 1 point"))
    // The id is known from now on.
    #expect(try await run(["submit", "--out", "again.zip"], in: students).status == 0)

    let collected = try await run(["collect", "../students/submission-007.zip"], in: course)
    #expect(collected.errors == "")
    #expect(collected.output == "007  1 answer, 1 new\n")
    let answer = course.appendingPathComponent("submitted/007/double.swift")
    #expect(
      try String(contentsOf: answer, encoding: .utf8) == "func doubled(_ x: Int) -> Int { 2 * x }\n"
    )

    try group.file(
      "course/grades/grades.csv",
      "assignment,student_id,last_name,first_name,score,max_score\ndouble,007,Curie,Marie,1,1\n"
    )
    try group.file(
      "course/gradebook.csv",
      "Student,ID,SIS User ID,Section,Double (12)\nPoints Possible,,,,1\n\"Curie, Marie\",9,007,A,\n"
    )
    let exported = try await run(
      ["grades", "export", "--lms", "canvas", "gradebook.csv"],
      in: course
    )
    #expect(exported.errors == "")
    #expect(exported.output == "Wrote gradebook-filled.csv with 1 score.\n")
    let filled = course.appendingPathComponent("gradebook-filled.csv")
    #expect(
      try String(contentsOf: filled, encoding: .utf8).hasSuffix("\"Curie, Marie\",9,007,A,1\n")
    )
    let copies = try await run(["grades", "export", "--similarity", "copies"], in: course)
    #expect(
      copies.output == "Wrote copies: 1 answer of 1 student, and what they began from.\n"
    )
  }

  @Test("A misspelt answer is told to who hands in, and stays behind")
  func misspelt() async throws {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-numbers.md", Self.lesson)
    try folder.file("Work/dobule.swift", "func doubled(_ x: Int) -> Int { x + x }\n")
    try folder.file("Work/01-numbers.md", "# Mine\n")
    try folder.file("Work/try.swift", "print(1)\n")
    try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int { 2 * x }\n")
    let outcome = try await run(["submit", "--student", "007"], in: folder.url)
    #expect(outcome.status == 0 && outcome.output.contains("1 answer of '007'"))
    #expect(
      outcome.errors.contains(
        "warning: Work/dobule.swift answers no exercise, and is not in the archive: did you mean double.swift? Rename it, and "
          + "submit again\n"
      )
    )
    #expect(!outcome.errors.contains("01-numbers") && !outcome.errors.contains("try.swift"))
  }

  @Test("A download of one assignment is taken as that, where class.yml has several")
  func assignments() async throws {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-numbers.md", Self.lesson)
    let second = Self.lesson.replacing("double", with: "twice").replacing("uses", with: "used")
    try folder.file("Lessons/02-more.md", second.replacing("# Numbers", with: "# More"))
    try folder.file(
      "class.yml",
      """
      late: { by: lms }
      assignments:
        - { name: week-1, due: 2026-11-06 20:00, exercises: [double] }
        - { name: week-2, due: 2026-11-13 20:00, exercises: [twice] }
      """
    )
    try folder.file("curiemarie_LATE_11_901_twice.swift", "2")
    let answer = "curiemarie_LATE_11_901_twice.swift"
    let untold = try await run(["collect", answer], in: folder.url)
    #expect(untold.status == 1 && untold.errors.contains("say which with --assignment"))
    let slip = try await run(["collect", answer, "--assignment", "week2"], in: folder.url)
    #expect(slip.status == 2)
    #expect(
      slip.errors
        == "error: '--assignment' names no assignment by 'week2': did you mean 'week-2'?\n"
    )
    let told = try await run(["collect", answer, "--assignment", "week-2"], in: folder.url)
    #expect(told.status == 0 && told.output == "11  1 answer, 1 new, late\n", "\(told)")
  }

  @Test(
    "Times of an archive without a zone are those of the class, in whatever zone the machine is"
  )
  func machineZone() async throws {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-numbers.md", Self.lesson)
    try folder.file(
      "class.yml",
      "time-zone: America/New_York\nassignments: [{ name: week-1, due: 2026-11-06 20:00, exercises: [double] }]\n"
    )
    var bulk = ZipBuilder()
    bulk.add(Data("1".utf8), at: "Marie Curie_31_assignsubmission_file/double.swift")
    try bulk.data().write(to: folder.url.appendingPathComponent("moodle.zip"))
    var notes: Set<String> = []
    for zone in ["Asia/Tokyo", "Europe/Berlin", "UTC"] {
      let outcome = try await UnrollProgram.run(
        ["collect", "moodle.zip", "--into", zone.lowercased().replacing("/", with: "-")],
        in: folder.url,
        environment: ["TZ": zone]
      )
      #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
      let place = "\(zone.lowercased().replacing("/", with: "-"))/31/submission.json"
      notes.insert(
        try String(contentsOf: folder.url.appendingPathComponent(place), encoding: .utf8)
      )
    }
    #expect(notes.count == 1, "\(notes)")
  }

  @Test("A leak fails the release, is named, and nothing is written")
  func leak() async throws {
    let group = try TemporaryFolder("class")
    let course = group.url.appendingPathComponent("course")
    try group.file("course/Lessons/01-numbers.md", Self.lesson)
    try group.file("course/Lessons/data/notes.txt", "let twiceAsMuch = x + x\n")
    let release = try await run(["release", "../students"], in: course)
    #expect(release.status == 1)
    let place = "Lessons/01-numbers.md:16:3: error: this line of the solution of 'double'"
    #expect(release.errors.hasPrefix("\(place) would stand in Lessons/data/notes.txt"))
    #expect(try group.contents().allSatisfy { $0.hasPrefix("course") })
  }

  @Test(
    "Wrong use is told in a sentence",
    arguments: [
      (
        ["release", "."],
        "lies in '.', which is released: name a folder outside of the course's own"
      ),
      (["release", "x", "--name", "a b"], "'a b' cannot name a release"),
      (["submit", "--student", "../x"], "the id '../x' begins with a dot: write another"),
      (["collect", "none.zip"], "none.zip: there is no such file: name one that is there"),
      (["collect", "a.zip", "--roster", "bad.csv"], "bad.csv:1: the roster has no column 'id'"),
      (["grades", "export"], "Say '--lms canvas FILE' or '--lms moodle FILE'"),
      (["grades", "export", "--lms", "canvas"], "Name the export of the system"),
      (["grades", "export", "x.csv"], "Say of which system the export is"),
      (
        ["grades", "export", "--lms", "canvas", "x.csv"],
        "grades/grades.csv: there is no such file: name one that is there"
      ),
    ]
  )
  func wrongUse(arguments: [String], message: String) async throws {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-numbers.md", Self.lesson)
    try folder.file("bad.csv", "Nummer\n1\n")
    let before = try folder.contents()
    let outcome = try await run(arguments, in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(try folder.contents() == before)
  }
}
