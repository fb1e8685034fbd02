import TestSupport
import Foundation
import Testing

/// The site that is tested, as `make test-browser` builds it.
struct BuiltSite {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the site; `UNROLL_BROWSER_SITE` names another.
  static let folder =
    ProcessInfo.processInfo.environment["UNROLL_BROWSER_SITE"]
    .map { URL(fileURLWithPath: $0) } ?? root.appendingPathComponent(".build/end-to-end")

  /// A virtual environment with what `requirements.txt` names.
  static let tools = root.appendingPathComponent(".build/browser-tools")

  let pages: [String]

  init() throws {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)) ?? []
    pages = paths.filter { $0.hasSuffix(".html") && !$0.hasPrefix("editions/") }.sorted()
    guard pages.contains("index.html") else {
      throw BrowserError("\(Self.folder.path) holds no site; run: make test-browser")
    }
  }

  /// The pages that are read, not left at once.
  func readPages() throws -> [String] {
    try pages.filter { try !text($0).contains("http-equiv=\"refresh\"") }
  }

  /// The pages of lessons.
  func lessons() throws -> [String] {
    try pages.filter { try text($0).contains("<body class=\"lesson\"") }
  }

  func address(_ path: String) -> URL { Self.folder.appendingPathComponent(path) }

  func text(_ path: String) throws -> String {
    try String(contentsOf: address(path), encoding: .utf8)
  }

  /// A file of a Python package of the tools.
  static func tool(_ path: String) throws -> URL {
    let library = tools.appendingPathComponent("lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    let places = versions.map { library.appendingPathComponent("\($0)/site-packages/\(path)") }
    guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0.path) })
    else { throw BrowserError("\(path) is not in \(tools.path); run: make test-browser") }
    return place
  }

  /// Runs a program to its end; gives what it wrote to both streams.
  static func run(
    _ program: String,
    _ arguments: [String]
  ) async throws -> (status: Int32, output: String) {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: log) }
    try Data().write(to: log)
    let handle = try FileHandle(forWritingTo: log)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    guard try await Patience.waits(until: { !process.isRunning }) else {
      process.terminate()
      throw BrowserError("\(program) did not end within \(Patience.limit)")
    }
    return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
  }
}

/// All browser tests, one after another: what one browser shows must not wait for five others.
@Suite(.serialized) enum BrowserTests {}
