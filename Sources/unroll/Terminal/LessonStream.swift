import LessonDocument
import LessonPages
import LessonRunner

/// Writes a lesson to standard output as it runs: each part of the text as soon as what it holds has run.
actor LessonStream {
  private let lesson: Lesson
  private let device: TerminalDevice
  private let text: TerminalLesson
  private let screen: Screen
  private var blocks: [Int: BlockResult] = [:]
  private var values: [Int: InlineResult] = [:]
  private var nextElement = 0
  private var hasWritten = false
  private let lastElement: Int
  private let prompt: GuessPrompt?

  /// - Parameter lastLabel: the label of the last block to show, or nil for the whole lesson.
  /// - Parameter prompt: asks for guesses before blocks that want them; nil asks nobody.
  init(
    lesson: Lesson,
    device: TerminalDevice,
    plain: Bool,
    lastLabel: String?,
    showsTwins: Bool = false,
    prompt: GuessPrompt? = nil
  ) {
    self.lesson = lesson
    self.prompt = prompt
    self.device = device
    text = TerminalLesson(
      lesson,
      renderer: TerminalRenderer(
        width: device.width,
        colour: device.hasColour,
        plain: plain,
        course: lesson.referredLessons,
        showsTwins: showsTwins
      )
    )
    screen = Screen(device: device)
    let last = lesson.blocks.first { $0.label == lastLabel }?.index
    lastElement =
      last.flatMap { index in lesson.elements.firstIndex { $0.blockIndices.contains(index) } }
      ?? lesson.elements.count - 1
  }

  /// Writes what comes before the first block.
  func begin() async {
    await write(text.introduction)
    await advance()
    await screen.begin("compiling")
  }

  /// Takes an event, and writes what it completes.
  func take(_ event: BlockEvent) async {
    // What a cancelled run says of its blocks is not what they would have done.
    guard !Task.isCancelled else { return }
    switch event {
    case .started(let index): await screen.begin("running \(lesson.blocks[index].label)")
    case .printed(_, let text): await screen.note(text)
    case .finished(let index, let result):
      blocks[index] = shown(result)
      await advance()
      await screen.begin("compiling")
    case .evaluated(let index, let result):
      values[index] = result
      await advance()
    case .draft: break
    }
  }

  /// Writes what is left, with the results as they came out in the end.
  func finish(_ results: LessonResults) async {
    await screen.end()
    for (block, result) in zip(lesson.blocks, results.blocks) {
      blocks[block.index] = shown(result)
    }
    for (expression, value) in zip(lesson.inlineExpressions, results.inline) {
      values[expression.index] = value
    }
    await advance()
  }

  /// Takes the progress line away when a run ends early.
  func stop() async { await screen.end() }

  /// A terminal is not flooded; a file or a pager gets everything.
  private func shown(_ result: BlockResult) -> BlockResult {
    device.isTerminal ? result.shortened(width: device.width) : result
  }

  private func advance() async {
    while nextElement <= lastElement, isReady(lesson.elements[nextElement]) {
      let place = nextElement
      let element = lesson.elements[place]
      nextElement += 1
      if case .block(let index) = element, results.blocks[index].isAsExpected,
        let prediction = lesson.blocks[index].options.prediction
      {
        await ask(prediction, place, lesson.blocks[index])
      } else {
        await write(text.text(at: place, results: results))
      }
    }
  }

  /// Shows a block's code, asks, and then shows what it gives.
  private func ask(_ prediction: Prediction, _ place: Int, _ block: LessonBlock) async {
    await write(text.text(at: place, results: nil))
    await write(GuessPrompt.question(prediction, width: device.width))
    let guess = await prompt?.guess(at: block, of: lesson, on: screen)
    guard !Task.isCancelled else { return }
    await write(text.text(at: place, results: results, silentBlock: block.index))
    let comparison = guess.flatMap {
      prediction.comparison(of: $0, with: results.blocks[block.index])
    }
    if let comparison {
      await write(GuessPrompt.paragraph(comparison.sentence, width: device.width))
    }
  }

  private func isReady(_ element: Element) -> Bool {
    element.blockIndices.allSatisfy { blocks[$0] != nil || !runs(lesson.blocks[$0]) }
      && element.expressionIndices.allSatisfy { values[$0] != nil }
  }

  private func runs(_ block: LessonBlock) -> Bool {
    if case .wrong = block.role { return false }
    return block.options.evaluate
  }

  private var results: LessonResults {
    LessonResults(of: lesson, blocks: blocks, inline: values)
  }

  private func write(_ text: String) async {
    guard !text.isEmpty else { return }
    await screen.write(hasWritten ? "\n" + text : text)
    hasWritten = true
  }
}
