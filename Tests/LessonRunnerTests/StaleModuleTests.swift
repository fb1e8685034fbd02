import Foundation
import Testing

@testable import LessonRunner

/// The compiler's cache of C modules changes under a compiler.
@Suite struct StaleModuleTests {
  @Test(
    "A compiler that met a module made twice is asked once more, with modules of its own",
    arguments: [
      ("<unknown>:0: error: module 'SwiftShims' is defined in both '/cache/a' and '/cache/a'", 2),
      ("<unknown>:0: error: file '/x.h' has been modified since the module file '/x' was built", 2),
      ("<unknown>:0: error: malformed or corrupted precompiled file '/cache/a'", 2),
      ("<unknown>:0: error: circular reference", 1),
      ("src/0.swift:1:1: error: module file '/cache/a' is defined in both 'a' and 'b'", 1),
    ]
  )
  func asksAgain(message: String, calls: Int) async throws {
    let environment = try await RunningLessons.runner().environment
    let folder = try environment.work.makeFolder("stale-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let compiler = BlockCompiler(
      limits: CompileLimits(),
      toolchain: environment.toolchain,
      sandbox: environment.sandbox,
      host: environment.host,
      modules: environment.modules,
      moduleCache: environment.moduleCache,
      slots: environment.slots,
      objects: ObjectStore(
        folder: environment.cache.folder("objects"),
        reads: false,
        keeper: environment.keeper
      ),
      surroundings: environment.surroundings,
      folder: folder
    )
    let text = CompileScript(compiler: compiler, inside: folder).text(
      files: [CompileScript.File(path: "src/0.swift", isPrimary: true)],
      isOptimised: false,
      isGuarded: false,
      output: "out"
    )
    try message.write(toFile: "\(folder)/message", atomically: true, encoding: .utf8)
    let frontend = "'\(environment.toolchain.tool("swift-frontend"))'"
    try #require(text.contains("\n\(frontend) "))
    let script = """
      frontend() {
      echo "$*" >> "\(folder)/calls"
      cat "\(folder)/message" >&2
      return 1
      }
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script + "\n" + text.replacing(frontend, with: "frontend")]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let said = try String(contentsOfFile: "\(folder)/calls", encoding: .utf8).split(separator: "\n")
    #expect(said.count == calls)
    #expect(said.last?.hasSuffix("-module-cache-path out/modules") == (calls == 2))
  }
}
