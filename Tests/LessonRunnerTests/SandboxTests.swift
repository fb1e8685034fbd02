import LessonDocument
import Testing

@testable import LessonRunner

/// What a stranger's block cannot do.
@Suite(.serialized, .whereSandboxed) struct SandboxTests {
  private func answer(_ code: String) async throws -> String {
    let block = try await RunningLessons.last("import Foundation", code)
    #expect(block.status == .ok, "\(block.said)")
    return block.shown
  }

  @Test func thereIsNoHomeAndNoOtherFolder() async throws {
    let shown = try await answer(
      """
      let names = try FileManager.default.contentsOfDirectory(atPath: "/").sorted()
      let wanted = ["home", "root", "work", "var", "run", "sys", "srv", "mnt"]
      print(names.filter(wanted.contains), FileManager.default.fileExists(atPath: "/etc/passwd"))
      """
    )
    #expect(shown == "[] false")
  }

  @Test func onlyTheScratchFolderCanBeWritten() async throws {
    let shown = try await answer(
      """
      for path in ["/lesson/x", "/x", "/usr/x", "/unroll/x", "/unroll/objects/x", "/dev/x"] {
        print(path, FileManager.default.createFile(atPath: path, contents: Data([1])))
      }
      """
    )
    #expect(
      shown == """
        /lesson/x true
        /x false
        /usr/x false
        /unroll/x false
        /unroll/objects/x false
        /dev/x false
        """
    )
  }

  @Test func thereIsNoNetwork() async throws {
    let shown = try await answer(
      """
      for family in [AF_INET, AF_INET6] {
        print(socket(family, Int32(SOCK_STREAM.rawValue), 0), errno == ENETUNREACH)
      }
      """
    )
    #expect(shown == "-1 true\n-1 true")
  }

  @Test func noNewNamespaceAndNoCapability() async throws {
    let shown = try await answer(
      """
      typealias Unshare = @convention(c) (Int32) -> Int32
      let unshare = unsafeBitCast(dlsym(nil, "unshare"), to: Unshare.self)
      print(unshare(0x1000_0000), getuid() != 0)
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      print(status.split(separator: "\\n").filter { $0.hasPrefix("CapEff") || $0.hasPrefix("Seccomp:") })
      """
    )
    #expect(
      shown == "-1 true\n[\"CapEff:\\t0000000000000000\", \"Seccomp:\\t2\"]"
    )
  }

  @Test func theScratchFolderIsBounded() async throws {
    let shown = try await answer(
      """
      var written = 0
      let file = open("big", O_WRONLY | O_CREAT, 0o600)
      let piece = [UInt8](repeating: 1, count: 1 << 20)
      while write(file, piece, piece.count) == piece.count { written += 1 }
      print(written <= 64)
      """
    )
    #expect(shown == "true")
  }
}

@Test(
  "Whether a namespace has a user to become is read from its map",
  arguments: [
    ("         0          0 4294967295\n", true), ("         0       1000          1\n", false),
    ("0 1000 1\n1 100000 65536\n", true), ("0 0 61777\n", false), ("0 0 61778\n", true),
    ("", false), ("0 0\n", false),
  ]
)
func users(map: String, isThere: Bool) {
  #expect(Sandbox.maps(Sandbox.unprivilegedUser, map) == isThere)
}
