import Foundation
import Testing

extension ProgramTests {
  /// Lessons run from any folder, by any path, and without a home.
  @Suite struct PlacesTests {
    private static let word = "computed \(6 * 7)"
    private static let lesson = SmallCourse.lesson("print(\"computed\", 6 * 7)")

    private func expectRun(
      _ path: String,
      in folder: URL,
      environment: [String: String?] = [:]
    ) async throws {
      let outcome = try await UnrollProgram.run(
        ["run", path],
        in: folder,
        environment: environment
      )
      #expect(outcome.errors == "")
      #expect(outcome.output.contains("┃ \(Self.word)\n"))
      #expect(outcome.status == 0)
    }

    @Test(
      "A path may hold anything",
      arguments: [
        "plain.md", "with spaces/my lesson.md", "ünïcode/čeština 日本.md", "quote'\"$HOME`x`;.md",
        "no extension", "-dash/-v.md", "a\\b.md", "100%.md",
      ]
    )
    func names(path: String) async throws {
      let folder = try TemporaryFolder()
      let file = try folder.file(path, Self.lesson)
      try await expectRun(file.path, in: URL(fileURLWithPath: "/"))
      try await expectRun("./\(path)", in: folder.url)
      let parent = file.deletingLastPathComponent()
      try await expectRun("../\(parent.lastPathComponent)/\(file.lastPathComponent)", in: parent)
    }

    @Test("A link to a lesson and a link to the program work")
    func links() async throws {
      let folder = try TemporaryFolder()
      let elsewhere = try TemporaryFolder("else where")
      let file = try folder.file("lesson.md", Self.lesson)
      let link = elsewhere.url.appendingPathComponent("linked.md")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      try await expectRun("linked.md", in: elsewhere.url)
      let program = elsewhere.url.appendingPathComponent("program")
      try FileManager.default.createSymbolicLink(
        at: program,
        withDestinationURL: URL(fileURLWithPath: UnrollProgram.path)
      )
      let outcome = try await UnrollProgram.run(
        ["run", "linked.md"],
        in: elsewhere.url,
        program: program.path
      )
      #expect(outcome.status == 0)
      #expect(outcome.output.contains(Self.word))
    }

    @Test("A folder that cannot be written is left as it was")
    func readOnly() async throws {
      let folder = try TemporaryFolder()
      try folder.file("lesson.md", Self.lesson)
      let manager = FileManager.default
      try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
      defer {
        try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
      }
      try await expectRun("./lesson.md", in: folder.url)
      #expect(try folder.contents() == ["lesson.md"])
    }

    @Test(
      "A home that is not there or cannot be written costs only the cache",
      arguments: [["HOME": "/dev/null/home"], ["HOME": ""], ["HOME": nil]] as [[String: String?]]
    )
    func homeless(changes: [String: String?]) async throws {
      let folder = try TemporaryFolder()
      let changes = changes.merging(["UNROLL_CACHE": nil]) { $1 }
      try folder.file("lesson.md", Self.lesson)
      try await expectRun("lesson.md", in: folder.url, environment: changes)
    }

    @Test("No run leaves anything in the temporary folder")
    func temporaryFiles() async throws {
      let folder = try TemporaryFolder()
      let temporary = try TemporaryFolder("tmp")
      try folder.file("good.md", Self.lesson)
      try folder.file("bad.md", SmallCourse.lesson("fatalError(\"on purpose\")"))
      for (name, status) in [("good.md", Int32(0)), ("bad.md", 1)] {
        let outcome = try await UnrollProgram.run(
          ["run", name, "--no-cache"],
          in: folder.url,
          environment: ["TMPDIR": temporary.url.path]
        )
        #expect(outcome.status == status)
        #expect(try temporary.contents() == [])
      }
    }
  }
}
