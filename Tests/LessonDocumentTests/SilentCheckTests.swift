import Foundation
import LessonDocument
import Testing

/// Checks that tell a student no values where they fail.
@Suite struct SilentCheckTests {
  static let forms: [(code: String, isSilent: Bool)] = [
    (#"check("a", f(3) == 6)"#, true),
    (#"check("a", f(3) == 6, points: 2)"#, true),
    (#"check("a", f(3) == 6, "it is twice that")"#, true),
    (#"check("a \(n)", rows.isEmpty)"#, true),
    (#"check("a", credit: share)"#, true),
    (#"check("a", credit: share, "not all")"#, true),
    (#"check("a", f(3) == 6, "\(f(3)) in place of 6")"#, false),
    (#"check("a", f(3) == 6, words)"#, false),
    (#"check("a", credit: share, "\(right) of 9 are right")"#, false),
    (#"check("a", f(3), equals: 6)"#, false),
    (#"check("a", f(3), in: 1...6, points: 1)"#, false),
    (#"check("a", named: ["n": n], equals: [1])"#, false),
    (#"check("a", .median, ofSeeds: 5, below: 1) { _ in 2.0 }"#, false),
    (#"check("a", throwsContaining: "b") { try f() }"#, false),
    (#"check("a", trace, follows: reference)"#, false),
  ]

  @Test("What a check tells is known from how it is written", arguments: forms)
  func form(code: String, isSilent: Bool) throws {
    let lesson = try LessonReader().lesson(
      source: """
        # Sums

        Write `f`.

        ```swift
        //| exercise: sum
        func f() {
          // BEGIN SOLUTION
          // END SOLUTION
        }
        ```

        ```swift
        //| check: sum
        \(code)
        ```

        """,
      file: "01-sums.md"
    )
    #expect(lesson.silentChecks.map(\.exercise) == (isSilent ? ["sum"] : []))
    #expect(lesson.silentChecks.allSatisfy { $0.location == .init(line: 15, column: 7) })
  }

  @Test("Every check of the course's exercises tells what was expected and what came")
  func course() throws {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Lessons")
    let lessons = try LessonFolder(lessons: folder.path).entries.map {
      try LessonReader().lesson(at: $0.path)
    }
    #expect(lessons.flatMap(\.exercises).count > 80)
    for lesson in lessons {
      for check in lesson.silentChecks {
        Issue.record("\(lesson.file):\(check.location.line): \(check.title ?? "a check")")
      }
    }
  }
}
