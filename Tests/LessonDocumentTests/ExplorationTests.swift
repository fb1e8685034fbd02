import Testing

@testable import LessonDocument

/// `explore`: the numbers of a block that a reader may move.
@Suite struct ExplorationTests {
  private func lesson(_ options: String, code: String, after: String = "") throws -> Lesson {
    try LessonReader().lesson(
      source: "# T\n\n```swift\n//| label: a\n\(options)\n\(code)\n```\n\(after)",
      file: "a.md"
    )
  }

  @Test(
    "Values have as many decimals as the range is written with, and steps add up exactly",
    arguments: [
      ("gain in 0.5...1.5 step 0.25", "let gain = 1.0", "0.50 0.75 1.00 1.25 1.50", 2),
      ("gain in -1...1 step 0.5", "let gain = -0.5", "-1.0 -0.5 0.0 0.5 1.0", 1),
      ("gain in 0...0.3 step 0.1", "let gain = 0.3", "0.0 0.1 0.2 0.3", 3),
      ("gain in 0...1 step 0.3", "let gain = 0.9", "0.0 0.3 0.6 0.9", 3),
      ("units in 4...8 step 2", "let units = 6", "4 6 8", 1),
      ("units in 4.0...6.0", "let units = 5", "4 5 6", 1),
      ("rate in 1...3", "let (units, rate) = (3, 2)", "1 2 3", 1),
      ("gain in 1...3", "let gain: Float = 2", "1 2 3", 1),
    ]
  )
  func values(range: String, code: String, values: String, standard: Int) throws {
    let explored = try #require(
      try lesson("//| explore: \(range)", code: code).blocks[0].options.explored.first
    )
    #expect(explored.values.joined(separator: " ") == values)
    #expect(explored.standard == standard)
  }

  @Test("A setting is of the number's own type")
  func settings() throws {
    let real = try lesson("//| explore: gain in 1...3", code: "let gain: Double = 2")
    #expect(real.blocks[0].options.explored[0].setting(0).value == "1.0")
    let whole = try lesson("//| explore: units in 1...3", code: "let units = 2")
    #expect(whole.blocks[0].options.explored[0].setting(0).value == "1")
  }

  @Test("Several numbers give all combinations, the last one moving first")
  func combinations() throws {
    let lesson = try lesson(
      "//| explore: [gain in 0.5...1.5 step 0.5, units in 1...2]",
      code: "let (gain, units) = (1.0, 2)"
    )
    let explored = lesson.blocks[0].options.explored
    #expect(explored.combinations == [[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]])
    #expect(explored.standard == [1, 1])
    #expect(explored.words(of: [2, 0]) == "gain = 1.5, units = 1")
  }

  @Test(
    "What cannot be moved is told where it is written, with the fix",
    arguments: [
      (
        "gain from 1 to 2", "let gain = 1.0",
        "write a name, its least and greatest value and a step, as in gain in 0.5...1.5 step 0.1, not "
          + "'gain from 1 to 2'"
      ),
      (
        "gain in 1..<2", "let gain = 1.0",
        "write a name, its least and greatest value and a step, as in gain in 0.5...1.5 step 0.1, not "
          + "'gain in 1..<2'"
      ),
      (
        "gain in 0...nan step 0.5", "let gain = 1.0",
        "the greatest value is 'nan': write a number in digits, as 2 or -0.25, with at most 6 decimals"
      ),
      (
        "gain in -inf...1 step 0.5", "let gain = 1.0",
        "the least value is '-inf': write a number in digits, as 2 or -0.25, with at most 6 decimals"
      ),
      (
        "gain in 0...1 step nan", "let gain = 1.0",
        "the step is 'nan': write a number in digits, as 2 or -0.25, with at most 6 decimals"
      ),
      (
        "gain in 0...1 step 0", "let gain = 1.0",
        "the step of 'gain' is 0, which leads nowhere: give one above 0"
      ),
      (
        "gain in 0...1 step -0.5", "let gain = 1.0",
        "the step of 'gain' is -0.5, which leads nowhere: give one above 0"
      ),
      (
        "gain in 2...1 step 0.5", "let gain = 1.0",
        "the range of 'gain' is empty, for 2 is above 1: begin with the least value"
      ),
      (
        "gain in 1...1 step 0.5", "let gain = 1.0",
        "'gain' has one value here, so there is nothing to move: take a smaller step"
      ),
      (
        "gain in 0...1 step 0.01", "let gain = 1.0",
        "these are 101 combinations of values, each of which is run: at most 60 are possible, so take "
          + "larger steps"
      ),
      (
        "[gain in 0...1 step 0.1, units in 1...6]", "let gain = 1.0\nlet units = 2",
        "these are 66 combinations of values, each of which is run: at most 60 are possible, so take "
          + "larger steps"
      ),
      (
        "gian in 0...1 step 0.5", "let gain = 1.0",
        "the block names no number 'gian': did you mean 'gain'?"
      ),
      (
        "x in 0...1 step 0.5", "let gain = 1.0, units = 2",
        "the block names no number 'x': those that it names are gain, units"
      ),
      ("x in 0...1 step 0.5", "print(1)", "the block names no number 'x': add let x = 0.5 to it"),
      (
        "gain in 0...1 step 0.5", "let half = 0.5\nlet gain = half * 2",
        "'gain' is not given by a number in digits: write it as in let gain = 0.5"
      ),
      (
        "gain in 0...1 step 0.5", "var gain = 0.5",
        "'gain' is not given by a number in digits: write it as in let gain = 0.5"
      ),
      (
        "later in 0...1 step 0.5", "let gain = 1.0",
        "'later' belongs to block 'b' (line 11): write the option there"
      ),
      (
        "units in 1...2 step 0.5", "let units = 2",
        "'units' is a whole number (line 6: units = 2): give whole values and a whole step"
      ),
      (
        "gain in 0...1 step 0.5", "let gain = 0.9",
        "the block's own value must be among the values, and 0.9 is not (line 6: gain = 0.9): shift the "
          + "range, or take a step that meets it"
      ),
      (
        "[gain in 0...1 step 0.5, gain in 0...1 step 0.5]", "let gain = 0.5",
        "'gain' stands there twice: give it one range"
      ),
    ]
  )
  func refused(range: String, code: String, expected: String) throws {
    let after = "\n```swift\n//| label: b\nlet later = 0.5\n```\n"
    let error = #expect(throws: LessonErrors.self) {
      try lesson("//| explore: \(range)", code: code, after: after)
    }
    #expect(error?.mistakes.map(\.message) == ["'explore': " + expected])
    #expect(error?.mistakes.first?.location == SourceLocation(line: 5, column: 14))
  }

  @Test(
    "Exercises, and blocks that do not run each time or show nothing, have no numbers to move",
    arguments: [
      (
        "//| exercise: e",
        "a reader moves numbers of plain blocks alone: take 'explore' out of this one"
      ),
      (
        "//| check: e",
        "a reader moves numbers of plain blocks alone: take 'explore' out of this one"
      ),
      (
        "//| wrong: e\n//| expect-message: m",
        "a reader moves numbers of plain blocks alone: take 'explore' out of this one"
      ),
      ("//| eval: false", nil), ("//| include: false", nil), ("//| volatile: true", nil),
      ("//| sweep: true", nil), ("//| expect: error", nil),
    ] as [(String, String?)]
  )
  func otherBlocks(option: String, expected: String?) throws {
    let error = #expect(throws: LessonErrors.self) {
      try lesson("//| explore: gain in 0...1 step 0.5\n\(option)", code: "let gain = 0.5")
    }
    let usual =
      "'explore' needs a block that runs each time and shows what it gives: take out 'eval', 'include', "
      + "'volatile', 'sweep' or 'expect'"
    let found = error?.mistakes.first { $0.message == expected ?? usual }
    #expect(found?.location == SourceLocation(line: 5, column: 5), "\(String(describing: error))")
  }
}
