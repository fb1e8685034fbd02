import Foundation

/// A chromedriver of one test.
final class DriverProcess {
  /// Where it listens.
  let address: URL

  private let process = Process()

  /// Starts chromedriver on a port that is free.
  init() throws {
    guard let program = Self.program else {
      throw BrowserError("chromedriver is not installed; run: make test-browser")
    }
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--port=0"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said = ""
    while let data = try output.fileHandleForReading.read(upToCount: 1), !data.isEmpty {
      said += String(decoding: data, as: UTF8.self)
      if let match = said.firstMatch(of: /started successfully on port (\d+)\./) {
        guard let address = URL(string: "http://127.0.0.1:\(match.1)") else { break }
        self.address = address
        return
      }
    }
    process.terminate()
    throw BrowserError("chromedriver did not start; it said: \(said)")
  }

  /// Ends it; the browser must have been ended before.
  func end() {
    process.terminate()
    process.waitUntilExit()
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
