import Foundation

/// What runs on this machine.
enum RunningProcesses {
  /// The processes whose arguments or environment name a folder, this one left out.
  static func using(_ folder: URL) -> [String] {
    #if os(Linux)
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return numbers.filter { number in
      guard Int(number) != nil, Int32(number) != getpid() else { return false }
      return ["cmdline", "environ"].contains { file in
        let data = FileManager.default.contents(atPath: "/proc/\(number)/\(file)") ?? Data()
        return data.range(of: Data(folder.path.utf8)) != nil
      }
    }
    #else
    return []
    #endif
  }
}
