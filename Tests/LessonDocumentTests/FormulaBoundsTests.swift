import Testing

@testable import LessonDocument

@Suite("A formula that could not be shown")
struct FormulaBoundsTests {
  private func complaint(_ tex: String, isDisplay: Bool = false) -> String? {
    let marks = isDisplay ? "$$" : "$"
    let source = "# Formulas\n\nText \(marks)\(tex)\(marks) and `{swift} 1`.\n"
    do {
      _ = try LessonReader().lesson(source: source, file: "01-l.md")
      return nil
    } catch {
      return error.description
    }
  }

  private static func nested(_ opening: String, _ closing: String, _ count: Int) -> String {
    String(repeating: opening, count: count) + "x" + String(repeating: closing, count: count)
  }

  @Test(
    "is told with its place",
    arguments: [
      (nested("\\frac{1}{", "}", 2000), "longer than 10000 bytes"),
      (nested("\\frac{1}{", "}", 200), "nested deeper than 100 levels"),
      (nested("{", "}", 4000), "nested deeper than 100 levels"),
      (nested("\\left(", "\\right)", 500), "nested deeper than 100 levels"),
      (nested("x_{", "}", 300), "nested deeper than 100 levels"),
      (nested("\\begin{matrix}", "\\end{matrix}", 101), "nested deeper than 100 levels"),
      (String(repeating: "x + ", count: 3000) + "x", "longer than 10000 bytes"),
      ("\\def\\a{" + String(repeating: "x", count: 1000) + "}\\a", "'\\def'"),
    ]
  )
  func told(tex: String, expected: String) throws {
    for isDisplay in [false, true] {
      let message = try #require(complaint(tex, isDisplay: isDisplay))
      #expect(message.contains("01-l.md:3:6"), "\(message)")
      #expect(message.contains(expected), "\(message)")
    }
  }

  @Test(
    "is none of these",
    arguments: [
      nested("{", "}", 100), String(repeating: "\\leftarrow ", count: 500) + "x",
      String(repeating: "\\{", count: 500) + "x", String(repeating: "{a}", count: 3000) + "x",
      "\\def\\a{x}\\a", String(repeating: "\\left(x\\right)", count: 600),
    ]
  )
  func fine(tex: String) {
    #expect(complaint(tex) == nil)
  }
}
