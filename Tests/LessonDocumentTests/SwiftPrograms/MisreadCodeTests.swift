import LessonDocument
import Testing

@Suite struct MisreadCodeTests {
  private func said(_ code: String) -> [String] {
    MisreadCode.diagnostics(in: BlockCode(code)).map(\.description)
  }

  @Test(
    "An operand behind `//` is told",
    arguments: [
      ("let n = lengths[0] // 2", 20, "2"),
      ("let n = count//2", 14, "2"),
      ("let n = (a + b) // Double(lengths[0])", 17, "Double(lengths[0])"),
      ("let c = 2\nlet n = steps // c", 15, "c"),
      ("let n = max(a // 2)", 15, "2"),
      ("n //= 2", 3, "2"),
    ]
  )
  func remarks(_ code: String, _ column: Int, _ operand: String) {
    let line = code.split(separator: "\n").count
    #expect(
      said(code) == [
        "\(line):\(column): warning: `//` begins a remark, so nothing is divided by `\(operand)` here"
      ]
    )
  }

  @Test(
    "A remark in words is none",
    arguments: [
      "let n = a / b // the mean", "let n = a / b // mean", "// 2", "let n = [ // 2\n1]",
      "let n = a // 2 of them", "let n = a // see mean(of:)", "let url = \"a // 2\"",
    ]
  )
  func words(_ code: String) { #expect(said(code) == []) }

  @Test("`^` between integers is told")
  func exclusiveOr() {
    #expect(
      said("let n = 2 ^ 3") == [
        "1:11: warning: `^` compares the bits of integers and is no power: 2 ^ 3 is 1"
      ]
    )
  }

  @Test(
    "A fraction that is lost before it is wanted is told",
    arguments: [
      ("let s = ceil(Double(steps / c))", 27, "steps / c"),
      ("let share = a[0] / a.count\nlet x = Double(share)", 18, "a[0] / a.count"),
      ("let s = Float(1 / n)", 17, "1 / n"),
    ]
  )
  func fractions(_ code: String, _ column: Int, _ quotient: String) {
    #expect(
      said(code) == [
        "1:\(column): warning: if both sides are integers, `\(quotient)` has lost its fraction before it "
          + "becomes another number"
      ]
    )
  }

  @Test(
    "Quotients of numbers with a fraction are none",
    arguments: [
      "let s = Double(steps) / Double(c)", "let s = Double(x / 2.0)",
      "let share = a / b\nprint(share)",
      "let share: Int = a / b\nlet x = Double(share)", "let s = Float(Double(a) / 3)",
    ]
  )
  func whole(_ code: String) { #expect(said(code) == []) }
}
