import Classroom
import Foundation
import Testing

extension ProgramTests {
  /// README's section 'Teach a class', followed word by word.
  @Suite struct TeachClassTests {
    /// The course, in which the names that README uses stand for small exercises.
    private static let lesson = """
      # Steps

      ```swift
      //| exercise: one-step
      //| points: 2
      //| provides: ["func step(_ x: Int) -> Int"]
      func step(_ x: Int) -> Int {
        // BEGIN SOLUTION
        let following = x + 1
        return following
        // END SOLUTION
      }
      ```

      ```swift
      //| check: one-step
      check("after 3", step(3), equals: 4)
      ```

      ```swift
      //| check: one-step
      //| hidden: true
      check("after -7", step(-7), equals: -6)
      ```

      ```answer two-wirings
      //| title: Which wiring is it?
      //| rubric:
      //|   - 2 => names the wiring
      //|   - 1 => gives a test
      Why is it so?
      ```

      """

    private static let gradebook =
      "Student,ID,SIS User ID,Section,week-2 (4711)\n    Points Possible,,,,7\n"
      + "\"Curie, Marie\",11,007,A,\n\"Noether, Emmy\",12,008,A,\n\"Meitner, Lise\",13,009,A,\n"

    private static let worksheet =
      "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
      + "Last modified (submission),Last modified (grade),Feedback comments\n"
      + "Participant 31,Marie Curie,marie@example.org,Submitted,,7.00,Yes,-,-,\n"
      + "Participant 32,Emmy Noether,emmy@example.org,Submitted,,7.00,Yes,-,-,\n"
      + "Participant 33,Lise Meitner,lise@example.org,No submission,,7.00,Yes,-,-,\n"

    @Test("README leads from a course to the grades in ten commands", .whereSandboxed)
    func wholeWay() async throws {
      let section = try Section("Teach a class")
      let group = try TemporaryFolder("class")
      try group.file("course/Lessons/02-steps.md", Self.lesson)
      let tables = section.fences("csv")
      // What is handed in today must not be late.
      let plan = try #require(section.fences("yaml").first).replacing("2026-", with: "2099-")
      try group.file("course/class.yml", plan)
      try group.file("course/roster.csv", tables[0])
      try group.file("course/gradebook.csv", Self.gradebook)
      try group.file("course/worksheet.csv", Self.worksheet)
      try group.linkProgram(in: "course")
      let commands = section.fences("sh").flatMap { $0.split(separator: "\n").map(String.init) }
      try #require(commands.count == 10)

      func follow(_ number: Int, typing: String = "") async throws -> String {
        let isStudents = ["# a student, ", "# the same student, "].contains {
          commands[number].contains($0)
        }
        let outcome = try await group.shellOutcome(
          commands[number],
          in: isStudents ? "students" : "course",
          typing: typing
        )
        #expect(
          outcome.status == 0 && outcome.complaints.isEmpty,
          "\(number + 1): \(outcome.errors)"
        )
        return outcome.output
      }

      #expect(try await follow(0).contains("1 lesson, 2 exercises"))
      #expect(try group.text("students/Lessons/02-steps.md").contains("following") == false)
      try group.linkProgram(in: "students")

      _ = try await follow(1)
      let page = try group.text("students/Work/two-wirings.md")
      try group.file("students/Work/two-wirings.md", page + "\nJordan's, as a test shows.\n")
      try group.file("students/Work/one-step.swift", "func step(_ x: Int) -> Int { x + 1 }\n")
      #expect(try await follow(2).contains("Wrote submission-007.zip: 2 answers of '007'"))
      try await handInOfOthers(group)

      let collected = try await follow(3)
      #expect(collected == "007  2 answers, 2 new\n008  1 answer, 1 new\n")

      let graded = try await follow(4)
      #expect(graded.hasPrefix("week-2: 2 of 3 handed in, mean 2 of 7, 1 not yet due"), "\(graded)")
      #expect(graded.contains("1 answer in words waits for a person"))
      #expect(try group.text("course/grades/feedback/008.html").contains("after -7") == false)

      #expect(try await follow(5, typing: "2 0.5\nGood.\n").contains("1 graded"))
      try group.file("course/overrides.csv", tables[1])
      let again = try await follow(6)
      #expect(again.contains("  007 two-wirings: no score → 2.5 of 3\n"), "\(again)")
      #expect(again.contains("  008 one-step: 0 of 4 → 3 of 4\n"))

      _ = try await follow(7)
      let filled = try group.text("course/import.csv")
      for row in ["11,007,A,6.5\n", "12,008,A,3\n", "13,009,A,\n"] {
        #expect(filled.contains(row), "\(filled)")
      }
      _ = try await follow(8)
      let sheet = try group.text("course/worksheet-filled.csv")
      #expect(sheet.contains("Submitted,6.5,7.00") && sheet.contains("Submitted,3,7.00"))
      let pages = try Data(contentsOf: group.url.appendingPathComponent("course/feedback.zip"))
      #expect(pages.starts(with: Array("PK".utf8)))
      _ = try await follow(9)
      #expect(
        try group.contents().contains { $0.hasPrefix("course/copies/") && $0.contains("008") }
      )
    }

    /// What another student hands in, and all of it as Canvas gives it out.
    private func handInOfOthers(_ group: TemporaryFolder) async throws {
      try group.file("students/Work/one-step.swift", "func step(_ x: Int) -> Int { x - 1 }\n")
      try group.remove(["students/Work/two-wirings.md"])
      let line = ".build/debug/unroll submit --student 008"
      #expect(try await group.shell(line, in: "students") == 0)
      var bulk = ZipBuilder()
      for (name, id) in [("curiemarie_11_901", "007"), ("noetheremmy_12_902", "008")] {
        let archive = group.url.appendingPathComponent("students/submission-\(id).zip")
        bulk.add(try Data(contentsOf: archive), at: "\(name)_submission-\(id).zip")
      }
      let download = group.url.appendingPathComponent("course/submissions.zip")
      try bulk.data().write(to: download)
    }

    @Test("What README's class.yml grades is in the course")
    func names() throws {
      let plan = try #require(try Section("Teach a class").fences("yaml").first)
      let lesson = try String(
        contentsOf: Section.checkout.appendingPathComponent("Lessons/02-vanilla-rnn.md"),
        encoding: .utf8
      )
      #expect(plan.contains("{ one-step: 4 }, two-wirings"))
      #expect(
        lesson.contains("//| exercise: one-step\n") && lesson.contains("```answer two-wirings\n")
      )
    }

    @Test("In a students' edition, `make course` and `make test` work")
    func edition() async throws {
      let group = try TemporaryFolder("class")
      try group.file("course/Lessons/02-steps.md", Self.lesson)
      try group.linkProgram(in: "course")
      try #require(
        try await group.shell(
          ".build/debug/unroll accept && .build/debug/unroll release ../students",
          in: "course"
        ) == 0
      )
      // What is fetched and built from the sources takes minutes, so both are borrowed; the manifest and all sources that
      // it names are read.
      let built = Section.checkout.appendingPathComponent(".build").path
      let borrowing =
        "mkdir .build && for part in checkouts repositories artifacts workspace-state.json; do "
        + "[ ! -e '\(built)'/$part ] || cp -R '\(built)'/$part .build/ || exit 1; done"
      try #require(try await group.shell(borrowing, in: "students") == 0)
      let described = try await group.shellOutcome(
        "swift package --disable-automatic-resolution describe --type json",
        in: "students"
      )
      #expect(described.status == 0, "\(described.errors)")
      #expect(described.output.contains("\"unroll\"") && !described.output.contains("UnrollTests"))

      try group.linkProgram(in: "students")
      try group.file(
        "swift",
        "#!/bin/sh\ncase $1 in --version) exec swift --version ;; *) echo \"$*\" >>../log ;; esac\n"
      )
      for goal in ["course", "test"] {
        let outcome = try await group.shellOutcome(
          "chmod +x ../swift && make \(goal) SWIFT=../swift",
          in: "students"
        )
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      }
      let builds = "build --product unroll\nbuild -c release --product lesson-host\n"
      #expect(try group.text("log") == builds + builds)
      #expect(try group.text("students/Site/public/index.html").contains("Steps"))
    }
  }
}

/// A section of README.
private struct Section {
  static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private let text: Substring

  init(_ title: String) throws {
    let readme = try String(
      contentsOf: Self.checkout.appendingPathComponent("README.md"),
      encoding: .utf8
    )
    let sections = readme.split(separator: "\n## ")
    text = try #require(sections.first { $0.hasPrefix("\(title)\n") })
  }

  /// What stands in the fences of a language, in order.
  func fences(_ language: String) -> [String] {
    text.split(separator: "\n```\(language)\n").dropFirst().map { rest in
      String(rest.prefix(upTo: rest.firstRange(of: "\n```")?.lowerBound ?? rest.endIndex)) + "\n"
    }
  }
}

extension TemporaryFolder {
  fileprivate func text(_ path: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(path), encoding: .utf8)
  }
}
