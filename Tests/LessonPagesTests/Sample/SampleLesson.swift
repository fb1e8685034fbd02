import LessonDocument

/// A lesson that uses everything the format has, made by hand.
enum SampleLesson {
  static let lesson: Lesson = {
    var builder = LessonBuilder()
    builder.prose()
    builder.examples()
    builder.formulas()
    builder.exercise()
    builder.faults()
    return builder.lesson
  }()
}

/// Puts a lesson together element by element, with lines that grow.
struct LessonBuilder {
  private(set) var lesson = Lesson(
    file: "Lessons/02-vanilla-rnn.md",
    slug: "vanilla-rnn",
    number: "02",
    title: "Vanilla RNN"
  )
  private(set) var line = 1

  mutating func add(_ element: Element) {
    lesson.elements.append(element)
    line += 4
  }

  mutating func heading(_ level: Int, _ text: String, _ anchor: String) {
    add(.heading(level: level, content: [.text(text)], anchor: anchor, location: here))
  }

  mutating func paragraph(_ content: Inline...) {
    add(.paragraph(content))
  }

  /// A block at the end of the lesson; returns its index.
  @discardableResult
  mutating func block(
    _ code: String,
    label: String? = nil,
    role: BlockRole = .example,
    _ set: (inout BlockOptions) -> Void = { _ in }
  ) -> Int {
    let index = lesson.blocks.count
    add(.block(index))
    append(code, label: label, role: role, column: 1, set)
    return index
  }

  /// A block that an element holds; the caller adds the element.
  mutating func append(
    _ code: String,
    label: String? = nil,
    role: BlockRole = .example,
    column: Int,
    _ set: (inout BlockOptions) -> Void = { _ in }
  ) {
    let index = lesson.blocks.count
    var options = BlockOptions()
    set(&options)
    let fence = here
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      CodeLine(
        text: String($0.element),
        location: SourceLocation(line: fence.line + 1 + $0.offset, column: column)
      )
    }
    line += lines.count + 3
    lesson.blocks.append(
      LessonBlock(
        index: index,
        label: label ?? "block-\(index + 1)",
        fence: fence,
        options: options,
        role: role,
        code: lines
      )
    )
  }

  mutating func expression(_ source: String) -> Inline {
    let index = lesson.inlineExpressions.count
    let after = lesson.blocks.isEmpty ? nil : lesson.blocks.count - 1
    lesson.inlineExpressions.append(
      InlineExpression(index: index, source: source, location: here, afterBlock: after)
    )
    return .expression(index)
  }

  mutating func add(_ exercise: Exercise) {
    lesson.exercises.append(exercise)
  }

  mutating func setFrontMatter(_ set: (inout FrontMatter) -> Void) {
    set(&lesson.frontMatter)
  }

  var here: SourceLocation { SourceLocation(line: line, column: 1) }
}

extension LessonBuilder {
  fileprivate mutating func prose() {
    setFrontMatter {
      $0.aliases = ["elman-network"]
      $0.description = "A network that remembers: one state, carried from step to step."
      $0.objectives = [
        "say what the hidden state holds", "write the update of a vanilla RNN in six lines",
      ]
    }
    add(.heading(level: 1, content: [.text("Vanilla RNN")], anchor: "vanilla-rnn", location: here))
    paragraph(
      .text("A "),
      .strong([.text("recurrent network")]),
      .text(" reads a sequence "),
      .emphasis([.text("one step at a time")]),
      .softBreak,
      .text("and keeps a state "),
      .math(tex: "h_t \\in \\mathbb{R}^n", location: here),
      .text(". See "),
      .link(
        destination: "https://example.org/elman",
        title: "Elman (1990)",
        content: [.text("Finding structure in time")],
        location: here
      ),
      .text(" and the "),
      .link(
        destination: "03-long-memory.md#gates",
        title: "",
        content: [.text("next lesson")],
        location: here
      ),
      .text(".")
    )
    heading(2, "The update", "the-update")
    add(
      .math(
        tex: "\\begin{aligned} h_t &= \\tanh(\\mathbf{W}_{xh} x_t + W_{hh} h_{t-1} + b_h) \\\\ "
          + "\\hat{y}_t &= W_{hy} h_t + b_y \\end{aligned}",
        location: here
      )
    )
    add(
      .list(
        start: nil,
        tight: true,
        items: [
          [
            .paragraph([.code("inputWeight"), .text(" is "), .math(tex: "W_{xh}", location: here)])
          ],
          [.paragraph([.text("a literal <script>alert(1)</script> & \"quotes\" stay text")])],
        ]
      )
    )
    add(
      .list(
        start: 3,
        tight: false,
        items: [
          [.paragraph([.text("Begin with a state of zeros.")])],
          [
            .paragraph([.text("At each step:")]),
            .list(start: nil, tight: true, items: [[.paragraph([.text("read, mix, squash")])]]),
          ],
        ]
      )
    )
    add(
      .quote([
        .paragraph([.text("Time is nature’s way of keeping everything from happening at once.")])
      ])
    )
    add(
      .callout(
        kind: .note,
        title: [.text("One network, many steps")],
        content: [.paragraph([.text("The weights are the same at every time step.")])]
      )
    )
    for kind in [CalloutKind.tip, .important, .warning, .caution] {
      add(
        .callout(
          kind: kind,
          title: [],
          content: [.paragraph([.text("A callout of kind \(kind.rawValue).")])]
        )
      )
    }
    add(.thematicBreak)
    add(.code(language: "python", text: "h = np.tanh(W @ x)  # <not run>\n"))
    add(.html("<p class=\"author\">An author’s own <em>HTML</em> passes.</p>\n"))
  }

  fileprivate mutating func examples() {
    heading(2, "A state by hand", "a-state-by-hand")
    block(
      """
      let rate: Float = 0.1
      var state = [0.0, 0.0]   // begins at zero
      for (index, word) in ["in", "the", "end"].enumerated() {
        print("step \\(index): \\(word)")
      }
      state.count
      """,
      label: "state"
    )
    let rate = expression("rate")
    let missing = expression("missing + 1")
    paragraph(.text("The rate is "), rate, .text(" and "), missing, .text(" has no value."))
    heading(3, "Training", "training")
    block("show(lineChart([\"loss\": losses], x: \"epoch\", y: \"loss\"))", label: "fig-loss") {
      $0.figureCaption = "The loss falls by two orders of magnitude."
      $0.figureAlternative = "A falling line."
    }
    block("show(heatmap(states))", label: "fig-states") { $0.echo = false }
    block("show(table)", label: "results-table")
    block("setUpSecretly()", label: "secret-setup") { $0.include = false }
    block("print(\"quiet\")", label: "quiet") { $0.output = false }
    block("longSweep()", label: "sweep") { $0.sweep = true }
    block("notRun()", label: "pseudo") { $0.evaluate = false }
    let nested = lesson.blocks.count
    add(
      .list(
        start: 1,
        tight: false,
        items: [[.paragraph([.text("Inside a list:")]), .block(nested)]]
      )
    )
    append("let broken = missingName + 1", label: "nested", column: 4)
  }

  fileprivate mutating func formulas() {
    heading(2, "Formulas", "formulas")
    for tex in [
      "W = \\begin{bmatrix} W_x & 1 \\\\ W_h + 1 & 100 \\end{bmatrix}",
      "f(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
      "\\frac{\\partial \\mathcal{L}}{\\partial W} = \\sum_{t=1}^{T} "
        + "\\left( \\prod_{k=t+1}^{T} \\frac{\\partial h_k}{\\partial h_{k-1}} \\right) \\vec{g}_t",
      "\\boxed{c_t = f_t \\odot c_{t-1} + i_t \\odot g_t} \\tag{1}",
      "\\begin{align} a &= \\lVert g \\rVert_2 \\\\ bb &= \\underbrace{x + y}_{\\text{sum}} \\end{align}",
    ] {
      add(.math(tex: tex, location: here))
    }
  }

  fileprivate mutating func exercise() {
    heading(2, "Your turn", "your-turn")
    let statement = lesson.elements.count
    paragraph(.text("Write the forget gate "), .math(tex: "f_t", location: here), .text("."))
    let block = block(
      """
      func forgetGate(_ x: Float) -> Float {
        // BEGIN SOLUTION
        1 / (1 + exp(-x - SECRET_BIAS))
        // END SOLUTION
      }
      """,
      label: "forget-gate",
      role: .exercise("forget-gate")
    )
    for (number, text) in ["Begin with a sigmoid.", "Its range is 0 to 1."].enumerated() {
      add(
        .hint(
          exercise: "forget-gate",
          number: number + 1,
          content: [.paragraph([.text(text)])]
        )
      )
    }
    let check = self.block(
      "check(\"half at zero\", forgetGate(0) == 0.5)",
      label: "check-visible",
      role: .check(exercise: "forget-gate", hidden: false)
    )
    let hidden = self.block(
      "check(\"HIDDEN_CHECK_CODE\", forgetGate(9) > 0.99)",
      label: "check-hidden",
      role: .check(exercise: "forget-gate", hidden: true)
    )
    let wrong = self.block(
      "func forgetGate(_ x: Float) -> Float { WRONG_ANSWER }",
      label: "wrong-1",
      role: .wrong(exercise: "forget-gate")
    )
    add(
      Exercise(
        name: "forget-gate",
        title: "The forget gate",
        points: 2,
        provides: [],
        forbids: [],
        statement: statement..<(statement + 1),
        block: block,
        checks: [check, hidden],
        wrongAnswers: [wrong],
        hintCount: 2
      )
    )
  }

  fileprivate mutating func faults() {
    heading(2, "Faults <and> ends", "faults-and-ends")
    block("let tensor = Tensor([1, 2]) + Tensor([1, 2, 3])", label: "expected") {
      $0.expect = .crash
    }
    block("let y = [1, 2, 3][7]", label: "crashed")
    block("throw TrainingError.diverged", label: "threw")
    block("while true {}", label: "timed-out")
    block("print(state)", label: "not-run")
    block("print(1)", label: "unexpected") { $0.expect = .error }
    block("forgetGate(1)", label: "waits")
  }
}
