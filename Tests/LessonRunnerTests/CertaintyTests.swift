import Foundation
import LessonDocument
import Testing

@testable import LessonRunner

/// Only what the inputs decide is kept.
@Suite(.serialized) struct CertaintyTests {
  private static func outcome(_ text: String, isRefusal: Bool = true) -> CompileOutcome {
    let messages = CompilerMessage.read("a.swift:1:1: error: \(text)")
    return CompileOutcome(messages: messages, isRefusal: isRefusal)
  }

  @Test(
    "What the compiler refuses for the code's sake is certain",
    arguments: [
      "cannot find 'q' in scope", "no such module 'Numerics'",
      "cannot convert value of type 'Int' to specified type 'String'",
    ]
  )
  func refusals(text: String) {
    #expect(Self.outcome(text).isCertain)
    #expect(!Self.outcome(text, isRefusal: false).isCertain)
  }

  @Test(
    "What the machine lacks is not",
    arguments: [
      "no such module 'LessonRuntime'", "missing required module 'SwiftShims'",
      "error opening input file 'src/a.swift' (No such file or directory)",
      "cannot write a.o: No space left on device", "a.o: Input/output error",
      "precompiled file 'x.pcm' was compiled with module cache path '/cache', but the path is '/b'",
      "could not build C module 'CProcessor'",
    ]
  )
  func machine(text: String) {
    #expect(!Self.outcome(text).isCertain)
  }

  @Test("A compiler that ends without a word, or by a signal, has judged nothing")
  func silent() {
    #expect(!CompileOutcome(failure: .compilerFailed(status: 137, said: nil)).isCertain)
    #expect(CompileOutcome(object: "a.so").isCertain)
  }

  #if os(Linux)
  @Test(
    "A block that a signal from outside ended runs again; one that crashed by itself does not",
    arguments: [SIGSEGV, SIGABRT, SIGILL, SIGKILL, SIGTERM, SIGUSR1]
  )
  func signals(number: Int32) async throws {
    let markdown = RunningLessons.markdown([
      "let mark = \"\(UUID())\"", "print(\"ready\")\nvar n = 0\nwhile n >= 0 { n = (n + 1) % 7 }",
    ])
    let lesson = try RunningLessons.lesson(markdown)
    // An environment of its own, by whose folder the host of this lesson is told from others.
    let environment = try await RunnerEnvironment.prepare(
      executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
      sandbox: .auto
    )
    guard environment.sandbox.isActive else { return }
    let runner = LessonRunner(environment: environment)
    let results = try await runner.run(lesson) { event in
      guard case .printed(index: 1, _) = event else { return }
      // The youngest host runs the block; those before it are checkpoints.
      if let block = HostProcesses.seeing(environment.work.path).max() { kill(block, number) }
    }
    #expect(results.blocks[1].status == .crashed)
    let forecast = try await runner.forecast(of: lesson)
    #expect(forecast.runs)
    #expect(forecast.blocks[0].state == .runsWith("block-2"))
    guard case .changed = forecast.blocks[1].state else {
      Issue.record("\(forecast.blocks[1].state)")
      return
    }
  }

  @Test(
    "A block that crashes by itself is kept",
    arguments: [
      "print([Int]()[count])", "fatalError(\"no\")", "abort()", "raise(SIGSEGV)", "exit(\(3))",
      "func f(_ n: Int) -> Int { n == -1 ? 0 : f(n + 1) + f(n + 2) }\nprint(f(count))",
    ]
  )
  func crashes(code: String) async throws {
    let markdown = RunningLessons.markdown([
      "import Glibc\nlet mark = \"\(UUID())\"\nlet count = mark.count", code,
    ])
    let lesson = try RunningLessons.lesson(markdown)
    let runner = try await RunningLessons.runner(options: RunOptions())
    #expect(try await runner.run(lesson).blocks[1].status == .crashed)
    #expect(try await !runner.forecast(of: lesson).runs)
    #expect(try await runner.run(lesson).blocks.allSatisfy(\.cached))
  }
  #endif
}

#if os(Linux)
/// Processes of hosts.
private enum HostProcesses {
  /// Those that see something of a folder.
  static func seeing(_ folder: String) -> [pid_t] {
    let name = URL(fileURLWithPath: folder).lastPathComponent
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return numbers.compactMap { pid_t($0) }.filter { number in
      let command = try? String(contentsOfFile: "/proc/\(number)/comm", encoding: .utf8)
      let mounts = try? String(contentsOfFile: "/proc/\(number)/mountinfo", encoding: .utf8)
      return command == "lesson-host\n" && mounts?.contains(name) == true
    }
  }
}
#endif
