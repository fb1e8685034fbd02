import Foundation
import LessonDocument
import LessonRunner

/// Runs all lessons of a course side by side.
struct CourseRun {
  let course: Course
  let runner: LessonRunner
  /// How many lessons run at once; each is one process beside its compilers.
  var width = max(2, ProcessInfo.processInfo.activeProcessorCount)

  /// The results, in the order of the lessons.
  func results() async throws -> [LessonResults] {
    try await withThrowingTaskGroup(of: (Int, LessonResults).self) { group in
      var results = [LessonResults?](repeating: nil, count: course.lessons.count)
      var next = 0
      func begin() {
        guard next < course.lessons.count else { return }
        let number = next
        next += 1
        group.addTask { (number, try await run(course.lessons[number])) }
      }
      for _ in 0..<width { begin() }
      for try await (number, result) in group {
        results[number] = result
        begin()
      }
      return results.compactMap { $0 }
    }
  }

  private func run(_ lesson: Lesson) async throws -> LessonResults {
    let began = ContinuousClock.now
    let results = try await runner.run(lesson)
    let seconds = (ContinuousClock.now - began).components
    let isKept =
      !results.blocks.isEmpty
      && results.blocks.allSatisfy { $0.cached || $0.status == .notEvaluated }
    let tenths = seconds.attoseconds / 100_000_000_000_000_000
    let time = isKept ? "unchanged" : "\(seconds.seconds).\(tenths) s"
    Note.say("\(results.isAsExpected ? "ok  " : "FAIL")  \(lesson.slug)  \(time)")
    return results
  }
}
