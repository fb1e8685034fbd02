import Foundation
import Testing

#if os(Linux)
extension ProgramTests {
  /// The section "Write a lesson" of the README, step by step, and what it leads to.
  @Suite struct AuthoringTests {
    private static func readme() throws -> String {
      var folder = URL(fileURLWithPath: #filePath)
      for _ in 1...3 { folder.deleteLastPathComponent() }
      return try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
    }

    /// The commands of the section: the lines of its `sh` fences.
    private static func steps() throws -> [String] {
      let section = try #require(readme().components(separatedBy: "## Write a lesson\n").last)
      let text = section.components(separatedBy: "\n## ")[0]
      return text.components(separatedBy: "```sh\n").dropFirst().flatMap { fence in
        fence.components(separatedBy: "\n```")[0].split(separator: "\n").map(String.init)
      }
    }

    @Test("Each step of the README leads to the next, and the exercise is sound")
    func steps() async throws {
      let folder = try TemporaryFolder()
      try folder.file("Lessons/README.md", "# Course\n")
      let steps = try Self.steps()
      #expect(steps.count >= 5)
      for step in steps {
        let words = step.split(separator: " ").map(String.init)
        #expect(words.first == "unroll", "\(step)")
        let outcome = try await UnrollProgram.run(Array(words.dropFirst()), in: folder.url)
        #expect(outcome.status == 0, "\(step): \(outcome.output)\(outcome.errors)")
      }
      #expect(try folder.contents().contains("Lessons/00-clipping.md"))
    }

    @Test(
      "Exercises that are added at the same time are all there, and a private lesson stays private"
    )
    func together() async throws {
      let folder = try TemporaryFolder()
      let lesson = try folder.file("Lessons/02-m.md", "# M\n\ntext\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: lesson.path)
      let names = ["one-a", "one-b", "one-c", "one-d"]
      let processes = try names.map { name in
        try UnrollProgram.start(
          ["new", "exercise", name, "--in", "m"],
          in: folder.url,
          output: .nullDevice,
          errors: .nullDevice
        )
      }
      for process in processes { try await UnrollProgram.end(of: process) }
      #expect(processes.map(\.terminationStatus) == [0, 0, 0, 0])
      let text = try String(contentsOf: lesson, encoding: .utf8)
      #expect(text.matches(of: /\/\/\| exercise: one-[abcd]/).count == 4)
      let mode = try FileManager.default.attributesOfItem(atPath: lesson.path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }

    @Test("Names that are taken or that cannot be names are refused, and nothing is changed")
    func refused() async throws {
      let folder = try TemporaryFolder()
      try folder.file("Lessons/03-gates.md", "# Gates\n")
      let expected: [([String], String)] = [
        (
          ["new", "lesson", "Gates!"],
          "error: 'Gates!' cannot be a name: use small letters, digits and hyphens, as in "
            + "'forget-gate'\n"
        ),
        (
          ["new", "lesson", String(repeating: "d", count: 300)],
          "it has 300 letters, and 64 are allowed: shorten it\n"
        ),
        (
          ["new", "exercise", String(repeating: "e", count: 65), "--in", "03"],
          "it has 65 letters, and 64 are allowed: shorten it\n"
        ),
        (
          ["new", "lesson", "gates"],
          "error: 'Lessons/03-gates.md' is there already: choose another name\n"
        ),
      ]
      for (arguments, message) in expected {
        let outcome = try await UnrollProgram.run(arguments, in: folder.url)
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasSuffix(message), "\(outcome.errors)")
      }
      #expect(try folder.contents() == ["Lessons", "Lessons/03-gates.md"])
      for status in [Int32(0), 2] {
        let arguments = ["new", "exercise", "gate-sum", "--in", "03"]
        let outcome = try await UnrollProgram.run(arguments, in: folder.url)
        #expect(outcome.status == status, "\(outcome.errors)")
      }
    }

    @Test("An exercise that is added ends its lines as the lesson does")
    func lineEnds() async throws {
      let folder = try TemporaryFolder("line-ends")
      let file = try folder.file("Lessons/01-a.md", "# A\r\n\r\nText.\r\n")
      let outcome = try await UnrollProgram.run(
        ["new", "exercise", "sum", "--in", "01"],
        in: folder.url
      )
      #expect(outcome.status == 0, "\(outcome.errors)")
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.utf8.count { $0 == 10 } > 20)
      #expect(!text.replacing("\r\n", with: "").utf8.contains { $0 == 10 || $0 == 13 })
    }
  }
}
#endif
