import Foundation
import HostProtocol
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

  @Test("An end is certain if the block itself brought it about")
  func ends() {
    let own: [StepEnd.Cause] = [.returned, .threw(message: "no"), .exit(3)]
    #expect(own.allSatisfy { StepEnd(cause: $0).isCertain })
    let others: [StepEnd.Cause] = [
      .signal(SIGSEGV), .signal(SIGABRT), .signal(SIGKILL), .signal(SIGTERM), .timeLimit,
      .memoryLimit, .load(message: "gone"),
    ]
    #expect(others.allSatisfy { !StepEnd(cause: $0).isCertain })
    #expect(StepEnd(cause: .signal(SIGSEGV), isOwnSignal: true).isCertain)
  }

  #if os(Linux)
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
