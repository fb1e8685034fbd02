import Foundation
public import LessonDocument

extension Machine {
  /// The machine that this program runs on.
  public static var current: Machine {
    Machine(processor: processor, cores: ProcessInfo.processInfo.activeProcessorCount)
  }

  private static var processor: String {
    #if os(Linux)
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    for key in ["model name", "Model", "Hardware", "CPU part"] {
      let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
      let value = line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(
        in: .whitespaces
      )
      if let value, !value.isEmpty { return key == "CPU part" ? "ARM part \(value)" : value }
    }
    return "unknown processor"
    #else
    var size = 0
    sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0)
    var name = [CChar](repeating: 0, count: max(1, size))
    sysctlbyname("machdep.cpu.brand_string", &name, &size, nil, 0)
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    #endif
  }
}
