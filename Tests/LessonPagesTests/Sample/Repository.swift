import Foundation
import Testing

@testable import LessonPages

/// Places of the package that tests read.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let site = root.appendingPathComponent("Site")

  static func theme() throws -> SiteTheme {
    try SiteTheme(folder: site)
  }
}

/// A folder of one test, removed with it.
final class ScratchFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("pages-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func write(_ text: String, to path: String) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(path)), as: UTF8.self)
  }
}

/// Text kept in `Expected/`, compared line by line; `UPDATE_SNAPSHOTS=1` records it.
func expectSnapshot(
  _ text: String,
  _ name: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  let file = Repository.root.appendingPathComponent("Tests/LessonPagesTests/Expected/\(name)")
  if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
    try Data(text.utf8).write(to: file)
  }
  let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  let pairs = zip(text.split(separator: "\n"), expected.split(separator: "\n"))
  let difference = pairs.first { $0 != $1 }
  #expect(difference?.0 == difference?.1, sourceLocation: sourceLocation)
  #expect(text == expected, sourceLocation: sourceLocation)
}
