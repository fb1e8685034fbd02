import Classroom
import Foundation
import LessonDocument
import LessonRunner
import Synchronization

/// Measures how fast a class is graded; see README.md.
@main
enum GradeBench {
  static func main() async throws {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 300
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    setenv("UNROLL_CACHE", "\(folder.path)/cache", 1)
    let environment = try await RunnerEnvironment.prepare(
      executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
      sandbox: .require
    )
    var options = RunOptions()
    options.keepsResults = false
    let runner = LessonRunner(environment: environment, options: options)
    let course = BenchClass(folder: folder)
    // The first compilation after installation fills the compiler's own caches.
    _ = try await runner.run(try course.lesson())
    let anew = try await secondsOfFreshRun(of: course, environment)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let grading = try course.grading(answers: count)
    let last = Mutex(ClassGrading.Progress(stage: .answers, total: 0))
    let began = ContinuousClock.now
    let grades = try await grading.run(runner, width: cores) { progress in
      last.withLock { $0 = progress }
    }
    let seconds = (ContinuousClock.now - began).inSeconds
    try course.verify(grades)
    let progress = last.withLock { $0 }
    let all = seconds * Double(cores)
    print("\(count) answers on \(cores) processors in \(text(seconds)) s")
    print("\(text(60 * Double(count) / seconds)) answers a minute")
    print(
      "the lesson anew for each: \(text(anew)) s each, \(text(anew * Double(count) / all)) times as long"
    )
    print("compiling and linking  \(share(progress.compileSeconds, of: all))")
    print("loading and running    \(share(progress.runSeconds, of: all))")
    print(
      "the rest               \(share(all - progress.compileSeconds - progress.runSeconds, of: all))"
    )
  }

  /// Seconds in which one answer is compiled and the whole lesson run for it.
  private static func secondsOfFreshRun(
    of course: BenchClass,
    _ environment: RunnerEnvironment
  ) async throws -> Double {
    var options = RunOptions()
    options.usesCache = false
    let began = ContinuousClock.now
    _ = try await LessonRunner(environment: environment, options: options).run(try course.lesson())
    return (ContinuousClock.now - began).inSeconds
  }

  private static func text(_ value: Double) -> String {
    value.formatted(.number.precision(.fractionLength(1)).locale(Locale(identifier: "en")))
  }

  private static func share(_ part: Double, of all: Double) -> String {
    "\(text(part)) s of all workers together, \(text(100 * part / all)) %"
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
