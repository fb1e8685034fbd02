import LessonDocument
import Testing

@testable import LessonRunner

#if os(Linux)
/// Blocks for all values of the numbers that a reader may move.
@Suite(.serialized) struct ExplorationRunTests {
  private static let markdown = """
    # Sums

    ```swift
    //| label: start
    let base = 10.0
    ```

    ```swift
    //| label: moved
    //| explore: gain in 0.5...2 step 0.5
    let gain = 1.0
    let product = base * gain
    print("gives", product)
    ```

    It is `{swift} product`, from `{swift} base`.

    ```swift
    //| label: fed
    product + 1
    ```

    Then `{swift} product + 2`.

    ```swift
    //| label: apart
    base + 1
    ```

    Last `{swift} product + 3`.
    """

  private static func runner(
    _ change: (inout RunOptions) -> Void = { _ in }
  ) async throws
    -> LessonRunner
  {
    var options = RunningLessons.compiled
    options.explores = true
    change(&options)
    return try await RunningLessons.runner(options: options)
  }

  private func exploration(_ markdown: String) async throws -> Exploration {
    let results = try await Self.runner().run(RunningLessons.lesson(markdown))
    return try #require(results.explorations?.first)
  }

  @Test("The block, and what it feeds up to the next that it does not, run for each value")
  func region() async throws {
    let exploration = try await exploration(Self.markdown)
    #expect(exploration.blocks == ["moved", "fed"])
    #expect(exploration.expressions == [0, 2])
    #expect(
      exploration.points.map { $0.outputs.map { $0.map(\.text).joined() } } == [
        ["gives 5.0\n", "6.0"], ["gives 10.0\n", "11.0"], ["gives 15.0\n", "16.0"],
        ["gives 20.0\n", "21.0"],
      ]
    )
    #expect(
      exploration.points.map(\.inline) == [
        ["5", "7"], ["10", "12"], ["15", "17"], ["20", "22"],
      ]
    )
    #expect(exploration.faults == [])
  }

  @Test("A value gives what --set gives, and the lesson itself is as it was")
  func likeSet() async throws {
    let lesson = try RunningLessons.lesson(Self.markdown)
    let results = try await Self.runner().run(lesson)
    #expect(results.inline.map(\.value) == ["10", "10", "12", "13"])
    let settings = try [ConstantSetting](["gain=1.5"], of: lesson)
    let set = try await Self.runner {
      $0.explores = false
      $0.constants = settings
    }.run(lesson)
    let point = try #require(results.explorations?.first?.points[2])
    #expect([set.inline[0].value, set.inline[2].value] == point.inline)
    #expect([set.blocks[1].outputs, set.blocks[2].outputs] == point.outputs)
    #expect(set.explorations == nil)
  }

  @Test("Two blocks, the later one first, stand in the order of the lesson; local names stay apart")
  func several() async throws {
    let results = try await Self.runner().run(
      RunningLessons.lesson(
        """
        # Two

        ```swift
        //| label: one
        //| local: true
        //| explore: size in 1...3
        let size = 2
        size * 10
        ```

        ```swift
        //| label: two
        //| local: true
        //| explore: [size in 1...2, width in 3...4]
        let (size, width) = (1, 4)
        size * width
        ```
        """
      )
    )
    let explorations = try #require(results.explorations)
    #expect(explorations.map(\.label) == ["one", "two"])
    #expect(explorations[0].points.map { $0.outputs[0][0].text } == ["10", "20", "30"])
    #expect(explorations[1].points.map { $0.outputs[0][0].text } == ["3", "4", "6", "8"])
  }

  @Test(
    "Blocks after it that draw random numbers begin where they begin in the lesson with that value"
  )
  func randomNumbers() async throws {
    let markdown = """
      # Random

      ```swift
      //| label: drawn
      //| explore: count in 1...3
      let count = 2
      let numbers = (0..<count).map { _ in generator.integer(below: 1_000_000) }
      numbers.last ?? 0
      ```

      Next comes `{swift} generator.integer(below: 1_000_000)`.
      """
    let exploration = try await exploration(markdown)
    let shown = exploration.points.map { $0.outputs[0][0].text }
    #expect(Set(shown).count == 3)
    // What is drawn next after one number is the second of two.
    #expect(
      exploration.points.map(\.inline) == [[shown[1]], [shown[2]], exploration.points[2].inline]
    )
  }

  @Test("A value with which something fails is told, and the lesson is not as expected")
  func faults() async throws {
    let results = try await Self.runner().run(
      RunningLessons.lesson(
        """
        # Faults

        ```swift
        //| label: short
        //| explore: count in 1...3
        let count = 3
        let list = Array(0..<count)
        check("two at least", list.count > 1)
        ```

        The third is `{swift} list[2]`.
        """
      )
    )
    #expect(!results.isAsExpected && results.blocks[0].isAsExpected)
    let faults = try #require(results.explorations?.first?.faults)
    #expect(faults.count == 2)
    #expect(faults[0].hasPrefix("with count = 1: check failed: two at least"), "\(faults)")
    #expect(faults[1].hasPrefix("with count = 2: inline `list[2]`: "), "\(faults)")
  }

  @Test("An exercise, its checks and what waits for an answer end the region")
  func exercises() async throws {
    let exploration = try await exploration(
      """
      # Exercise

      ```swift
      //| label: moved
      //| explore: gain in 1...2
      let gain = 1.0
      gain
      ```

      ## Exercise: twice

      ```swift
      //| exercise: twice
      func twice() -> Double {
        // BEGIN SOLUTION
        2 * gain
        // END SOLUTION
      }
      ```

      ```swift
      //| check: twice
      //| hidden: true
      check("secret", twice(), equals: 2)
      ```

      Now `{swift} twice()`.
      """
    )
    #expect(exploration.blocks == ["moved"])
    #expect(exploration.expressions == [])
  }

  @Test("What came of all values is kept, and computed anew when what stands before changes")
  func kept() async throws {
    let runner = try await Self.runner { $0.usesKeptResults = true }
    let marker = UInt64.random(in: 0...UInt64.max)
    func lesson(_ base: String) throws -> Lesson {
      try RunningLessons.lesson(
        Self.markdown.replacing("let base = 10.0", with: "let base = \(base)  // \(marker)")
      )
    }
    let first = try await runner.run(lesson("10.0")).explorations
    var nothing = runner.options
    nothing.runsNothing = true
    let silent = LiveLesson(
      runner: LessonRunner(environment: runner.environment, options: nothing)
    )
    let again = try await silent.explorations(
      of: lesson("10.0"),
      results: runner.run(lesson("10.0"))
    )
    #expect(again == first)
    let other = try await runner.run(lesson("20.0")).explorations
    #expect(other?.first?.points.map { $0.inline[0] } == ["10", "20", "30", "40"])
    await silent.close()
  }

  @Test("Records hold what comes of the other values, and tell which differ")
  func records() async throws {
    let lesson = try RunningLessons.lesson(Self.markdown)
    let results = try await Self.runner().run(lesson)
    let record = RecordComparison(of: lesson, results: results, recorded: nil).record
    #expect(
      record.explorations?.first?.points.map(\.values) == [
        "gain = 0.5", "gain = 1.5", "gain = 2.0",
      ]
    )
    func drifts(_ change: (inout LessonResults) -> Void) -> [String] {
      var changed = results
      change(&changed)
      return RecordComparison(of: lesson, results: changed, recorded: record).drifts.map(\.message)
    }
    #expect(drifts { _ in } == [])
    #expect(drifts { $0.explorations?[0].points[3].inline[1] = "22.00000001" } == [])
    #expect(
      drifts { $0.explorations?[0].points[3].inline[1] = "23" } == [
        "block 'moved' gives another result than recorded with gain = 2.0"
      ]
    )
    #expect(
      drifts { $0.explorations?[0].points[0].outputs[0][0].text = "gives 6.0\n" } == [
        "block 'moved' gives another result than recorded with gain = 0.5"
      ]
    )
    #expect(
      drifts { $0.explorations = [] } == [
        "other values of block 'moved' are recorded, and it has none any more"
      ]
    )
    // A run that does not explore says nothing of them, and leaves them recorded.
    #expect(drifts { $0.explorations = nil } == [])
    var old = record
    old.explorations = nil
    #expect(
      RecordComparison(of: lesson, results: results, recorded: old).drifts.map(\.message) == [
        "what block 'moved' gives for other values is not recorded"
      ]
    )
    #expect(try JSONValue(encoding: record).decoded(as: LessonRecord.self) == record)
  }
}
#endif
