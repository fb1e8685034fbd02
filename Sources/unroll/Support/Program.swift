import Foundation

/// The running program.
enum Program {
  /// Its own path.
  static var path: String {
    #if os(Linux)
    return (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    #else
    return Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
  }
}
