import Testing

@testable import LessonDocument

@Suite struct BoundedPatternTests {
  @Test(
    "A pattern that repeats what repeats itself gives up, and is refused where it is written",
    arguments: ["(a+)+$", "(a|aa)+$", "(a*)*b", "([ab]+)*c", "(\\w+\\s?)+:", "(.*)*x", "(x+x+)+y"]
  )
  func endless(pattern: String) throws {
    #expect(try BoundedPattern(pattern).isEndless)
  }

  @Test(
    "Others are found, or not, wherever they stand",
    arguments: [
      ("cannot find '(len|range)'", "x cannot find 'len' in scope", true),
      ("^\\s*def\\b", "  def f():", true),
      ("\\bsum\\b", "a.sum(x)", true), ("\\bsum\\b", "a.sums", false),
      ("[Ii]ndex out of range", "", false),
      ("(?<![\\w.])len\\(", "len(a)", true), ("é", "caf\u{65}\u{301}", false),
      ("a.*b.*c", "xaxbxc", true),
    ]
  )
  func found(pattern: String, text: String, matches: Bool) throws {
    let pattern = try BoundedPattern(pattern)
    #expect(pattern.search(text) == (matches ? .matches : .doesNotMatch))
    #expect(!pattern.isEndless)
  }

  @Test("A long text is searched to its end", arguments: [99, 101, 300, 4000])
  func long(count: Int) throws {
    let text = String(repeating: "x", count: count)
    #expect(try BoundedPattern("insert|at:").search(text) == .doesNotMatch)
    #expect(try BoundedPattern("insert|at:").search(text + " at: ") == .matches)
    #expect(try BoundedPattern("(x+x+)+y").search(text) == .gaveUp)
  }

  @Test func whatIsNoPatternIsNone() {
    #expect(throws: (any Error).self) { try BoundedPattern("(a") }
  }

  @Test("An entry that gives up on a message does not fit, and is named")
  func exhausted() {
    let slow = TaughtDiagnostic(
      name: "slow",
      location: SourceLocation(line: 3, column: 9),
      subject: .said("(a|b|ab)*c$", code: nil),
      meaning: "",
      sections: []
    )
    var quick = slow
    (quick.name, quick.subject) = ("quick", .said("abab", code: nil))
    let matcher = TaughtDiagnostics([slow, quick]).matcher
    let cause = DiagnosticCause.compiler(message: String(repeating: "ab", count: 100))
    #expect(matcher.about(cause)?.name == "quick")
    #expect(matcher.exhausted.map(\.name) == ["slow"])
  }
}
