import Classroom
import Foundation
import LessonDocument

/// A lesson that works for five seconds before its exercise, and answers to that.
struct BenchClass {
  let folder: URL

  private enum Kind { case right, wrong, slow, crashing }

  func lesson() throws -> Lesson {
    let file = folder.appendingPathComponent("Lessons/01-sums.md")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Self.markdown.write(to: file, atomically: true, encoding: .utf8)
    return try LessonReader().lesson(at: file.path)
  }

  /// So many answers, handed in.
  func grading(answers count: Int) throws -> ClassGrading {
    for number in 0..<count {
      let student = folder.appendingPathComponent("submitted/\(Self.student(number))")
      try FileManager.default.createDirectory(at: student, withIntermediateDirectories: true)
      try Self.answer(number).write(
        to: student.appendingPathComponent("sums.swift"),
        atomically: true,
        encoding: .utf8
      )
    }
    let lesson = try lesson()
    return ClassGrading(
      lessons: [lesson],
      plan: .everything(of: [lesson]),
      roster: nil,
      folder: try SubmittedFolders(folder.appendingPathComponent("submitted").path),
      manual: try ManualScores(path: folder.appendingPathComponent("manual.json").path),
      grades: GradesFolder(folder.appendingPathComponent("grades").path)
    )
  }

  /// Whether everybody has the points that the answer is worth.
  func verify(_ grades: ClassGrades) throws {
    for (number, student) in grades.students.enumerated() {
      let score = student.exercises[0].score
      let isFull = [Kind.right, .slow].contains(Self.kind(number))
      guard isFull == (score == 4) else {
        throw WrongGrade(student: student.student, score: score)
      }
    }
  }

  struct WrongGrade: Error { var student: String, score: Double }

  private static func student(_ number: Int) -> String { String(format: "%04d", number) }

  private static func kind(_ number: Int) -> Kind {
    switch number % 20 {
    case 0..<12: .right
    case 12..<18: .wrong
    case 18: .slow
    default: .crashing
    }
  }

  private static func answer(_ number: Int) -> String {
    let body =
      switch kind(number) {
      case .right:
        """
          var sums: [Double] = []
          var sum = \(number).0
          for value in values {
            sum += value
            sums.append(sum - \(number))
          }
          return sums
        """
      case .wrong: "  values.map { $0 + \(number % 3) }"
      case .slow:
        """
          let end = ContinuousClock.now + .milliseconds(\(330 + number % 7))
          while ContinuousClock.now < end {}
          return values.indices.map { values[...$0].reduce(0, +) }
        """
      case .crashing: "  [values[values.count + \(number)]]"
      }
    return "// Answer \(number)\nfunc sums(_ values: [Double]) -> [Double] {\n\(body)\n}\n"
  }

  private static let markdown = """
    # Sums

    ```swift
    func work(seconds: Int) -> Int {
      let end = ContinuousClock.now + .seconds(seconds)
      var count = 0
      while ContinuousClock.now < end { count += 1 }
      return count > 0 ? 1 : 0
    }
    let one = work(seconds: 5)
    ```

    ## Running sums

    Write `sums`, which returns the sums of the first one, two, … values.

    ```swift
    //| exercise: sums
    //| points: 4
    //| provides: ["func sums(_ values: [Double]) -> [Double]"]
    func sums(_ values: [Double]) -> [Double] {
      // BEGIN SOLUTION
      values.indices.map { values[...$0].reduce(0, +) * Double(one) }
      // END SOLUTION
    }
    ```

    ```swift
    //| check: sums
    check("three values", sums([1, 2, 3]), equals: [1, 3, 6], tolerance: 1e-9)
    check("one value", sums([5]), equals: [5], tolerance: 1e-9)
    ```

    ```swift
    //| check: sums
    //| hidden: true
    check("negative values", sums([-1, 1, 2]), equals: [-1, 0, 2], tolerance: 1e-9)
    ```
    """
}
