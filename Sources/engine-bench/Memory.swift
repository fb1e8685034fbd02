import Foundation
import TeachingEngine

/// `engine-bench memory`: trains for long and reports the memory that stays resident.
struct Memory {
  private let workload: Workload
  private let path: TrainingPath
  private let steps: Int

  init(_ arguments: Arguments) throws {
    workload = try arguments.workload(options: ["steps", "path"])
    path = try arguments.path()
    steps = try arguments.count("steps", default: workload.steps)
  }

  func run() throws {
    let step = workload.makeTraining(path: path, threads: 1)
    var resident: [[String: Any]] = []
    // After a tenth everything that a step keeps has been set up.
    let early = max(1, steps / 10)
    for number in 1...steps {
      _ = step()
      if number == early || number == steps {
        resident.append(["step": number, "resident_megabytes": try residentMegabytes()])
      }
    }
    print(
      try encode([
        "workload": workload.rawValue, "path": path.rawValue, "steps": steps,
        "resident": resident, "peak_megabytes": try megabytes(ofStatus: "VmHWM"),
      ])
    )
  }

  private func residentMegabytes() throws -> Double { try megabytes(ofStatus: "VmRSS") }

  /// A line of the kernel's account of this process, such as `VmRSS:   1234 kB`.
  private func megabytes(ofStatus name: String) throws -> Double {
    let path = "/proc/self/status"
    guard let status = try? String(contentsOfFile: path, encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") }),
      let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({
        Double($0)
      })
    else {
      throw BenchError.file(path, problem: "it has no \(name); “memory” works on Linux only")
    }
    return kilobytes / 1024
  }
}
