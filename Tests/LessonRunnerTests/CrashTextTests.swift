import TestSupport
import Testing

@testable import LessonRunner

/// The runtime's reports, in what a block printed before them.
@Suite struct CrashTextTests {
  @Test(
    "The last report is taken, with the lines of its message and without the runtime's addresses"
  )
  func taken() throws {
    var text = """
      printed
      a.swift:3: Fatal error: first
      unroll-block-2.swift:17: Fatal error: two
      lines

      Current stack trace:
      0    libswiftCore.so
      """
    let crash = try #require(CrashText.take(from: &text))
    #expect(
      crash == CrashText(message: "Fatal error: two\nlines", file: "unroll-block-2.swift", line: 17)
    )
    #expect(text == "printed\na.swift:3: Fatal error: first\n")
  }

  @Test(
    "What only looks like a report is none",
    arguments: [
      "", "Fatal error: a", "a.swift: Fatal error: b", "a:1: fatal error: b", "\n\n:x: Fatal error",
    ]
  )
  func none(text: String) {
    var text = text
    let before = text
    #expect(CrashText.take(from: &text) == nil && text == before)
  }

  @Test("Blocks' names become places, without the folder before them")
  func readable() {
    let text =
      "at /tmp/x y/unroll-block-3:7, unroll-block-9:1 (unroll-block-4:2): unroll-block-:1 unroll-block-3"
    let readable = CrashText.readable(text) { file, line in
      file == "unroll-block-9" ? nil : "01-a.md:\(file.last ?? "?")\(line)"
    }
    #expect(
      readable
        == "at /tmp/x 01-a.md:37, unroll-block-9:1 (unroll-block-4:2): unroll-block-:1 unroll-block-3"
        .replacing("(unroll-block-4:2", with: "01-a.md:42")
    )
  }

  @Test(
    "A megabyte in any form takes no more time than its length",
    arguments: [
      String(repeating: "f", count: 1 << 20), String(repeating: ":1", count: 1 << 19),
      String(repeating: "unroll-block-", count: 80_000),
      String(repeating: "Fatal error", count: 95_000),
      String(repeating: "/", count: 1 << 20), String(repeating: "\n", count: 1 << 20),
      String(repeating: "a:1: Fatal", count: 100_000),
    ],
    ["", "unroll-block-1:1", "\na:1: Fatal error: x unroll-block-1:1"]
  )
  func bounded(piece: String, end: String) {
    var text = "unroll-block-1:2 " + piece + end
    let seconds = ProcessorTime.seconds {
      _ = CrashText.readable(text) { _, _ in "01-a.md:3" }
      _ = CrashText.take(from: &text)
    }
    #expect(seconds < 20)
  }

  @Test("The place of a variable is given by a function that nobody has written")
  func accessors() {
    #expect(CompilerFunction.isAccess("$s14unroll_block_15countSivau"))
    #expect(CompilerFunction.isAccess("unroll_block_1.count.unsafeMutableAddressor"))
    #expect(!CompilerFunction.isAccess("$s14unroll_block_15countSivg"))
    #expect(!CompilerFunction.isAccess("unroll_block_1.beau() -> ()"))
  }
}
