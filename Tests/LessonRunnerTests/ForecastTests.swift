import Foundation
import LessonDocument
import Testing

@testable import LessonRunner

#if os(Linux)
/// What is foretold of a run is what the run does.
@Suite(.serialized) struct ForecastTests {
  /// A lesson that is edited at random.
  private struct Draft {
    let mark = UUID().uuidString
    var seed = 1
    var values = [1, 2, 3]
    var expression = "first + 1"
    var prose = "Words."
    var fails = false

    var markdown: String {
      """
      ---
      seed: \(seed)
      ---
      # Draft

      \(prose)

      ```swift
      //| label: first
      let mark = "\(mark)"
      let first = \(values[0])
      ```

      One more is `{swift} \(expression)`.

      ```swift
      //| label: answer
      //| exercise: twice
      //| provides: ["func twice(_ x: Int) -> Int"]
      func twice(_ x: Int) -> Int {
        // BEGIN SOLUTION
        x * 2
        // END SOLUTION
      }
      ```

      ```swift
      //| check: twice
      check("twice 3", twice(3), equals: 6)
      ```

      ```swift
      //| label: second
      let second = twice(first) + \(values[1])
      \(fails ? "print([Int]()[first])" : "second")
      ```

      ```swift
      //| label: third
      print(first + \(values[2]))
      ```

      ```swift
      //| label: never
      //| eval: false
      print("never")
      ```
      """
    }

    mutating func edit(_ random: (Int) -> Int) {
      switch random(7) {
      case 0: seed = random(3)
      case 1...3: values[random(3)] = random(4)
      case 4: expression = "first + \(random(3))"
      case 5: prose = String(repeating: "Words.\n\n", count: random(3))
      default: fails.toggle()
      }
    }
  }

  /// Does what a person may do to a lesson between two runs.
  private func meddle(_ lesson: Lesson, _ choice: Int) async throws {
    var options = RunOptions()
    switch choice {
    case 0:
      options.lastLabel = "answer"
      _ = try await RunningLessons.runner(options: options).run(lesson)
    case 1:
      options.usesCache = false
      _ = try await RunningLessons.runner(options: options).run(lesson)
    case 2:
      let exercise = lesson.exercises[0]
      let answer = ExerciseAnswer(text: "func twice(_ x: Int) -> Int { x + x }", file: "a.swift")
      let run = ExerciseRun(
        lesson: lesson,
        exercise: exercise,
        answer: answer,
        includesHidden: true
      )
      _ = try await RunningLessons.withLive(options: options) { try await run.verdict(in: $0) }
    case 3:
      let code = ExerciseAnswer(text: "first + 7", file: "try.swift")
      let trial = try LessonTrial(of: lesson, after: "first", code: code)
      _ = try await RunningLessons.withLive(options: options) { try await trial.result(in: $0) }
    default: break
    }
  }

  @Test(
    "What is foretold is what the next run does, after any edits and commands",
    arguments: [1, 2, 3] as [UInt64]
  )
  func edits(seed: UInt64) async throws {
    var state = seed
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var draft = Draft()
    let runner = try await RunningLessons.runner(options: RunOptions())
    var kept = 0
    for _ in 0..<8 {
      draft.edit(random)
      let lesson = try RunningLessons.lesson(draft.markdown)
      try await meddle(lesson, random(7))
      let forecast = try await runner.forecast(of: lesson)
      let results = try await runner.run(lesson)
      #expect(
        forecast.runs == !results.blocks.allSatisfy { $0.cached || $0.status == .notEvaluated }
      )
      for (foretold, result) in zip(forecast.blocks, results.blocks) {
        switch foretold.state {
        case .kept: #expect(result.cached)
        case .runsWith, .changed: #expect(!result.cached && result.status != .notEvaluated)
        case .apart: #expect(result.status == .notEvaluated)
        }
      }
      kept += forecast.runs ? 0 : 1
      let next = try await runner.forecast(of: lesson)
      #expect(!next.runs)
    }
    #expect((1..<8).contains(kept))
  }

  @Test("An answer that is checked, or a trial, does not pass for an edit of the lesson")
  func variants() async throws {
    let draft = Draft()
    let runner = try await RunningLessons.runner(options: RunOptions())
    let file = "\(UUID().uuidString).md"
    let lesson = try LessonReader().lesson(source: draft.markdown, file: file)
    _ = try await runner.run(lesson)
    for choice in 2...3 { try await meddle(lesson, choice) }
    var edited = draft
    edited.values[1] = 9
    let states = try await runner.forecast(
      of: try LessonReader().lesson(source: edited.markdown, file: file)
    ).blocks.map(\.state)
    #expect(
      states == [
        .runsWith("second"), .runsWith("second"), .runsWith("second"),
        .changed(["its code has changed"]), .changed(["block 'second' before it has changed"]),
        .apart("its options say eval: false"),
      ]
    )
  }

  @Test("In a lesson without solutions it is told what waits, and that answers are checked first")
  func students() async throws {
    let course = FileManager.default.temporaryDirectory
      .appendingPathComponent("forecast-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: course) }
    for folder in ["Lessons", "Work"] {
      try FileManager.default.createDirectory(
        at: course.appendingPathComponent(folder),
        withIntermediateDirectories: true
      )
    }
    let markdown = Draft().markdown.replacing("seed: 1", with: "seed: 1\nedition: students")
      .replacing(/\/\/ BEGIN SOLUTION\n[^\n]*\n[^\n]*END SOLUTION/, with: "fatalError()")
    let path = course.appendingPathComponent("Lessons/draft.md").path
    let lesson = try LessonReader().lesson(source: markdown, file: path)
    let runner = try await RunningLessons.runner(options: RunOptions())
    #expect(try await runner.run(lesson).blocks[1].status == .toDo)
    let waiting = try await runner.forecast(of: lesson)
    #expect(!waiting.runs)
    #expect(waiting.blocks[0].state == .kept)
    #expect(waiting.blocks[3].state == .apart("it waits for your answer to an exercise"))
    // An answer that no earlier test has given.
    try Data("func twice(_ x: Int) -> Int { x + x }  // \(UUID())\n".utf8)
      .write(to: course.appendingPathComponent("Work/twice.swift"))
    let answered = try await runner.forecast(of: lesson)
    #expect(answered.runs)
    #expect(
      answered.blocks[3].state
        == .changed(["an answer in Work is checked first, and what comes of it is not kept"])
    )
    #expect(try await runner.run(lesson).blocks[3].status == .ok)
    #expect(try await !runner.forecast(of: lesson).runs)
    #expect(try await runner.run(lesson).blocks[3].cached)
  }
}
#endif
