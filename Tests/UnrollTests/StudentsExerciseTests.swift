import Foundation
import Testing

/// Exercises that build on other exercises, in a course without solutions.
@Suite struct StudentsExerciseTests {
  private static let lesson = """
    ---
    edition: students
    ---
    # Numbers

    ```swift
    //| exercise: double
    func doubled(_ x: Int) -> Int { fatalError("your code here") }
    ```

    ```swift
    //| check: double
    check("doubles 3", doubled(3), equals: 6)
    ```

    ## Again

    ```swift
    //| exercise: fourfold
    func fourfold(_ x: Int) -> Int { fatalError("your code here") }
    ```

    ```swift
    //| check: fourfold
    check("four times 3", fourfold(3), equals: 12)
    ```
    """

  @Test(
    "An answer is checked with the answers above it that pass",
    arguments: [("2 * x", 0 as Int32), ("3 * x", 1)]
  )
  func standsIn(_ body: String, _ status: Int32) async throws {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-numbers.md", Self.lesson)
    try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int { \(body) }\n")
    try folder.file(
      "Work/fourfold.swift",
      "func fourfold(_ x: Int) -> Int { doubled(doubled(x)) }\n"
    )
    let outcome = try await UnrollProgram.run(["exercise", "check", "fourfold"], in: folder.url)
    #expect(outcome.status == status)
    #expect(outcome.output.contains("Passed: 1 of 1 point.") == (status == 0))
  }

  @Test("An answer that passed once stands in while something else is tried")
  func passedStandsIn() async throws {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-numbers.md", Self.lesson)
    try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int { 2 * x }\n")
    #expect(
      try await UnrollProgram.run(["exercise", "check", "double"], in: folder.url).status == 0
    )
    try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int { 5 * x }\n")
    try folder.file(
      "Work/fourfold.swift",
      "func fourfold(_ x: Int) -> Int { doubled(doubled(x)) }\n"
    )
    let outcome = try await UnrollProgram.run(["exercise", "check", "fourfold"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test("What is recorded, checked and published is the same whoever has worked on it here")
  func standsAlone() async throws {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/README.md", "# Course\n\nNumbers.\n")
    let shows = "\n```swift\n//| label: shows\ndoubled(4)\n```\n\nIt is `{swift} doubled(5)`.\n"
    try folder.file("Lessons/01-numbers.md", Self.lesson + shows)
    let record = {
      try String(
        contentsOf: folder.url.appendingPathComponent("Lessons/recorded/numbers.json"),
        encoding: .utf8
      )
    }
    var records: [String] = []
    for body in [nil, "2 * x", "3 * x"] {
      if let body {
        try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int { \(body) }\n")
      }
      let accept = try await UnrollProgram.run(["accept"], in: folder.url)
      #expect(accept.status == 0, "\(accept.output)")
      let check = try await UnrollProgram.run(["check"], in: folder.url)
      #expect(check.status == 0, "\(check.output)\(check.errors)")
      records.append(try record().replacing(/"seconds": [0-9.e-]+/, with: ""))
    }
    #expect(Set(records).count == 1)
    let run = try await UnrollProgram.run(["run", "01"], in: folder.url)
    #expect(
      run.output.contains(
        "waits until your answer to 'double' passes: unroll exercise check double"
      )
    )
    #expect(!run.output.contains("waits for your answer to 'double'"))
    #expect(
      run.output.contains("waits for your answer to 'fourfold': unroll exercise start fourfold")
    )
  }

  @Test("Where nothing can be kept the result is shown all the same, and a sentence says so")
  func nothingIsKept() async throws {
    let folder = try TemporaryFolder("course")
    try folder.file("Lessons/01-numbers.md", Self.lesson)
    try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int { 2 * x }\n")
    // A file where a folder should be, since a test that runs as root can write into any folder.
    try folder.file("Work/.unroll", "")
    let outcome = try await UnrollProgram.run(["exercise", "check", "double"], in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Passed: 1 of 1 point."))
    let warnings = outcome.errors.split(separator: "\n").filter { $0.contains("warning: ") }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("what the check gave cannot be kept: ") == true)
    try folder.file("Work/double.swift", "func doubled(_ x: Int) -> Int { 3 * x }\n")
    let wrong = try await UnrollProgram.run(["exercise", "check", "double"], in: folder.url)
    #expect(wrong.status == 1)
  }
}
