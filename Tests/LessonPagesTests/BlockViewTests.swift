import LessonDocument
import Testing

@testable import LessonPages

@Suite("What a reader sees of a block")
struct BlockViewTests {
  private func view(
    _ role: BlockRole = .example,
    status: BlockStatus = .ok,
    hasError: Bool = false,
    _ set: (inout BlockOptions) -> Void = { _ in }
  ) -> BlockView {
    var options = BlockOptions()
    set(&options)
    let here = SourceLocation(line: 1, column: 1)
    let block = LessonBlock(
      index: 0,
      label: "one",
      fence: here,
      options: options,
      role: role,
      code: [CodeLine(text: "print(1)", location: SourceLocation(line: 2, column: 1))]
    )
    let error = Diagnostic(severity: .error, line: 2, column: 1, cause: .refusedInSilence)
    let result = BlockResult(
      label: "one",
      line: 1,
      status: status,
      outputs: [BlockOutput(kind: .text, text: "1")],
      diagnostics: hasError ? [error] : []
    )
    return BlockView(block, result: result)
  }

  @Test("is code and results unless its options say otherwise")
  func options() {
    #expect(view().code?.count == 1 && view().outputs.count == 1)
    #expect(view { $0.echo = false }.code == nil)
    #expect(view { $0.echo = false }.outputs.count == 1)
    #expect(view { $0.output = false }.outputs.isEmpty)
    #expect(view { $0.include = false }.isEmpty)
  }

  @Test(
    "is its fault, even where it is not included",
    arguments: [BlockStatus.compileError, .crashed, .threw, .timedOut, .unexpectedSuccess]
  )
  func faults(status: BlockStatus) {
    let view = view(status: status, hasError: true) { $0.include = false }
    #expect(view.code == nil && view.outputs.isEmpty)
    #expect(view.status == status && view.diagnostics.count == 1)
    #expect(!view.isEmpty)
  }

  @Test(
    "is nothing for what only instructors may see, however it ended",
    arguments: [BlockRole.wrong(exercise: "x"), .check(exercise: "x", hidden: true)],
    BlockStatus.allCases
  )
  func secrets(role: BlockRole, status: BlockStatus) {
    #expect(view(role, status: status, hasError: true).isEmpty)
  }

  @Test(
    "is the starter alone for an exercise, however its solution ended",
    arguments: BlockStatus.allCases
  )
  func exercise(status: BlockStatus) {
    let view = view(.exercise("x"), status: status, hasError: true)
    #expect(view.code != nil)
    #expect(view.outputs.isEmpty && view.diagnostics.isEmpty && !view.mayQuoteSource)
    #expect(view.status == (status == .toDo ? .toDo : nil))
  }
}
