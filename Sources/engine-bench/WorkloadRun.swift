import CAllocationCount
import Foundation
import TeachingEngine

/// `engine-bench run`: trains a workload several times and reports how long it took.
struct WorkloadRun {
  private let workload: Workload
  private let path: TrainingPath
  private let threads, repeats: Int

  init(_ arguments: Arguments) throws {
    workload = try arguments.workload(options: ["threads", "repeat", "path"])
    threads = try arguments.count("threads", default: 1)
    guard threads <= 2 else { throw BenchError.usage("--threads is 1 or 2") }
    repeats = try arguments.count("repeat", default: 5)
    path = try arguments.path()
  }

  func run() throws {
    var seconds: [Double] = []
    var processorSeconds: [Double] = []
    var losses: [Float] = []
    var allocations = 0.0
    // The first training warms up the processor and is not counted.
    for index in 0...repeats {
      let step = workload.makeTraining(path: path, threads: threads)
      losses = []
      losses.reserveCapacity(workload.steps)
      let start = ContinuousClock.now
      let processorStart = processorTime()
      var counted: Int64 = 0
      for number in 0..<workload.steps {
        // The first step may set up what all others use.
        if number == 1 { counted = allocation_count() }
        losses.append(step())
      }
      if index > 0 {
        seconds.append((ContinuousClock.now - start).seconds)
        processorSeconds.append(processorTime() - processorStart)
      }
      allocations = Double(allocation_count() - counted) / Double(max(1, workload.steps - 1))
    }
    try report(seconds.sorted(), processorSeconds.min() ?? 0, losses, allocations)
  }

  private func report(
    _ seconds: [Double],
    _ processorSeconds: Double,
    _ losses: [Float],
    _ allocations: Double
  ) throws {
    let median = seconds[seconds.count / 2]
    let operations = workload.operations * Double(workload.steps)
    print(
      try encode([
        "workload": workload.rawValue, "path": path.rawValue, "threads": threads,
        "repeat": repeats, "steps": workload.steps, "median_seconds": median,
        "min_seconds": seconds[0], "min_processor_seconds": processorSeconds,
        "losses": losses.map { Double($0) },
        "gflops": operations / seconds[0] / 1e9, "allocations_per_step": allocations,
      ])
    )
  }
}

/// Seconds that the threads of this process have spent on processors: less disturbed by others than
/// the time on the wall.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

extension Arguments {
  /// The workload a command is for.
  func workload(options allowed: [String]) throws -> Workload {
    let name = try operand("workload", options: allowed)
    guard let workload = Workload(rawValue: name) else {
      throw BenchError.usage("there is no workload “\(name)”")
    }
    return workload
  }

  /// How it is to be trained.
  func path() throws -> TrainingPath {
    let paths = TrainingPath.allCases.map(\.rawValue)
    let choice = try choice("path", of: paths, default: paths[0])
    return TrainingPath(rawValue: choice) ?? .planned
  }
}

/// How a workload is trained.
enum TrainingPath: String, CaseIterable {
  /// Without a tape, in memory planned once.
  case planned
  /// Fused layers on the tape: what lessons use.
  case layer
  /// Cells on the tape, step by step.
  case tape
}
