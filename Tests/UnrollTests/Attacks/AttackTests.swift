import Foundation
import Testing

/// Blocks that try to leave, or to leave nothing whole.
@Suite(.serialized, .whereSandboxed) struct AttackTests {
  private struct Results: Decodable {
    struct Block: Decodable {
      struct Part: Decodable {
        var text: String?
        var message: String?
      }
      var status: String
      var outputs: [Part]
      var diagnostics: [Part]

      var printed: String { outputs.compactMap(\.text).joined() }
      var said: String { diagnostics.compactMap(\.message).joined(separator: "\n") }
    }
    var blocks: [Block]
  }

  @Test("Every attack ends with its own sentence")
  func asTheUserAtHand() async throws {
    try await tryAll()
  }

  @Test(
    "A plain user's attacks end as root's do",
    .enabled(if: getuid() == 0 && PlainUser.canRunUnroll)
  )
  func asPlainUser() async throws {
    try await tryAll(as: PlainUser())
  }

  @Test func thereAreManyAttacksAndNoTwoOfOneName() {
    let names = (Attack.groups.flatMap { $0 } + Attack.compiled + Attack.linked + Attack.ending)
      .map(\.name)
    #expect(names.count >= 90)
    #expect(Set(names).count == names.count)
  }

  /// Tries attacks that answer in few blocks, and the others each in its own.
  private func tryAll(as user: PlainUser? = nil) async throws {
    let alone = Attack.compiled + Attack.linked + Attack.ending + [Attack.witness]
    let blocks = Attack.groups.map(Attack.block) + [Attack.evidence] + alone.map(\.code)
    let results = try await results(of: Attack.lesson(blocks), as: user)
    try #require(results.blocks.count == blocks.count + 1)
    #expect(results.blocks[0].status == "ok")
    for (group, block) in zip(Attack.groups, results.blocks.dropFirst()) {
      #expect(block.status == "ok", "\(block.said)")
      let answers = block.printed.components(separatedBy: Attack.mark).dropFirst()
      let expected = group.map { "\($0.name)\n\($0.says)" }
      #expect(
        answers.map { $0.trimmingCharacters(in: .newlines) }
          == expected.map {
            $0.trimmingCharacters(in: .newlines)
          }
      )
    }
    for (attack, block) in zip(alone, results.blocks.suffix(alone.count)) {
      #expect(block.status == attack.status, "\(attack.name): \(block.printed) \(block.said)")
      let answer = attack.status == "ok" ? block.printed : block.said
      #expect(answer.contains(attack.says), "\(attack.name): \(answer)")
    }
  }

  /// The results of a lesson, whose course must be as it was afterwards.
  private func results(of lesson: String, as user: PlainUser?) async throws -> Results {
    let course = try TemporaryFolder("course")
    try course.file("Lessons/01-attacks.md", lesson)
    try course.file("Lessons/data/numbers.txt", "1 2 3")
    let words = ["run", "01", "--json", "--sandbox", "require", "--no-cache"]
    let outcome =
      if let user {
        try await user.unroll(words, in: course.url)
      } else {
        try await UnrollProgram.run(words, in: course.url)
      }
    #expect(
      try course.contents()
        == ["Lessons", "Lessons/01-attacks.md", "Lessons/data", "Lessons/data/numbers.txt"]
    )
    for (path, text) in [("01-attacks.md", lesson), ("data/numbers.txt", "1 2 3")] {
      let file = course.url.appendingPathComponent("Lessons/\(path)")
      #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
    return try JSONDecoder().decode(Results.self, from: Data(outcome.output.utf8))
  }
}

/// A user without rights, who is nobody else on this machine.
struct PlainUser {
  private static let number = "61778"
  private let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder("home")
    // Only root changes to another user, and only after this the folder is that user's.
    let folder = home.url.deletingLastPathComponent().path
    chmod(folder, 0o755)
    for path in [folder, home.url.path] { chown(path, 61_778, 61_778) }
  }

  /// Whether such a user can read the program that was built.
  static let canRunUnroll: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
    // Not by starting it: that may still be done with root's rights, which what is started then lacks.
    process.arguments = words + ["/usr/bin/test", "-r", UnrollProgram.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  private static let words = ["--reuid", number, "--regid", number, "--clear-groups"]

  func unroll(_ arguments: [String], in course: URL) async throws -> UnrollProgram.Outcome {
    chmod(course.deletingLastPathComponent().path, 0o755)
    return try await UnrollProgram.run(
      Self.words + [UnrollProgram.path] + arguments,
      in: course,
      environment: [
        "HOME": home.url.path, "UNROLL_CACHE": home.url.path + "/cache", "TMPDIR": home.url.path,
      ],
      program: "/usr/bin/setpriv"
    )
  }
}
