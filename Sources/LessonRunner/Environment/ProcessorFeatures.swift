import Foundation

/// What kind of processor this is: blocks are compiled for it, and another kind may round differently.
enum ProcessorFeatures {
  /// The model and its instruction sets.
  static var description: String {
    #if os(Linux)
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let wanted = ["model name", "flags", "Features", "CPU part"]
    let lines = text.split(separator: "\n").filter { line in wanted.contains { line.hasPrefix($0) }
    }
    return Set(lines).sorted().joined(separator: "\n")
    #else
    return ProcessInfo.processInfo.operatingSystemVersionString
    #endif
  }
}
