import Testing

@testable import LessonDocument

/// Comments in front matter and options, which are the author's own.
@Suite struct YAMLCommentTests {
  private func students(_ source: String) throws -> String {
    try LessonReader().lesson(source: source, file: "Lessons/01-t.md").asStudentsSeeIt().text.joined
  }

  @Test("They are no part of what students get, and all else is")
  func lesson() throws {
    let text = try students(
      """
      ---
      # SECRET: the answer is 3
      description: "Bits # kept" # SECRET
      aliases: [old] # SECRET

      # SECRET
      seed: 7
      ---
      # T # kept

      > ```swift
      > //| label: a # SECRET
      > //| # SECRET
      > //| fig-cap: 'One # kept'
      > let a = "# kept" // # kept
      > ```

      ```swift
      //| exercise: half
      //| # SECRET
      func half(_ x: Double) -> Double {
        // BEGIN SOLUTION
        x / 2
        // END SOLUTION
      }
      ```

      ```answer why
      //| rubric: [1 => a] # SECRET
      Why # kept?
      ```
      """
    )
    #expect(!text.contains("SECRET"))
    #expect(text.matches(of: /kept/).count == 6, "\(text)")
    for part in [
      "description: \"Bits # kept\"\n", "aliases: [old]\n", "\nseed: 7\n",
      "> //| label: a\n> //| fig-cap:",
      "//| exercise: half\nfunc half", "edition: students",
    ] {
      #expect(text.contains(part), "\(part): \(text)")
    }
  }

  @Test(
    "What is no comment stays",
    arguments: [
      "a: b#c", "a: 'x # y'", "a: \"x # y\"", "a: |\n  # text\n  more # text", "a: >\n  x # y",
      "a: \"x\n  # y\"",
      "a: {", "a: [\"#\", '#']", "a#: 1",
    ]
  )
  func kept(yaml: String) {
    let lines = yaml.split(separator: "\n").map(String.init)
    #expect(YAMLComments.removed(from: lines) == lines)
  }

  @Test(
    "What is one goes",
    arguments: [
      ("a: b # c", "a: b"), ("# a", ""), ("a: 'x # y' # z # w", "a: 'x # y'"),
      ("a: 1\n  # b\nc: 2", "a: 1\n\nc: 2"),
      ("a: |\n  # text\nb: 1 # gone", "a: |\n  # text\nb: 1"), ("- 1 # one\n- 2 #two", "- 1\n- 2"),
      ("a: # first\n  b: 1", "a:\n  b: 1"),
    ]
  )
  func gone(yaml: String, expected: String) {
    let lines = yaml.split(separator: "\n").map(String.init)
    #expect(YAMLComments.removed(from: lines).joined(separator: "\n") == expected)
  }
}
