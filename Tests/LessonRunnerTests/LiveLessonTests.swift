import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
@Suite(.serialized) struct LiveLessonTests {
  /// What a run from the start gives.
  private func fresh(_ markdown: String) async throws -> LessonResults {
    try await RunningLessons.results(markdown, options: RunningLessons.compiled)
  }

  @Test func onlyWhatComesAfterAnEditRunsAgain() async throws {
    let blocks = ["let start = 2", "var sum = start", "sum += 1\nprint(sum)"]
    let edited = Array(blocks.dropLast()) + ["sum += 5\nprint(sum)"]
    try await RunningLessons.withLive { live in
      let first = try await live.run(RunningLessons.lesson(RunningLessons.markdown(blocks)))
      #expect(first.blocks.map(\.cached) == [false, false, false])
      #expect(first.blocks[2].shown == "3")
      let second = try await live.run(RunningLessons.lesson(RunningLessons.markdown(edited)))
      #expect(second.blocks.map(\.cached) == [true, true, false])
      #expect(second.blocks[2].shown == "7")
    }
  }

  @Test func proseRunsNothingAndExpressionsAreEvaluatedWhereTheyStand() async throws {
    func lesson(_ prose: String, _ value: String) -> String {
      "# T\n\n\(prose)\n\n```swift\nvar n = 3\n```\n\n`{swift} \(value)`\n\n```swift\nn = 9\nprint(n)\n```\n"
    }
    try await RunningLessons.withLive { live in
      _ = try await live.run(RunningLessons.lesson(lesson("One.", "n")))
      let moved = try await live.run(RunningLessons.lesson(lesson("One\n\nmore.", "n")))
      #expect(moved.blocks.allSatisfy { $0.cached })
      #expect(moved.blocks.map(\.line) == [7, 13])
      let asked = try await live.run(RunningLessons.lesson(lesson("One.", "n + 1")))
      #expect(asked.blocks.allSatisfy { $0.cached })
      #expect(asked.inline.map(\.value) == ["4"])
      #expect(asked.timeless == (try await fresh(lesson("One.", "n + 1")).timeless))
    }
  }

  @Test func messagesFollowTheirLines() async throws {
    func lesson(_ prose: String) -> String {
      "# T\n\n\(prose)\n\n```swift\n//| expect: crash\nlet none: Int? = nil\nprint(none!)\n```\n\n```swift\nprint(unknown)\n```\n"
    }
    try await RunningLessons.withLive { live in
      _ = try await live.run(RunningLessons.lesson(lesson("One.")))
      let moved = try await live.run(RunningLessons.lesson(lesson("One.\n\nTwo.")))
      #expect(moved.blocks[0].cached && moved.blocks[1].cached)
      #expect(moved.timeless == (try await fresh(lesson("One.\n\nTwo.")).timeless))
    }
  }

  @Test func filesOfABlockThatIsRunAgainAreThoseFromBeforeIt() async throws {
    let write =
      "import Foundation\ntry \"one \".write(toFile: \"f.txt\", atomically: true, encoding: .utf8)"
    let add = """
      var text = try String(contentsOfFile: "f.txt", encoding: .utf8) + "EDIT"
      try text.write(toFile: "f.txt", atomically: true, encoding: .utf8)
      """
    let read = "print(try String(contentsOfFile: \"f.txt\", encoding: .utf8))"
    try await RunningLessons.withLive { live in
      for edit in ["a", "b", "c"] {
        let blocks = [write, add.replacing("EDIT", with: edit), read]
        let results = try await live.run(RunningLessons.lesson(RunningLessons.markdown(blocks)))
        #expect(results.blocks[2].shown == "one \(edit)")
      }
    }
  }

  @Test func aLessonWithThreadsLeftGoesOnAllTheSame() async throws {
    let start = """
      import Foundation
      let thread = Thread { while true { Thread.sleep(forTimeInterval: 0.01) } }
      thread.start()
      """
    try await RunningLessons.withLive { live in
      for edit in 1...3 {
        let blocks = ["var n = 1", start, "n += \(edit)", "print(n)"]
        let results = try await live.run(RunningLessons.lesson(RunningLessons.markdown(blocks)))
        #expect(results.blocks.map(\.status) == [.ok, .ok, .ok, .ok])
        #expect(results.blocks[3].shown == "\(1 + edit)")
      }
    }
  }

  @Test func aPersonWhoWaitsForAnOptimisedBlockSeesAnUnoptimisedRunFirst() async throws {
    let seen = Seen()
    try await RunningLessons.withLive { live in
      _ = try await live.run(RunningLessons.lesson(RunningLessons.markdown(["let n = 1", "n"])))
      // Code that was never compiled before, so that both builds take their time.
      let edited = RunningLessons.markdown([
        "let n = 1", "//| optimised: true\nn + 1 + 0 * \(UInt32.random(in: 0...(.max)))",
      ])
      let results = try await live.run(RunningLessons.lesson(edited), isAwaited: true) { event in
        await seen.take(event)
      }
      #expect(results.blocks[1].shown == "2")
    }
    #expect(await seen.events == ["0 ok", "draft 1 ok", "1 ok"])
  }

  @Test func aCancelledRunIsNoResultAndTheNextOneCounts() async throws {
    let endless = RunningLessons.markdown(["let n = 1", "while true {}"])
    let ends = RunningLessons.markdown(["let n = 1", "print(n + 1)"])
    try await RunningLessons.withLive { live in
      _ = try await live.run(RunningLessons.lesson(ends))
      let (begun, told) = AsyncStream.makeStream(of: Void.self)
      let running = Task {
        try await live.run(RunningLessons.lesson(endless)) { event in
          if case .started(index: 1) = event { told.finish() }
        }
      }
      for await _ in begun {}
      running.cancel()
      await #expect(throws: CancellationError.self) { try await running.value }
      let results = try await live.run(RunningLessons.lesson(ends))
      #expect(results.blocks[1].shown == "2")
      #expect(results.blocks[0].cached)
    }
  }

  @Test func aSeedOrAFaultyHostBeginsFromTheStart() async throws {
    func lesson(_ seed: Int) -> String {
      "---\nseed: \(seed)\n---\n# T\n\n```swift\nlet draw = Int.random(in: 0..<1_000_000, using: &generator)\nprint(draw)\n```\n"
    }
    try await RunningLessons.withLive { live in
      for seed in [1, 2, 1] {
        let results = try await live.run(RunningLessons.lesson(lesson(seed)))
        #expect(!results.blocks[0].cached)
        #expect(results.timeless == (try await fresh(lesson(seed)).timeless))
      }
      // A block that ends the process which watches it.
      let broken = RunningLessons.markdown([
        "import Foundation", "kill(getppid(), SIGKILL)",
      ])
      _ = try await live.run(RunningLessons.lesson(broken))
      let results = try await live.run(RunningLessons.lesson(lesson(2)))
      #expect(results.timeless == (try await fresh(lesson(2)).timeless))
    }
  }
}

/// What was told of blocks that finished.
private actor Seen {
  private(set) var events: [String] = []

  func take(_ event: BlockEvent, prefix: String = "") {
    switch event {
    case .finished(let index, let result):
      events.append("\(prefix)\(index) \(result.status.rawValue)")
    case .draft(let event): take(event, prefix: "draft ")
    default: break
    }
  }
}
#endif
