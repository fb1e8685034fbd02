import Foundation

/// Compares the engine with reference numbers and measures its speed; see README.md.
@main
enum EngineBench {
  static func main() {
    do {
      let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
      switch arguments.command {
      case "parity": try Parity(arguments).run()
      case "run": try WorkloadRun(arguments).run()
      case "memory": try Memory(arguments).run()
      case "tracing": try TracingCost(arguments).run()
      case "peak": try Peak(arguments).run()
      default: throw BenchError.usage("there is no command “\(arguments.command)”")
      }
    } catch let error as BenchError {
      FileHandle.standardError.write(Data("engine-bench: \(error)\n".utf8))
      exit(error.isUsage ? 2 : 1)
    } catch {
      FileHandle.standardError.write(Data("engine-bench: \(error)\n".utf8))
      exit(1)
    }
  }
}

/// What can be wrong with a call or a file; a sentence with the fix.
enum BenchError: Error, CustomStringConvertible {
  case usage(String)
  case file(String, problem: String)

  static let help = """
    usage: engine-bench parity FILE --series series.csv [--path fused|tape] [--epochs N]
           engine-bench run WORKLOAD [--threads 1|2] [--repeat N] [--path planned|layer|tape]
           engine-bench memory WORKLOAD [--steps N] [--path planned|layer|tape]
           engine-bench tracing WORKLOAD [--repeat N] [--path layer|tape]
           engine-bench peak
    workloads: \(Workload.allCases.map(\.rawValue).joined(separator: ", "))
    """

  var isUsage: Bool {
    if case .usage = self { return true }
    return false
  }

  var description: String {
    switch self {
    case .usage(let problem): "\(problem)\n\(Self.help)"
    case .file(let path, let problem): "\(path): \(problem)"
    }
  }
}
