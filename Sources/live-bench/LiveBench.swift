import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// Measures what a person waits for; see README.md.
@main
enum LiveBench {
  static func main() async throws {
    let repeats = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    setenv("UNROLL_CACHE", "\(folder.path)/cache", 1)
    let environment = try await RunnerEnvironment.prepare(
      executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
      sandbox: .auto
    )
    let bench = Bench(folder: folder, environment: environment)
    // The first compilation after installation fills the compiler's own caches.
    _ = try await bench.fullRun()
    let full = try await bench.fullRun()
    print("full run                        \(seconds(full))")
    let live = LiveLesson(runner: LessonRunner(environment: environment))
    _ = try await live.run(try bench.lesson())
    try await live.prepare(try bench.lesson())
    for edit in Edit.allCases {
      var shown: [Double] = []
      var counted: [Double] = []
      for _ in 0..<repeats {
        let times = try await bench.times(of: edit, live)
        shown.append(times.shown)
        counted.append(times.counted)
      }
      report(edit.rawValue + ", shown", shown, full)
      report(edit.rawValue + ", counted", counted, full)
    }
    await live.close()
    var unchanged: [Double] = []
    for _ in 0..<repeats { unchanged.append(try await bench.unchangedRun()) }
    report("nothing changed", unchanged, full)
  }

  private static func report(_ name: String, _ times: [Double], _ full: Double) {
    let median = times.sorted()[times.count / 2]
    let ratio = (median / full).formatted(.number.precision(.fractionLength(3)))
    let name = name.padding(toLength: 32, withPad: " ", startingAt: 0)
    print("\(name)\(seconds(median))  \(ratio) of a full run")
  }

  private static func seconds(_ value: Double) -> String {
    value.formatted(.number.precision(.fractionLength(2))) + " s"
  }
}

/// What is edited.
enum Edit: String, CaseIterable {
  case last = "edit of the last block"
  case middle = "edit of a middle block"
  case prose = "edit of prose"
}
