import TeachingEngine

/// `engine-bench tracing`: what a trace costs, and that nothing is left of it when it is off.
struct TracingCost {
  private let workload: Workload
  private let path: TrainingPath
  private let repeats: Int

  init(_ arguments: Arguments) throws {
    workload = try arguments.workload(options: ["repeat", "path"])
    path = arguments.text("path") == nil ? .layer : try arguments.path()
    guard path != .planned else {
      throw BenchError.usage("the planned path has no tape to trace; --path is layer or tape")
    }
    repeats = try arguments.count("repeat", default: 5)
  }

  func run() throws {
    let untraced = workload.makeTraining(path: path, threads: 1)
    var (off, on, offAgain) = (Double.infinity, Double.infinity, Double.infinity)
    _ = untraced()
    // By turns, so that whatever else the machine does meets all three.
    for _ in 0..<repeats {
      let traced = workload.makeTraining(path: path, threads: 1, isTraced: true)
      off = min(off, seconds(untraced))
      on = min(on, seconds(traced))
      offAgain = min(offAgain, seconds(untraced))
    }
    print(
      try encode([
        "workload": workload.rawValue, "path": path.rawValue, "repeat": repeats,
        "off_microseconds_per_step": off * 1e6, "on_microseconds_per_step": on * 1e6,
        "on_to_off": on / off, "off_after_on_to_off": offAgain / off,
      ])
    )
  }

  /// Processor seconds a step, over a twentieth of the workload.
  private func seconds(_ step: () -> Float) -> Double {
    let count = max(1, workload.steps / 20)
    let start = processorTime()
    for _ in 0..<count { _ = step() }
    return (processorTime() - start) / Double(count)
  }
}
