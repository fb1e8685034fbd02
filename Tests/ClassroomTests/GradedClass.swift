import Foundation
import LessonDocument
import LessonRunner
import Testing

@testable import Classroom

#if os(Linux)
/// A small class whose answers are graded in one environment.
enum GradedClass {
  static let lesson = """
    # Sums

    ```swift
    let factor = 2
    ```

    ## Double

    Write `doubled`.

    ```swift
    //| exercise: double
    //| points: 4
    //| timeout: 3
    //| provides: ["func doubled(_ x: Int) -> Int"]
    func doubled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      factor * x
      // END SOLUTION
    }
    ```

    ```swift
    //| check: double
    //| timeout: 3
    check("doubles 3", doubled(3), equals: 6)
    check("doubles 0", doubled(0), equals: 0)
    ```

    ```swift
    //| check: double
    //| hidden: true
    //| timeout: 3
    check("doubles the secret -5", doubled(-5), equals: -10)
    ```

    ## Four times

    Write `quadrupled` with `doubled`.

    ```swift
    //| exercise: four
    //| points: 2
    //| provides: ["func quadrupled(_ x: Int) -> Int"]
    func quadrupled(_ x: Int) -> Int {
      // BEGIN SOLUTION
      doubled(doubled(x))
      // END SOLUTION
    }
    ```

    ```swift
    //| check: four
    check("quadruples 3", quadrupled(3), equals: 12)
    check("is doubled twice", quadrupled(5), equals: doubled(doubled(5)))
    ```

    ## Why

    ```answer why
    //| title: Why?
    //| rubric:
    //|   - 2 => names the factor
    //|   - 1 => gives an example
    Why is it so?
    ```
    """

  private static let environment = Task {
    try await RunnerEnvironment.prepare(
      executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
      sandbox: .auto
    )
  }

  static func runner() async throws -> LessonRunner {
    var options = RunOptions()
    options.keepsResults = false
    return LessonRunner(environment: try await environment.value, options: options)
  }

  static func isSandboxed() async throws -> Bool { try await environment.value.sandbox.isActive }

  /// A class whose answers stand in `submitted`, whose grades in `grades`.
  static func grading(
    in folder: ClassFolder,
    plan: ClassPlan? = nil,
    roster: [ClassMember]? = nil,
    lesson: String = lesson
  ) throws -> ClassGrading {
    let read = try LessonReader().lesson(source: lesson, file: "\(folder.path)/Lessons/01-sums.md")
    return ClassGrading(
      lessons: [read],
      plan: plan ?? .everything(of: [read]),
      roster: roster,
      folder: try SubmittedFolders("\(folder.path)/submitted"),
      manual: try ManualScores(path: "\(folder.path)/manual.json"),
      grades: GradesFolder("\(folder.path)/grades")
    )
  }

  /// Grades and writes.
  @discardableResult
  static func grade(
    _ grading: ClassGrading,
    width: Int = 2,
    only: ClassGrading.Selection? = nil
  ) async throws -> ClassGrades {
    let grades = try await grading.run(try await runner(), width: width, only: only)
    try grading.grades.write(grades, grading.plan, titles: [:])
    return grades
  }
}

extension ClassGrades {
  /// A student's grade for an exercise.
  func grade(_ student: String, _ exercise: String) throws -> ExerciseGrade {
    let found = students.first { $0.student == student }?.exercises.first {
      $0.exercise == exercise
    }
    return try #require(found)
  }

  /// Scores of an exercise, by student.
  func scores(_ exercise: String) -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: students.compactMap { student in
        student.exercises.first { $0.exercise == exercise }.map { (student.student, $0.score) }
      }
    )
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where the machine starts no sandbox, and says so.
  static var whereSandboxed: ConditionTrait {
    .enabled("this machine starts no sandbox: bubblewrap is missing or not allowed") {
      try await GradedClass.isSandboxed()
    }
  }
}
#endif
