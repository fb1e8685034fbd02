import Foundation
import TestSupport
import Testing

/// A course with two exercises, and a student who works on them.
private enum ExerciseCourse {
  static let lesson = """
    # Sums

    ```swift
    let factor = 2
    ```

    ## Double

    Write `doubled`, which returns *twice* its argument.

    ```swift
    //| exercise: double
    //| title: Double it
    //| points: 4
    //| provides: ["func doubled(_ x: Int) -> Int"]
    //| forbid: [stride]
    func doubled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      factor * x
      // END SOLUTION
    }
    ```

    ```swift
    //| check: double
    check("doubles 3", doubled(3), equals: 6, lookAt: "the factor")
    check("doubles 0", doubled(0), equals: 0)
    ```

    ```swift
    //| check: double
    //| hidden: true
    let secret = doubled(-5)
    check("negative", secret, equals: -10)
    ```

    ```hint double
    Which operation turns 3 into 6?
    ```

    ```hint double
    `factor` is 2.
    ```

    ## Half

    ```swift
    //| exercise: half
    func half(_ x: Double) -> Double {
      // BEGIN SOLUTION
      x / 2
      // END SOLUTION
    }
    ```

    ```swift
    //| check: half
    check("half of 3", half(3), equals: 1.5)
    ```
    """

  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-sums.md", lesson)
    return folder
  }

  static func answer(_ body: String) -> String { "func doubled(_ x: Int) -> Int { \(body) }\n" }
}

extension TemporaryFolder {
  fileprivate func unroll(
    _ arguments: String...,
    environment: [String: String?] = ["COLUMNS": "80"]
  ) async throws -> UnrollProgram.Outcome {
    try await UnrollProgram.run(arguments, in: url, environment: environment)
  }

  fileprivate func text(_ path: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(path), encoding: .utf8)
  }
}

@Suite struct ExerciseTests {
  @Test("An answer begins with the statement, its signature and the starter")
  func start() async throws {
    let folder = try ExerciseCourse.folder()
    let outcome = try await folder.unroll("exercise", "start", "double")
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        Wrote Work/double.swift.
        Check it at every save with: unroll exercise watch double

        """
    )
    let text = try folder.text("Work/double.swift")
    let release = try #require(text.firstMatch(of: /release ([0-9a-f]{8}),/)).1
    #expect(
      text == """
        // Double it (4 points)
        // Exercise double, release \(release), of lesson 01-sums.
        //
        // Write `doubled`, which returns twice its argument.
        //
        // The answer declares:
        //   func doubled(_ x: Int) -> Int
        //
        // Without: stride
        //
        // Check it:  unroll exercise check double
        // A hint:    unroll exercise hint double

        func doubled(_ x: Int) -> Int {
          fatalError("your code here")
        }

        """
    )
    try folder.file("Work/double.swift", "mine")
    let again = try await folder.unroll("exercise", "start", "double")
    #expect(again.output.hasPrefix("Work/double.swift is there already, and stays as it is.\n"))
    #expect(try folder.text("Work/double.swift") == "mine")
  }

  #if os(Linux)
  @Test("From the first try to passing")
  func course() async throws {
    let folder = try ExerciseCourse.folder()
    let none = try await folder.unroll("exercise", "check", "double")
    #expect(none.status == 2)
    #expect(
      none.errors
        == "error: there is no answer to 'double' yet: begin with `unroll exercise start double`\n"
    )
    try folder.file("Work/double.swift", ExerciseCourse.answer("x * x"))
    let wrong = try await folder.unroll("exercise", "check", "double")
    #expect(wrong.status == 1)
    #expect(
      wrong.output == """
        Double it, Work/double.swift
          ✗ doubles 3
              expected 6, received 9; look at the factor
          ✓ doubles 0
          ✗ negative (hidden check)
              expected -10, received 25
        1 of 3 checks hold: 1.33 of 4 points.

        """
    )
    let list = try await folder.unroll()
    #expect(
      list.output.contains(
        """
        01  sums: Sums
            ✗ double  1 of 3 checks hold, 1.33 of 4 points
            ○ half    not begun, 1 point

        0 of 2 exercises passed, 1.33 of 5 points.
        """
      )
    )
    try folder.file("Work/double.swift", ExerciseCourse.answer("factor * x"))
    let edited = try await folder.unroll("exercise", "list")
    #expect(edited.output.contains("… double  edited since it was checked, 4 points"))
    let right = try await folder.unroll("exercise", "check", "Work/double.swift")
    #expect(right.status == 0)
    #expect(
      right.output.hasSuffix(
        "✓ negative (hidden check)\nPassed: 4 of 4 points.\nNext: unroll exercise start half\n"
      )
    )
    let done = try await folder.unroll("exercise")
    #expect(done.output.contains("✓ double  passed, 4 points"))
    #expect(done.output.hasSuffix("Next: unroll exercise start half\n"))
  }

  @Test("What passed stays passed, whatever is tried afterwards, until it is begun anew")
  func staysPassed() async throws {
    let folder = try ExerciseCourse.folder()
    func state() async throws -> String {
      let list = try await folder.unroll("exercise", "list").output
      return try #require(list.split(separator: "\n").first { $0.contains(" double ") }).description
    }
    try folder.file("Work/double.swift", ExerciseCourse.answer("factor * x"))
    _ = try await folder.unroll("exercise", "check", "double")
    #expect(try await state() == "    ✓ double  passed, 4 points")
    try folder.file("Work/double.swift", ExerciseCourse.answer("factor + x"))
    #expect(try await state() == "    ✓ double  passed, 4 points; edited since")
    let experiment = try await folder.unroll("exercise", "check", "double")
    #expect(experiment.status == 1)
    #expect(
      experiment.output.hasSuffix(
        """
        0 of 3 checks hold: 0 of 4 points.
        You have passed this exercise, and that stays: this is an experiment. To begin
        anew, say unroll exercise reset double

        """
      )
    )
    #expect(
      try await state() == "    ✓ double  passed, 4 points; what is tried now does not pass"
    )
    let list = try await folder.unroll("exercise", "list")
    #expect(list.output.contains("1 of 2 exercises passed, 4 of 5 points."))
    _ = try await folder.unroll("exercise", "reset", "double")
    #expect(try await state() == "    … double  begun, 4 points")
  }

  @Test("Titles are told whole, and what is the same in a row once")
  func repeatedChecks() async throws {
    let folder = try TemporaryFolder("course")
    let title =
      "the gate opens where the input is large, closes where it is small, and stays between"
    let lesson = ExerciseCourse.lesson
      .replacing(
        "check(\"doubles 0\", doubled(0), equals: 0)",
        with: "for _ in 1...3 { check(\"\(title)\", doubled(1), equals: 2) }"
      )
    try folder.file("Lessons/01-sums.md", lesson)
    try folder.file("Work/double.swift", ExerciseCourse.answer("3 * x"))
    let outcome = try await folder.unroll("exercise", "check", "double")
    #expect(
      outcome.output.contains(
        """
          ✗ the gate opens where the input is large, closes where it is small, and stays
            between (3 times)
              expected 2, received 3

        """
      )
    )
  }

  @Test("A compile error is shown on the student's line, with what it means here")
  func compileError() async throws {
    let folder = try ExerciseCourse.folder()
    try folder.file(
      "Work/double.swift",
      "// Mine\nfunc doubled(_ x: Int) -> Int {\n  x * 2.5\n}\n"
    )
    try folder.file(
      "Lessons/diagnostics.yml",
      """
      - name: mixed-numbers
        said: "type 'Double' to expected argument type 'Int'"
        means: >-
          A count and a number with a fraction meet: convert the count, `Double(n)` or `Float(n)`.
          Between two `Int` the `/` drops the fraction.
      """
    )
    let outcome = try await folder.unroll("exercise", "check", "double")
    #expect(outcome.status == 1)
    #expect(
      outcome.output == """
        Double it, Work/double.swift
        Work/double.swift:3:7: error:
          cannot convert value of type 'Double' to expected argument type 'Int'
          3 │   x * 2.5
            │       ▲
            A count and a number with a fraction meet: convert the count, `Double(n)` or
            `Float(n)`. Between two `Int` the `/` drops the fraction.
        The answer was not run.

        """
    )
    let plain = try await folder.unroll("exercise", "check", "double", "--plain")
    #expect(plain.output.contains("  3 |   x * 2.5\n    |       ^\n"))
  }

  @Test("The verdict is data, and a crash keeps what was printed")
  func json() async throws {
    let folder = try ExerciseCourse.folder()
    try folder.file(
      "Work/double.swift",
      ExerciseCourse.answer("print(\"x is\", x); return [6][3 - x]")
    )
    let shown = try await folder.unroll("exercise", "check", "double")
    #expect(
      shown.output.hasPrefix(
        """
        Double it, Work/double.swift
        Work/double.swift:1:61: error:
          Fatal error: Index out of range (SIGILL) (2 times)
        """
      )
    )
    #expect(shown.output.contains("\n  ┃ x is 3\n  ┃ x is 0\n  ✓ doubles 3\n"))
    let outcome = try await folder.unroll("exercise", "check", "double", "--json")
    let verdict = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    )
    #expect(verdict["outcome"] as? String == "faulted")
    #expect(verdict["possible"] as? Double == 4)
  }

  @Test("What an answer does to files and the network stays in the sandbox", .whereSandboxed)
  func hostile() async throws {
    let folder = try ExerciseCourse.folder()
    let secret = try folder.file("secret.txt", "secret")
    let answer = """
      import Foundation
      func doubled(_ x: Int) -> Int {
        let path = "\(secret.path)"
        print(FileManager.default.contents(atPath: path) ?? Data())
        try? "gone".write(toFile: path, atomically: true, encoding: .utf8)
        return x
      }
      """
    try folder.file("Work/double.swift", answer)
    let outcome = try await folder.unroll("exercise", "check", "double", "--sandbox", "require")
    #expect(outcome.output.contains("┃ 0 bytes"))
    #expect(try folder.text("secret.txt") == "secret")
  }

  @Test("A save is checked where the lesson stood, and the block before it does not run again")
  func watch() async throws {
    let folder = try ExerciseCourse.folder()
    // Another number in every run of the block: who has seen it twice has seen one run.
    let drawn = "let factor = 2\nlet drawn = Int.random(in: 1_000_000...9_999_999) // \(UUID())"
    func answer(_ result: String) -> String {
      ExerciseCourse.answer("print(\"drawn\", drawn); return \(result)")
    }
    try folder.file(
      "Lessons/01-sums.md",
      ExerciseCourse.lesson.replacing("let factor = 2", with: drawn)
    )
    try folder.file("Work/double.swift", answer("x"))
    let output = try folder.file("output.txt", "")
    let process = try UnrollProgram.start(
      ["exercise", "watch", "double"],
      in: folder.url,
      output: FileHandle(forWritingTo: output),
      errors: .nullDevice
    )
    defer { process.terminate() }
    func waits(for text: String) async throws -> Bool {
      try await Patience.waits { try folder.text("output.txt").contains(text) }
    }
    #expect(try await waits(for: "1 of 3 checks hold"))
    try folder.file("Work/double.swift", answer("factor * x"))
    #expect(try await waits(for: "Passed: 4 of 4 points."))
    let numbers = try folder.text("output.txt").matches(of: /drawn (\d+)/).map(\.1)
    #expect(numbers.count >= 2 && Set(numbers).count == 1)
  }
  #endif

  @Test("Hints come one by one")
  func hints() async throws {
    let folder = try ExerciseCourse.folder()
    var texts: [String] = []
    for arguments in [["--again"], [], [], [], ["--again"]] {
      let outcome = try await UnrollProgram.run(
        ["exercise", "hint", "double"] + arguments,
        in: folder.url
      )
      texts.append(outcome.output)
    }
    let first = "Hint 1 of 2\n\nWhich operation turns 3 into 6?\n"
    let second = "Hint 2 of 2\n\n`factor` is 2.\n"
    #expect(
      texts == [
        "You have seen no hint yet.\n", first, second,
        "You have seen all 2 hints; `--again` shows them once more.\n", "\(first)\n\(second)",
      ]
    )
    let none = try await folder.unroll("exercise", "hint", "half")
    #expect(none.output == "There is no hint for half.\n")
  }

  @Test("All exercises can be begun at once, without a line of a solution")
  func startAll() async throws {
    let folder = try ExerciseCourse.folder()
    try folder.file("Work/half.swift", "mine")
    let outcome = try await folder.unroll("exercise", "start", "--all")
    #expect(outcome.status == 0)
    #expect(
      outcome.output
        == "Wrote Work/double.swift.\n1 of 2 was there already, and stays as it is.\n"
    )
    #expect(try folder.text("Work/half.swift") == "mine")
    for case let file as String in FileManager.default.enumerator(atPath: folder.url.path)
      ?? .init()
    where file.hasPrefix("Work/") && file.contains(".") {
      guard let text = try? folder.text(file) else { continue }
      #expect(!text.contains("factor * x") && !text.contains("x / 2"), "\(file)")
      #expect(!text.contains("secret"), "\(file)")
    }
    let nothing = try await folder.unroll("exercise", "start")
    #expect(nothing.status == 2 && nothing.errors.contains("Name one exercise, or say '--all'"))
  }

  @Test("An answer whose exercise has another name now is told")
  func renamed() async throws {
    let folder = try ExerciseCourse.folder()
    _ = try await folder.unroll("exercise", "start", "--all")
    try folder.file(
      "Lessons/01-sums.md",
      ExerciseCourse.lesson.replacing(": half", with: ": third")
    )
    let list = try await folder.unroll("exercise", "list")
    #expect(
      list.output.hasSuffix(
        """

        Work/half.swift answers no exercise of this course: rename it if its exercise has another name now.

        """
      )
    )
  }

  @Test("Reset keeps a backup; update merges a revised starter")
  func resetAndUpdate() async throws {
    let folder = try ExerciseCourse.folder()
    _ = try await folder.unroll("exercise", "start", "double")
    let started = try folder.text("Work/double.swift")
    try folder.file(
      "Work/double.swift",
      started.replacing("fatalError(\"your code here\")", with: "2 * x")
    )
    let same = try await folder.unroll("exercise", "update", "double")
    #expect(same.output == "Work/double.swift is up to date with the lesson.\n")
    try folder.file(
      "Lessons/01-sums.md",
      ExerciseCourse.lesson.replacing("*twice* its argument", with: "its argument *twice*")
    )
    let update = try await folder.unroll("exercise", "update", "double")
    #expect(update.status == 0)
    #expect(
      update.output.hasPrefix("The lesson changed:\n\n   // Double it (4 points)\n  -// Exercise")
    )
    #expect(update.output.contains("  -// Write `doubled`, which returns twice its argument.\n"))
    #expect(update.output.contains("  +// Write `doubled`, which returns its argument twice.\n"))
    #expect(update.output.contains("Merged into Work/double.swift.\n"))
    let merged = try folder.text("Work/double.swift")
    #expect(merged.contains("its argument twice") && merged.contains("  2 * x\n"))
    let reset = try await folder.unroll("exercise", "reset", "double")
    #expect(
      reset.output
        == "Wrote Work/double.swift. Your answer is kept as Work/.unroll/backups/double-2.swift.\n"
    )
    #expect(try folder.text("Work/.unroll/backups/double-2.swift") == merged)
    #expect(try folder.text("Work/double.swift").contains("your code here"))
    try folder.file("Work/double.swift", "mine")
    try folder.file("Lessons/01-sums.md", ExerciseCourse.lesson)
    let conflict = try await folder.unroll("exercise", "update", "double")
    #expect(conflict.status == 1)
    let places =
      "You have changed the same lines: 1 place in Work/double.swift stands between <<<<<<< and >>>>>>>, "
      + "from line 1; choose there.\n"
    #expect(conflict.output.contains(places))
    let marked = try folder.text("Work/double.swift")
    #expect(marked.hasPrefix("<<<<<<< yours\nmine\n======="))
    let again = try await folder.unroll("exercise", "update", "double")
    #expect(again.status == 1)
    #expect(
      again.output == places + "Nothing was merged: until then the answer stays as it is.\n"
    )
    #expect(try folder.text("Work/double.swift") == marked)
    let check = try await folder.unroll("exercise", "check", "double")
    #expect(check.status == 1)
    #expect(check.output.contains("Work/double.swift:1:1: error:\n  two versions of these lines"))
  }

  @Test("Names that are no exercise, links and files in the way are refused")
  func refusals() async throws {
    let folder = try ExerciseCourse.folder()
    for name in ["../double", "/etc/passwd", "Work/../double", "doubel"] {
      let outcome = try await folder.unroll("exercise", "start", name)
      #expect(outcome.status == 2)
      #expect(outcome.errors.hasPrefix("error: no exercise '\(name)'"))
    }
    #expect(
      try await folder.unroll("exercise", "start", "doubel").errors.contains(
        "did you mean 'double'?"
      )
    )
    try folder.file("elsewhere.swift", "keep")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("Work"),
      withIntermediateDirectories: true
    )
    try FileManager.default.createSymbolicLink(
      at: folder.url.appendingPathComponent("Work/double.swift"),
      withDestinationURL: folder.url.appendingPathComponent("elsewhere.swift")
    )
    for command in ["start", "check", "reset"] {
      let outcome = try await folder.unroll("exercise", command, "double")
      #expect(outcome.status == 2)
      #expect(
        outcome.errors
          == "error: 'Work/double.swift' is a link: put the file or folder itself in its place\n"
      )
    }
    #expect(try folder.text("elsewhere.swift") == "keep")
    let file = try ExerciseCourse.folder()
    try file.file("Work", "a file")
    let check = try await file.unroll("exercise", "check", "double")
    #expect(check.status == 2)
    #expect(
      check.errors
        == "error: 'Work/double.swift' cannot be read: a file stands where its folder should be: move that away\n"
    )
    let outcome = try await file.unroll("exercise", "start", "double")
    #expect(outcome.status == 3)
    #expect(outcome.errors == "error: 'Work' cannot be written: it is a file: move it away\n")
  }

  @Test("An editor finds no errors in a fresh answer, and those of a wrong one")
  func editor() async throws {
    let folder = try ExerciseCourse.folder()
    _ = try await folder.unroll("exercise", "start", "double")
    struct Command: Decodable {
      var arguments: [String]
      var directory: String
      var file: String
    }
    let commands = try JSONDecoder().decode(
      [Command].self,
      from: Data(try folder.text("Work/compile_commands.json").utf8)
    )
    let command = try #require(commands.first)
    #expect(commands.count == 1 && command.file == folder.url.path + "/Work/double.swift")
    func typechecks() throws -> Bool {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = command.arguments + ["-typecheck"]
      process.currentDirectoryURL = URL(fileURLWithPath: command.directory)
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
    #expect(try typechecks())
    try folder.file(
      "Work/double.swift",
      ExerciseCourse.answer("factor * x + Tensor.zeros([]).count")
    )
    #expect(try typechecks())
    try folder.file("Work/double.swift", ExerciseCourse.answer("factr * x"))
    #expect(try !typechecks())
  }
}
