import Foundation
import Testing

/// A folder that is gone with the last who holds it.
final class TemporaryFolder {
  let url: URL

  init(_ name: String = "folder") throws {
    // The temporary folder's name may be a link, which a program sees resolved.
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("unroll-test-\(UUID().uuidString)/\(name)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

  /// Writes a file, and the folders on its path.
  @discardableResult
  func file(_ path: String, _ text: String) throws -> URL {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
    return file
  }

  /// The paths of all that is inside, sorted.
  func contents() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
  }

  /// A folder of programs with `swiftc` alone, to be used as the search path.
  static func toolchainAlone() throws -> TemporaryFolder {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let compiler = try #require(
      folders.map { "\($0)/swiftc" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    )
    let folder = try TemporaryFolder("bin")
    let script = try folder.file("swiftc", "#!/bin/sh\nexec '\(compiler)' \"$@\"\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: script.path
    )
    return folder
  }
}
