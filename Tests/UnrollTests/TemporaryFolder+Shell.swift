import Foundation

/// What tests do that follow instructions as a person would, in a shell.
extension TemporaryFolder {
  /// Puts the program where a build puts it, so that `.build/debug/unroll` is it.
  func linkProgram(in folder: String = ".") throws {
    let place = url.appendingPathComponent("\(folder)/.build/debug")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: place.appendingPathComponent("unroll"),
      withDestinationURL: URL(fileURLWithPath: UnrollProgram.path)
    )
  }

  /// Copies a file or folder.
  func copy(_ name: String, to other: String) throws {
    try FileManager.default.copyItem(
      at: url.appendingPathComponent(name),
      to: url.appendingPathComponent(other)
    )
  }

  /// Removes files and folders.
  func remove(_ names: [String]) throws {
    for name in names { try FileManager.default.removeItem(at: url.appendingPathComponent(name)) }
  }

  /// Runs a line as a shell does, in a folder of this one, and gives its exit status.
  func shell(_ line: String, in folder: String = ".", typing: String = "") async throws -> Int32 {
    try await shellOutcome(line, in: folder, typing: typing).status
  }

  /// Runs a line as a shell does.
  func shellOutcome(
    _ line: String,
    in folder: String = ".",
    typing: String = "",
    environment: [String: String?] = [:]
  ) async throws -> UnrollProgram.Outcome {
    let streams = try TemporaryFolder()
    let input = try streams.file("input", typing)
    let (output, errors) = (try streams.file("output", ""), try streams.file("errors", ""))
    let process = try UnrollProgram.start(
      ["-c", line],
      in: url.appendingPathComponent(folder),
      environment: environment,
      input: FileHandle(forReadingFrom: input),
      output: FileHandle(forWritingTo: output),
      errors: FileHandle(forWritingTo: errors),
      program: "/bin/sh"
    )
    try await UnrollProgram.end(of: process)
    return UnrollProgram.Outcome(
      status: process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8)
    )
  }
}
