import ContentDigest
import Foundation
import LessonDocument
import Testing

@testable import LessonRunner

/// What the compiler cannot do, whatever a block makes it do.
@Suite(.serialized) struct CompilerSandboxTests {
  /// A block whose object says these words to the linker.
  private static func words(_ text: String) -> String {
    let bytes = Array(text.utf8) + [0]
    let type = Array(repeating: "UInt8", count: bytes.count).joined(separator: ", ")
    let values = bytes.map(String.init).joined(separator: ", ")
    return "@section(\".swift1_autolink_entries\") @used let words: (\(type)) = (\(values))"
  }

  @Test(
    "What an object says to the linker beside names of libraries is refused, with the word",
    arguments: [
      "-plugin=/lesson/src/x.so", "--load-pass-plugin=/tmp/x.so", "-T/lesson/src/x",
      "-l../../../../tmp/x", "-l:libm.so", "-lm -T/x", "-o/lesson/src/x", "@/tmp/words",
      "-l$(touch /tmp/x)", "-l*", "/usr/lib/x.o", "-rpath", "-lm'",
    ]
  )
  func refusesWords(word: String) async throws {
    let block = try await RunningLessons.last(Self.words(word))
    #expect(block.status == .compileError)
    #expect(
      block.diagnostics.last { $0.severity == .error }?.message
        == """
        the block says '\(word)' to the linker; it can name libraries of the toolchain only, \
        as `import` does
        """
    )
  }

  @Test func namesOfLibrariesAreTaken() async throws {
    let block = try await RunningLessons.last(
      "import FoundationXML\nXMLElement(name: \"a\").xmlString"
    )
    #expect(block.shown == "<a></a>", "\(block.said)")
  }

  /// What a shell says in the place of the compiler.
  private func shell(_ script: String) async throws -> String {
    let environment = try await RunningLessons.runner().environment
    let sources = try environment.work.makeFolder("shell-\(UUID().uuidString)/src")
    let view = environment.sandbox.compilerView(
      CompilerView(
        folder: sources,
        sources: sources,
        modules: environment.modules,
        cache: .borrowed(environment.moduleCache.path),
        host: environment.host
      )
    )
    let command = environment.sandbox.confinedCommand(
      ["/bin/sh", "-c", script],
      sees: view,
      timeLimit: 600
    )
    return try await command.output().text
  }

  @Test(.whereSandboxed) func theCompilerWritesOnlyWhatIsGoneWithIt() async throws {
    let said = try await shell(
      """
      for place in / /usr /lesson /lesson/src /lesson/out /modules /filled-cache /cache /unroll /tmp /dev
      do (: > $place/x) 2> /dev/null && echo $place; done
      (: > \(ModuleCache.lender)/digest) 2> /dev/null && echo forged
      (: > /unroll/lesson-host) 2> /dev/null && echo host
      """
    )
    #expect(said == "/lesson/out\n/cache\n/tmp\n")
  }

  @Test(.whereSandboxed) func theCompilerLosesTheSystemCallsThatBlocksLose() async throws {
    let said = try await shell(
      "grep -E '^(Seccomp|NoNewPrivs|CapEff):' /proc/self/status; ulimit -n; ls /home /root 2>&1"
    )
    #expect(
      said
        == """
        CapEff:\t0000000000000000
        NoNewPrivs:\t1
        Seccomp:\t2
        256
        ls: cannot access '/home': No such file or directory
        ls: cannot access '/root': No such file or directory

        """
    )
  }

  @Test(.whereSandboxed) func theCacheOfModulesHoldsWhatUnrollMade() async throws {
    let environment = try await RunningLessons.runner().environment
    let cache = environment.moduleCache
    _ = try await RunningLessons.last("import Foundation\nprint(1)")
    let files = FileManager.default.enumerator(atPath: cache.path)?.allObjects ?? []
    var digest = ContentDigest()
    for file in files.compactMap({ $0 as? String }).sorted() where file != "digest" {
      guard let bytes = RegularFile.contents("\(cache.path)/\(file)", limit: 1 << 30) else {
        continue
      }
      digest.update(field: file)
      digest.update(field: ContentDigest.hexadecimal(of: bytes))
    }
    #expect(files.count > 5)
    #expect(digest.hexadecimal == cache.digest)
    #expect(environment.surroundingParts["the compiler's module cache"] == cache.digest)
  }

  @Test(
    "An answer of the compiler that is not whole is none",
    arguments: ["", "1", "1\n", "1\n1\n", "1\n1\na", "1\n1\nabc", "-1\n2\na", "x\ny\n", "9\n0\na"]
  )
  func brokenAnswers(text: String) {
    #expect(CompilerAnswer(Array(text.utf8), objects: 1) == nil)
  }

  @Test func answersAreRead() throws {
    let answer = try #require(CompilerAnswer(Array("3\n2\n1\nabc\u{7f}EF".utf8), objects: 2))
    #expect(answer.messages == "abc")
    #expect(answer.objects.map(Array.init) == [[0x7f, 0x45], [0x46]])
    #expect(CompilerAnswer(Array("0\n0\n".utf8), objects: 1)?.objects == [[]])
    #expect(CompilerAnswer(Array("0\n0\n".utf8), objects: 2) == nil)
  }
}
