import TestSupport
import Foundation

/// A chromedriver of one test.
final class DriverProcess {
  /// Where it listens.
  let address: URL

  /// Starts chromedriver on a port that is free.
  static func start() async throws -> DriverProcess {
    guard let program = program else {
      throw BrowserError("chromedriver is not installed; run: make test-browser")
    }
    // A file and not a pipe: every process started meanwhile would hold a pipe's other end.
    let log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: log) }
    try Data().write(to: log)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--port=0"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = FileHandle.nullDevice
    try process.run()
    var address: URL?
    _ = try await Patience.waits {
      let said = try String(contentsOf: log, encoding: .utf8)
      address = said.firstMatch(of: /started successfully on port (\d+)\./)
        .flatMap { URL(string: "http://127.0.0.1:\($0.1)") }
      return address != nil || !process.isRunning
    }
    if let address { return DriverProcess(process, address) }
    process.terminate()
    throw BrowserError("chromedriver did not start")
  }

  private init(_ process: Process, _ address: URL) {
    self.process = process
    self.address = address
  }

  private let process: Process

  /// Ends it; the browser must have been ended before.
  func end() {
    // Where a test's runner blocks SIGTERM its children do too.
    kill(process.processIdentifier, SIGKILL)
  }

  private static let program = ["/usr/bin/chromedriver", "/usr/local/bin/chromedriver"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}

/// What went wrong with the browser, in a sentence.
struct BrowserError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}
