import Foundation
import Testing

/// Blocks that try to leave; skipped where the machine has no sandbox.
@Suite(.serialized) struct AttackTests {
  private struct Results: Decodable {
    struct Block: Decodable {
      struct Part: Decodable {
        var text: String?
        var message: String?
      }
      var status: String
      var outputs: [Part]
      var diagnostics: [Part]
    }
    var blocks: [Block]
  }

  @Test("Every attack from a running block ends with its own sentence")
  func running() async throws {
    try await tries(Attack.all + Attack.linked)
  }

  @Test("Every attack by way of the compiler ends with its own sentence")
  func compiled() async throws {
    try await tries(Attack.compiled)
  }

  @Test(
    "A plain user's attacks end as root's do",
    .enabled(if: getuid() == 0 && PlainUser.canRunUnroll)
  )
  func plainUser() async throws {
    try await tries(Attack.all + Attack.compiled + Attack.linked, as: PlainUser())
  }

  private func tries(_ attacks: [Attack], as user: PlainUser? = nil) async throws {
    let course = try TemporaryFolder("course")
    try course.file("Lessons/01-attacks.md", Attack.lesson(attacks))
    let words = ["run", "01", "--json", "--sandbox", "require", "--no-cache"]
    let outcome: UnrollProgram.Outcome
    if let user {
      outcome = try await user.unroll(words, in: course.url)
    } else {
      outcome = try await UnrollProgram.run(words, in: course.url)
    }
    if outcome.status == 3, outcome.errors.contains("the sandbox does not start") { return }
    let results = try JSONDecoder().decode(Results.self, from: Data(outcome.output.utf8))
    try #require(results.blocks.count == attacks.count + 1, "\(outcome.errors)")
    #expect(results.blocks[0].status == "ok")
    for (attack, block) in zip(attacks, results.blocks.dropFirst()) {
      let printed = block.outputs.compactMap(\.text).joined()
        .trimmingCharacters(in: .newlines)
      let said = block.diagnostics.compactMap(\.message).joined(separator: "\n")
      #expect(block.status == attack.status, "\(attack.name): \(printed) \(said)")
      if attack.status == "ok" {
        #expect(printed == attack.says, "\(attack.name)")
      } else {
        #expect(said.contains(attack.says), "\(attack.name): \(said)")
      }
    }
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
    process.arguments = words + [UnrollProgram.path, "--version"]
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
