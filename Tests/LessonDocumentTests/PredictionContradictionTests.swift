import Foundation
import LessonDocument
import Testing

/// Answers of authors beside what blocks show.
@Suite struct PredictionContradictionTests {
  private func contradiction(
    _ answer: String?,
    choices: [String] = [],
    shows outputs: BlockOutput...
  ) -> String? {
    let prediction = Prediction(
      question: "?",
      choices: choices.map { .init(text: $0) },
      answer: answer
    )
    let result = BlockResult(label: "b", line: 1, status: .ok, outputs: outputs)
    return prediction.contradiction(in: result)
  }

  private static func value(_ text: String) -> BlockOutput { BlockOutput(kind: .value, text: text) }
  private static func text(_ text: String) -> BlockOutput { BlockOutput(kind: .text, text: text) }

  @Test(
    "A number, a shape or a truth that is another is a contradiction",
    arguments: [
      ("4352", "4480"), ("4,352", "4353.5"), ("0.79", "0.7"), ("-2", "2"), ("four", "5"),
      ("[3]", "[4, 3]"), ("(2, 3)", "[3, 2]"), ("yes", "false"), ("about 2", "14"),
      ("exactly 1", "0.9"), ("9007199254740993", "9007199254740992"),
      ("9,007,199,254,740,993", "9007199254740992"), ("10000000001", "10000000002"),
      ("1e400", "inf"), ("1e400", "1e401"), ("inf", "1.7976931348623157e+308"), ("∞", "-inf"),
      ("0", "nan"), ("nan", "0.0"), ("-0", "0.0"), ("1 000", "1001"), ("1\u{2009}000", "999"),
      ("50 %", "0.51"), ("50%", "51"), ("0.5", "44 %"), ("1e3", "1999"), ("exactly 0.3", "0.31"),
    ]
  )
  func contradicted(answer: String, shown: String) {
    #expect(contradiction(answer, shows: Self.value(shown)) == shown)
  }

  @Test(
    "One that agrees is none, nor is prose",
    arguments: [
      ("4352", "4352"), ("4,352", "4352.0"), ("0.79", "0.787"), ("−2", "-2"), ("four", "4"),
      ("[4, 3]", "[4, 3]"), ("2 × 3", "[2, 3]"), ("no", "false"), ("about 20", "19.2"),
      ("exactly 1", "1.0"), ("it vanishes", "0.00001"), ("hundreds of times longer", "3"),
      ("5", "a sentence"), ("8, 12 and 30", "7"), ("9007199254740993", "9007199254740993"),
      ("1e400", "1e400"), ("∞", "inf"), ("−∞", "-inf"), ("nan", "-nan"), ("0", "-0.0"),
      ("-0.0", "-0.0"), ("1 000", "1000"), ("1\u{2009}000", "1000.0"), ("1\u{202F}000", "1_000"),
      ("50 %", "0.5"), ("50%", "50.0"), ("0.5", "50 %"), ("50 %", "50%"), ("1e3", "1400"),
      ("0.3", "0.30000000000000004"), ("exactly 0.3", "0.30000000000000004"), ("0.1", "0.05"),
      ("1", "0.99"), ("10", "9.5"), ("0.00", "0.001"),
    ]
  )
  func agreeing(answer: String, shown: String) {
    #expect(contradiction(answer, shows: Self.value(shown)) == nil)
  }

  @Test("Another of the choices is what is shown")
  func otherChoice() {
    let choices = ["the LSTM", "the GRU", "neither"]
    #expect(
      contradiction("the LSTM", choices: choices, shows: Self.value("the GRU")) == "the GRU"
    )
    #expect(contradiction("the LSTM", choices: choices, shows: Self.value("the LSTM")) == nil)
    #expect(contradiction("the LSTM", choices: choices, shows: Self.value("both")) == nil)
  }

  @Test("A rough number needs only to be the nearest of the choices")
  func nearest() {
    let choices = ["about 1", "about 20", "about 500"]
    #expect(contradiction("about 20", choices: choices, shows: Self.value("60")) == nil)
    #expect(contradiction("about 20", choices: choices, shows: Self.value("400")) == "400")
  }

  @Test("What is printed is compared if it is one value; tables and charts are for readers")
  func printed() {
    #expect(contradiction("3", shows: Self.text("1.5\n")) == "1.5")
    #expect(contradiction("3", shows: Self.text("3\n")) == nil)
    #expect(contradiction("3", shows: Self.text("one 1.5, two 2.\n")) == nil)
    #expect(contradiction("3", shows: Self.text("1.5\n"), Self.text("2\n")) == nil)
    #expect(contradiction("3", shows: BlockOutput(kind: .table, text: "4")) == nil)
    #expect(contradiction("3", shows: BlockOutput(kind: .chart, text: "4")) == nil)
    #expect(contradiction("3", shows: Self.value("✓ four is 4")) == nil)
    #expect(contradiction(nil, shows: Self.value("1")) == nil)
  }
}
