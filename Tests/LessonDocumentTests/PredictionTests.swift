import LessonDocument
import Testing

@Suite struct PredictionTests {
  private func block(_ options: String) throws -> LessonBlock {
    try LessonReader().lesson(source: "```swift\n\(options)\n1\n```", file: "a.md").blocks[0]
  }

  private func mistakes(_ options: String) -> [String] {
    do {
      _ = try block(options)
      return []
    } catch let errors as LessonErrors {
      return errors.mistakes.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  @Test("A block asks, with choices that may carry messages")
  func read() throws {
    let prediction = try block(
      """
      //| predict: Which grows?
      //| choices: ["the state => tanh keeps it below 1.", "the gradient"]
      //| answer: the gradient
      """
    ).options.prediction
    #expect(
      prediction
        == Prediction(
          question: "Which grows?",
          choices: [
            .init(text: "the state", message: "tanh keeps it below 1."), .init(text: "the gradient"),
          ],
          answer: "the gradient"
        )
    )
  }

  @Test(
    "What does not fit is told with its place",
    arguments: [
      (
        "//| answer: 3",
        "a.md:2:5: error: 'answer' belongs to a prediction: add '//| predict:' to the block, or take it out"
      ),
      (
        "//| predict: Q?\n//| choices: [a]\n//| answer: a",
        "a.md:3:5: error: 'choices' needs two answers or more, each another, as in "
          + "[\"0.5\", \"1 => message\"]"
      ),
      (
        "//| predict: Q?\n//| choices: [a, b]\n//| answer: c",
        "a.md:4:5: error: 'answer' must be one of the choices: a, b"
      ),
      (
        "//| predict: Q?\n//| choices: [a, b]",
        "a.md:3:5: error: choices need the right one: add '//| answer:' with its text"
      ),
      (
        "//| predict: Q?\n//| output: false",
        "a.md:2:5: error: 'predict' needs a block that shows what it gives: take out 'eval', 'include' "
          + "or 'output'"
      ),
    ]
  )
  func mistake(options: String, message: String) {
    #expect(mistakes(options) == [message])
  }

  @Test(
    "A guess is compared with what the block shows",
    arguments: [
      ("14", "14", "You guessed 14: that is right."),
      ("14.05", "14", "You guessed 14.05: that is right."),
      ("20", "14", "You guessed 20; it is 14 (1.4 times too large)."),
      ("0.5", "2", "You guessed 0.5; it is 2 (4.0 times too small)."),
      ("-1", "2", "You guessed -1; it is 2."),
      ("3x2", "[3, 2]", "You guessed 3x2: that is right."),
      ("[3, 2, 1]", "[3, 2]", "You guessed [3, 2, 1]; it is [3, 2] (it has 2 axes, not 3)."),
      ("Yes", "yes", "You guessed Yes: that is right."),
      ("1e400", "3", "You guessed 1e400; it is 3."),
    ]
  )
  func comparison(guess: String, shown: String, sentence: String) {
    let result = BlockResult(
      label: "a",
      line: 1,
      status: .ok,
      outputs: [BlockOutput(kind: .value, text: shown)]
    )
    #expect(
      Prediction(question: "Q?").comparison(of: guess, with: result)?.sentence == sentence
    )
  }

  @Test("A choice is meant by its number or its text, and answers with its message")
  func choice() {
    let prediction = Prediction(
      question: "Q?",
      choices: [.init(text: "a", message: "No: b is."), .init(text: "b")],
      answer: "b"
    )
    #expect(
      prediction.comparison(of: "1", with: nil)?.sentence == "You guessed a; it is b. No: b is."
    )
    #expect(prediction.comparison(of: "B", with: nil)?.sentence == "You guessed b: that is right.")
    #expect(prediction.choice("3") == nil)
  }
}
