/// The options of a block, as they are read.
enum OptionReference {
  static var sections: [ReferenceSection] {
    let all = BlockHeader.Key.allCases
    let groups: [(title: String, text: String, keys: [BlockHeader.Key])] = [
      (
        "What is shown", "An option is a line `//| name: value` at the top of a block, in YAML.",
        [
          .label, .eval, .echo, .output, .include, .figureCaption, .figureAlternative,
          .tableCaption,
        ]
      ),
      (
        "How it runs", "",
        [.timeout, .expect, .expectMessage, .tolerance, .volatile, .sweep, .local, .optimised]
      ),
      ("Predictions and sliders", "", [.predict, .choices, .answer, .explore]),
      (
        "Exercises",
        "A block is an exercise, a check or a wrong answer, or none of them.",
        [.exercise, .points, .title, .provides, .forbid, .starter, .check, .hidden, .wrong]
      ),
    ]
    let named = groups.flatMap(\.keys)
    // A new option is listed even where nobody has found its place.
    let rest = all.filter { !named.contains($0) }
    return (groups + (rest.isEmpty ? [] : [("Further options", "", rest)])).map { group in
      ReferenceSection(
        title: group.title,
        text: group.text,
        entries: group.keys.map(\.entry)
      )
    }
  }
}

extension BlockHeader.Key {
  /// What it takes.
  var form: ValueForm {
    switch self {
    case .label: .identifier
    case .eval, .echo, .output, .include, .volatile, .sweep, .local, .optimised, .hidden: .truth
    case .figureCaption, .figureAlternative, .tableCaption, .expectMessage, .predict, .answer,
      .title:
      .text
    case .timeout: .number(.seconds)
    case .expect, .starter: .choice(ExpectedFailure.self)
    case .tolerance: .number(.share)
    case .choices, .provides, .forbid, .explore: .texts
    case .exercise, .check, .wrong: .slug
    case .points: .number(.positive)
    }
  }

  /// What holds without it; nil if nothing does.
  private var initial: String? {
    let usual = BlockOptions()
    return switch self {
    case .label: "block-1, block-2, …"
    case .eval: "\(usual.evaluate)"
    case .echo: "\(usual.echo)"
    case .output: "\(usual.output)"
    case .include: "\(usual.include)"
    case .tolerance: "\(usual.tolerance)"
    case .volatile: "\(usual.volatile)"
    case .sweep: "\(usual.sweep)"
    case .local: "\(usual.local)"
    case .optimised: "\(usual.optimised)"
    case .hidden: "false"
    case .timeout: "the lesson's, \(FrontMatter().timeout)"
    case .figureAlternative: "a summary made of the chart's data"
    case .points: "1"
    case .title: "made of the name"
    case .answer: "what the block shows"
    default: nil
    }
  }

  private var meaning: String {
    switch self {
    case .label:
      "The block's name: for links (`#label`), records, `try --after` and numbers of figures."
    case .eval: "Whether the block runs."
    case .echo: "Whether its code is shown."
    case .output: "Whether its results are shown."
    case .include: "Whether anything of it is shown; it runs all the same."
    case .figureCaption: "The caption of its charts, which makes them a numbered figure."
    case .figureAlternative:
      "What a chart shows, for those who listen, in place of the computed summary."
    case .tableCaption: "The caption of its tables, which makes them a numbered table."
    case .timeout: "For how long it may run."
    case .expect: "The failure it must end in; the lesson goes on from the state before it."
    case .expectMessage:
      "What the message of that failure, or of the check that a wrong answer fails, must contain."
    case .tolerance: "By how much recorded numbers may differ, relative to them."
    case .volatile: "Whether its output is left out of comparison, such as times."
    case .sweep: "Whether it runs under `unroll sweep` alone, and is shown as recorded."
    case .local:
      "Whether its declarations are its own, so that other blocks may use the names again."
    case .optimised:
      "Whether it is compiled for speed, as a block with long loops of its own wants."
    case .predict: "What a reader guesses before the block shows what it gives."
    case .choices: "Answers to choose from; a message for one follows ` => `."
    case .answer: "The right answer; one of the choices, if there are any."
    case .explore:
      "Named numbers of the block that a reader moves on the page, each with its values: at most 60 combinations."
    case .exercise:
      "The exercise's name. Its answer stands between `// BEGIN SOLUTION` and `// END SOLUTION`, and what students begin with, if it is not a stub, between `// BEGIN STARTER` and `// END STARTER`."
    case .points: "What the exercise is worth."
    case .title: "What the exercise is called."
    case .provides: "The declarations that an answer must have, as it writes them."
    case .forbid: "Names that an answer may not use."
    case .starter: "The failure in which the starter ends, if it does not compile and fail a check."
    case .check: "The exercise that the block verifies."
    case .hidden: "Whether students are kept from seeing the check."
    case .wrong:
      "The exercise to which the block is a wrong answer; it stands in for the whole exercise block."
    }
  }

  /// A part of a lesson that uses it; all of them together are a lesson that runs.
  private var example: String {
    func block(_ lines: String...) -> String {
      (["```swift"] + lines + ["```"]).joined(separator: "\n")
    }
    return switch self {
    case .label: block("//| label: one-step", "let state = 0.5", "state")
    case .eval: block("//| eval: false", "download(everything)")
    case .echo: block("//| echo: false", "\"shown without its code\"")
    case .output: block("//| output: false", "print(\"nobody sees this\")")
    case .include: block("//| include: false", "let hiddenHelper = 1")
    case .figureCaption:
      block(
        "//| label: fig-losses",
        "//| fig-cap: The loss falls.",
        "lineChart([0.9, 0.4, 0.2], y: \"loss\")"
      )
    case .figureAlternative:
      block(
        "//| fig-cap: The rate.",
        "//| fig-alt: A line that falls by half at each step.",
        "lineChart([0.4, 0.2, 0.1], y: \"rate\")"
      )
    case .tableCaption:
      block(
        "//| label: tbl-gates",
        "//| tbl-cap: Gates by cell.",
        "Table(columns: [\"cell\", \"gates\"], rows: [[\"LSTM\", \"3\"], [\"GRU\", \"2\"]])"
      )
    case .timeout: block("//| timeout: 60", "\"a minute at most\"")
    case .expect: block("//| expect: crash", "let empty: [Int] = []", "empty[0]")
    case .expectMessage:
      block(
        "//| expect: compile-error",
        "//| expect-message: cannot find 'stata'",
        "stata"
      )
    case .tolerance: block("//| tolerance: 1e-3", "1.0 / 3")
    case .volatile: block("//| volatile: true", "ContinuousClock().measure { }")
    case .sweep: block("//| sweep: true", "(1...20).map { seed in Double(seed) }.reduce(0, +) / 20")
    case .local: block("//| local: true", "let temporary = 2", "temporary + 1")
    case .optimised:
      block(
        "//| optimised: true",
        "var total = 0.0",
        "for step in 1...1_000_000 { total += 1 / Double(step) }",
        "total"
      )
    case .predict: block("//| predict: How many elements has it?", "[1, 2, 3].count")
    case .choices:
      block(
        "//| predict: What is the shape of a batch of four states of eight units?",
        "//| choices: [\"[4, 8]\", \"[8, 4] => The batch stands in the first axis.\"]",
        "//| answer: \"[4, 8]\"",
        "Tensor.zeros([4, 8]).shape"
      )
    case .explore:
      block(
        "//| explore: halfLife in 1...5 step 1",
        "let halfLife = 3.0",
        "lineChart((0...10).map { pow(0.5, Double($0) / halfLife) }, y: \"what is left\")"
      )
    case .answer: block("//| predict: What is 7 % 3?", "//| answer: 1", "7 % 3")
    case .exercise:
      "## Exercise: double\n\nWrite `doubled`, which returns twice its argument.\n\n"
        + block(
          "//| exercise: double",
          "func doubled(_ x: Double) -> Double {",
          "  // BEGIN SOLUTION",
          "  2 * x",
          "  // END SOLUTION",
          "}"
        )
    case .check: block("//| check: double", "check(\"doubles 3\", doubled(3) == 6)")
    case .hidden:
      block(
        "//| check: double",
        "//| hidden: true",
        "check(\"doubles a negative number\", doubled(-4) == -8)"
      )
    case .wrong:
      block(
        "//| wrong: double",
        "//| expect-message: doubles 3",
        "func doubled(_ x: Double) -> Double { x * x }"
      ) + "\n\n```hint double\nWhich operation turns 3 into 6 and 5 into 10?\n```"
    case .points:
      exercise("points: 2", named: "triple", "3 * x")
    case .title: exercise("title: Four times", named: "quadruple", "4 * x")
    case .provides:
      exercise("provides: [\"func halve(_ x: Double) -> Double\"]", named: "halve", "x / 2")
    case .forbid: exercise("forbid: [pow]", named: "square", "x * x")
    case .starter:
      "## Exercise: negate\n\nWrite `negate`.\n\n"
        + block(
          "//| exercise: negate",
          "//| starter: compile-error",
          "func negate(_ x: Double) -> Double {",
          "  // BEGIN SOLUTION",
          "  -x",
          "  // END SOLUTION",
          "  // BEGIN STARTER",
          "  // return …",
          "  // END STARTER",
          "}"
        ) + "\n\n" + block("//| check: negate", "check(\"negates 1\", negate(1) == -1)")
        + "\n\n```hint negate\nWhich sign?\n```"
    }
  }

  private func exercise(_ option: String, named name: String, _ answer: String) -> String {
    """
    ## Exercise: \(name)

    Write `\(name)`.

    ```swift
    //| exercise: \(name)
    //| \(option)
    func \(name)(_ x: Double) -> Double {
      // BEGIN SOLUTION
      \(answer)
      // END SOLUTION
    }
    ```

    ```swift
    //| check: \(name)
    check("of 2", \(name)(2) == { x in \(answer) }(2.0))
    ```

    ```hint \(name)
    Begin with what it does to 2.
    ```
    """
  }

  /// Its line of the reference.
  var entry: ReferenceEntry {
    ReferenceEntry(
      name: rawValue,
      forms: [form.words],
      initial: initial,
      meaning: meaning,
      example: example
    )
  }
}
