import Testing

@testable import LessonPages

@Suite("Numbers in prose") struct ReadableNumberTests {
  @Test(
    "stand as written by hand",
    arguments: [
      ("1.54543e-18", "1.54543\u{2009}·\u{2009}10<sup>−18</sup>", "1.54543·10⁻¹⁸"),
      ("-2e+06", "−2\u{2009}·\u{2009}10<sup>6</sup>", "−2·10⁶"), ("-0.5", "−0.5", "−0.5"),
      ("4352", "4352", "4352"),
    ]
  )
  func numbers(value: String, html: String, text: String) {
    #expect(ReadableNumber(value)?.html == html)
    #expect(ReadableNumber(value)?.text == text)
  }

  @Test("are made of nothing else", arguments: ["", "-", "1e", "nan", "1.2.3", "[1]", "<b>", "e5"])
  func others(value: String) {
    #expect(ReadableNumber(value) == nil)
  }
}
