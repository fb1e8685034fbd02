import Foundation
import LessonDocument
import LessonRunner

/// Runs all lessons of a course side by side.
struct CourseRun {
  let course: Course
  let runner: LessonRunner
  /// How many lessons run at once; each is one process beside its compilers.
  let width: Int
  let screen: Screen

  /// The results, in the order of the documents; how each came out is said when it has.
  func results() async throws -> [LessonResults] {
    try await withThrowingTaskGroup(of: (Int, LessonResults).self) { group in
      let documents = course.documents
      var results = documents.map { document in
        document.runsCode
          ? nil : LessonResults(lesson: document.slug, blocks: [], inline: [])
      }
      var waiting = documents.indices.filter { results[$0] == nil }[...]
      func begin() {
        guard let number = waiting.popFirst() else { return }
        group.addTask { (number, try await run(documents[number])) }
      }
      for _ in 0..<width { begin() }
      await show(results)
      for try await (number, result) in group {
        try Task.checkCancellation()
        results[number] = result
        begin()
        await show(results)
      }
      await screen.end()
      return results.compactMap { $0 }
    }
  }

  /// Says on the screen which lessons are running.
  private func show(_ results: [LessonResults?]) async {
    let done = results.count { $0 != nil }
    let waiting = zip(course.documents, results).filter { $1 == nil }.prefix(width)
    let names = waiting.map { $0.0.slug }.joined(separator: ", ")
    await screen.begin("\(done) of \(results.count) lessons done, running \(names)")
  }

  private func run(_ lesson: Lesson) async throws -> LessonResults {
    let began = ContinuousClock.now
    let results = try await runner.run(lesson)
    try Task.checkCancellation()
    let isKept =
      !results.blocks.isEmpty
      && results.blocks.allSatisfy { $0.cached || $0.status == .notEvaluated }
    let time = isKept ? "unchanged" : (ContinuousClock.now - began).inTenths
    let name = [lesson.number, lesson.slug].compactMap { $0 }.joined(separator: "-")
    await screen.write("\(results.isAsExpected ? "ok  " : "FAIL")  \(name)  \(time)\n")
    return results
  }
}
