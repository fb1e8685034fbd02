import Foundation
import LessonDocument
import Testing

@testable import LessonRunner

/// What results depend on beside the lesson and its options.
@Suite struct SurroundingsTests {
  private static let toolchain = Toolchain(root: "toolchain/usr", version: "6.3", target: "x")

  /// An installation of files with these bytes.
  private func withInstallation(
    host: String,
    module: String,
    _ body: (Installation) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-surroundings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(host.utf8).write(to: folder.appendingPathComponent("lesson-host"))
    for name in Installation.visibleModules {
      try Data(module.utf8).write(to: folder.appendingPathComponent("\(name).swiftmodule"))
    }
    try body(
      Installation(
        host: folder.appendingPathComponent("lesson-host").path,
        modules: folder.path,
        processorModule: folder.path,
        theme: folder.path
      )
    )
  }

  private func parts(
    host: String = "host",
    module: String = "module",
    toolchain: Toolchain = Self.toolchain
  ) throws -> [String: String] {
    var parts: [String: String] = [:]
    try withInstallation(host: host, module: module) {
      parts = RunnerEnvironment.surroundings($0, toolchain)
    }
    return parts
  }

  @Test("Another engine or compiler is another input, and only that one")
  func namesWhatChanged() throws {
    let before = try parts()
    let other = Toolchain(root: Self.toolchain.root, version: "6.4", target: "x")
    #expect(try parts() == before)
    #expect(try Self.changed(before, parts(host: "other")) == ["the engine"])
    #expect(try Self.changed(before, parts(module: "other")) == ["the engine"])
    #expect(try Self.changed(before, parts(toolchain: other)) == ["the compiler"])
  }

  private static func changed(_ old: [String: String], _ new: [String: String]) -> [String] {
    new.keys.filter { old[$0] != new[$0] }.sorted()
  }

  @Test(
    "With another engine, compiler or processor every block runs again, and it is said why",
    arguments: ["the engine", "the compiler", "the processor"]
  )
  func runsAgain(part: String) async throws {
    let markdown = RunningLessons.markdown(["let mark = \"\(UUID())\"\nmark.count", "print(1)"])
    let lesson = try RunningLessons.lesson(markdown)
    let runner = try await RunningLessons.runner(options: RunOptions())
    _ = try await runner.run(lesson)
    #expect(try await runner.run(lesson).blocks.allSatisfy(\.cached))

    var environment = runner.environment
    environment.surroundingParts[part] = "another"
    let another = LessonRunner(environment: environment, options: RunOptions())
    #expect(
      try await another.forecast(of: lesson).blocks.map(\.state)
        == [.changed(["\(part) has changed"]), .changed(["\(part) has changed"])]
    )
    #expect(try await another.run(lesson).blocks.allSatisfy { !$0.cached })
    #expect(try await runner.run(lesson).blocks.allSatisfy(\.cached))
  }

  @Test("A folder in place of a kept result is replaced")
  func folderInTheCache() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-checked-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(
      atPath: path + "/inside",
      withIntermediateDirectories: true
    )
    #expect(CheckedFile.read(path) == nil)
    try CheckedFile.write(Data("kept".utf8), to: path)
    #expect(CheckedFile.read(path) == Data("kept".utf8))
  }

  @Test("A pipe in place of a record is refused at once")
  func pipeAsRecord() throws {
    let place = try RecordedLesson()
    let lesson = try place.lesson(["//| label: a"])
    let file = RecordFile(of: lesson)
    try FileManager.default.createDirectory(
      at: place.folder.appendingPathComponent("recorded"),
      withIntermediateDirectories: true
    )
    #expect(mkfifo(file.path, 0o600) == 0)
    #expect(throws: RecordError.unusable(path: file.path, reason: "it is no file: move it away")) {
      try file.text()
    }
  }
}
