import Testing

@testable import LessonDocument

@Suite struct SwiftReaderFuzzTests {
  static let pieces = [
    "let a = 1", "var (b, c) = (1, try f())", "guard let d = e else { return }", "let x: Int", "\n",
    "; ", "{", "}", "(", ")", "\"", "\"\"\"", "#if DEBUG", "#endif", "#else", "async let z = f()",
    "await z", "import Foundation", "private", "lazy var q = 1", "@main", "func", "struct S {",
    "extension Int", "operator", "infix operator **", "/*", "*/", "//", "let", "=", ":", ",", "é🙂",
    "`let`", "#sourceLocation(file: \"\", line: 0)", "#sourceLocation()", "if case let (m, n) = 3",
    "@W var", "/re/", "\\(", "some P", "fileprivate(set)", "\t", "\r", "\u{0}", "#", "@", "$0",
  ]

  @Test(arguments: 0..<40) func noCodeStopsTheReaderOrTheWriter(_ seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<25 {
      let text = (0..<(1 + next(14))).map { _ in Self.pieces[next(Self.pieces.count)] + " " }
      let code = BlockCode(text.joined(), at: .init(line: 1 + next(9), column: 1 + next(3)))
      let syntax = BlockSyntaxReader.read(code)
      let lines = Set(code.lines.map(\.location.line))
      #expect(syntax.diagnostics(in: code).allSatisfy { $0.line <= (lines.max() ?? 1) + 1 })
      for local in [false, true] {
        let program = BlockProgramWriter.write(
          code,
          syntax: syntax,
          index: 0,
          file: "a\"b\\.md",
          isLocal: local
        )
        let count = program.source.utf8.count { $0 == 10 }
        #expect(program.map.origins.count == count, "\(code.text)")
        #expect(program.map.origins.allSatisfy { $0 == 0 || lines.contains($0) })
      }
      #expect(SwiftHighlighter.spans(of: code.text).map(\.text).joined() == code.text)
    }
  }
}
