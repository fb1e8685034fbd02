import Testing

@testable import LessonDocument

@Suite struct SwiftHighlighterTests {
  @Test func kindsAreTold() {
    let spans = SwiftHighlighter.spans(
      of: """
        /// Doc.
        @inlinable func f<T: Real>(x: Int) -> [T] { let s = "a\\(1.5)" + #"b"# } // end
        #if DEBUG
        let r = /a+/
        #endif
        """
    )
    func kinds(_ text: String) -> [SwiftHighlighter.Kind] {
      spans.filter { $0.text == text }.map(\.kind)
    }
    #expect(kinds("/// Doc.") == [.documentation])
    #expect(kinds("@inlinable") == [.attribute])
    #expect(kinds("func") == [.keyword])
    #expect(kinds("f") == [.identifier])
    #expect(kinds("Int") == [.type])
    #expect(kinds("1.5") == [.number])
    #expect(kinds("\"a") == [.string])
    #expect(kinds("+") == [.operator])
    #expect(kinds("// end") == [.comment])
    #expect(kinds("#if") == [.directive])
    #expect(spans.contains { $0.kind == .regex })
  }

  @Test(arguments: [
    "", "let", "let x = \"unterminated", "func f( { é 🙂", "}}}", "/* open", "a\r\nb\tc", "#",
    "\"\"\"\n  x", "let a = 1 // é\n\n\n", "@", "`", "#!/bin/sh\nlet a = 1", "\u{FEFF}let a = 1",
  ])
  func theSpansOfAnyCodeAreTheCode(_ code: String) {
    #expect(SwiftHighlighter.spans(of: code).map(\.text).joined() == code)
  }
}
