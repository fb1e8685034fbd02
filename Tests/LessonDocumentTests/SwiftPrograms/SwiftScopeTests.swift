import Foundation
import Testing

@testable import LessonDocument

@Suite struct SwiftScopeTests {
  static func blocks(
    _ texts: [String],
    local: Set<Int> = []
  ) -> [RedeclarationChecker.Block] {
    zip(texts.indices, ProgramRunner.codes(texts)).map { index, code in
      RedeclarationChecker.Block(
        label: "block-\(index + 1)",
        code: code,
        syntax: BlockSyntaxReader.read(code),
        isLocal: local.contains(index)
      )
    }
  }

  static func redeclarations(_ texts: [String], local: Set<Int> = []) -> [String] {
    RedeclarationChecker.diagnostics(of: blocks(texts, local: local)).joined()
      .map { "\($0.line):\($0.column): \($0.message)" }
  }

  @Test func aSecondDeclarationNamesBothLines() {
    #expect(
      Self.redeclarations(["let rate = 0.1", "print(1)\nlet (a, rate) = (1, 2)"]) == [
        "7:9: 'rate' is declared on line 3 already (block block-1); a name is declared once a "
          + "lesson: rename one or mark a block `//| local: true`"
      ]
    )
  }

  @Test(arguments: [
    ["func f(_ x: Int) {}", "func f(_ x: Double) {}"],
    ["extension Int { func a() {} }", "extension Int { func b() {} }"],
    ["#if DEBUG\nlet a = 1\n#else\nlet a = 2\n#endif"],
    ["prefix operator +++", "infix operator +++"],
    ["do { let a = 1 }", "let a = 2"],
    ["async let a = f()", "async let a = f()"],
    ["let _ = 1", "let _ = 2"],
  ])
  func overloadsAndNamesOfTheirOwnAreNotRedeclarations(_ texts: [String]) {
    #expect(Self.redeclarations(texts) == [])
  }

  @Test func localBlocksMayDeclareNamesAgainButNotTwiceThemselves() {
    let found = Self.redeclarations(
      ["struct Cell {}", "struct Cell {}; let a = 1", "let a = 2", "let a = 3; var a = 4"],
      local: [1, 3]
    )
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("12:16: 'a' is declared on line 12 already") == true)
  }

  @Test(arguments: [
    (["let a = 1", "let b = 2", "print(a)"], [0]),
    (["var a = 1", "a += 1", "print(a)"], [0, 1]),
    (["var a = 1", "func grow() { a += 1 }", "grow()", "print(a)"], [0, 1, 2]),
    (["let a = 1", "let b = a", "let c = 5", "print(b)"], [0, 1]),
    (["extension Int { func twice() -> Int { self * 2 } }", "let x = 3", "print(4.twice())"], [0]),
    (["struct S {}", "extension Int: P {}", "print(5)"], [1]),
    (["struct S {}\nextension S: P {}", "let n = 1", "print(n)"], [1]),
    (["let x = Int.random(in: 0..<9)", "let y = 5", "print(Int.random(in: 0..<9))"], [0]),
    (["func draw() { generator.next() }", "draw()", "let y = 5", "draw()"], [0, 1]),
    (["infix operator <+>", "print(1)", "print(1 <+> 2)"], [0]),
    (["class Box { var v = 0 }\nlet a = Box()", "let b = a", "b.v = 3", "print(a.v)"], [0, 1, 2]),
    (["let a = 1", "show(undefined, a)", "print(a + 1)"], [0]),
    (["let a = [1]", "print(a[0], a.count, \"\\(a)\")", "print(a)"], [0]),
    (["let t = Tensor([1])", "plot(t)", "print(t.sum())"], [0]),
    (["var a = [1]", "print(a.map { $0 + 1 })", "print(a)"], [0]),
    (["var a = 1", "let b = a + 2\nif a == b { print(a) }", "print(a)"], [0]),
    (["let model = Model()", "print(model.loss)", "print(model)"], [0]),
    (["var a = [1]", "a.append(2)", "print(a)"], [0, 1]),
    (["var a = [1]", "a[0] = 2", "print(a)"], [0, 1]),
    (["var a = (1, 2)", "(a.0, a.1) = (2, 1)", "print(a)"], [0, 1]),
    (["var a = 1", "change(&a)", "print(a)"], [0, 1]),
    (["let model = Model()", "train(model)", "print(model)"], [0, 1]),
    (["let model = Model()", "model.train()", "print(model)"], [0, 1]),
    (["let model = Model()", "[model].forEach { $0.train() }", "print(model)"], [0, 1]),
    (
      ["let model = Model()\nfunc it() -> Model { model }", "it().weight = 3", "print(model)"],
      [0, 1]
    ),
    (["var a = 1\nlet step = { a += 1 }", "step()", "print(a)"], [0, 1]),
    (["var a = Set([1])", "if !a.insert(2).inserted { print(1) }", "print(a)"], [0, 1]),
    (["let a = 1", "struct R { let a = 2 }", "f(a: 3)\nx.b()"], []),
  ])
  func aBlockNeedsWhatItsNamesReach(_ texts: [String], _ needed: [Int]) {
    let dependencies = BlockDependencies(of: Self.blocks(texts))
    #expect(dependencies.needs.last?.sorted() == needed)
  }

  @Test func whereMentionsCountABlockNeedsAllThatNameItsVariables() {
    let blocks = Self.blocks(["let a = 1", "print(a)", "show(a + 1)"])
    #expect(BlockDependencies(of: blocks).needs.last == [0])
    #expect(BlockDependencies(of: blocks, countsMentions: true).needs.last == [0, 1])
  }

  @Test func aBranchNeedsOthersAndIsNeededByNobody() {
    let texts = ["var a = 1", "a += 1\nlet b = a", "print(a)", "print(b)"]
    let dependencies = BlockDependencies(of: Self.blocks(texts, local: [1]), branches: [1])
    #expect(dependencies.needs == [[], [0], [0], []])
  }

  @Test func localDeclarationsAreNeededByNobody() {
    let dependencies = BlockDependencies(
      of: Self.blocks(["let a = 1", "let a = 2", "print(a)"], local: [1])
    )
    #expect(dependencies.needs == [[], [], [0]])
  }

  @Test(arguments: [
    (
      ["func f(_ x: Int) {}", "func f(_ y: Int) {}"],
      ["6:6: error: invalid redeclaration of 'f'"]
    ),
    (
      ["struct S { var a = 1 }", "extension S: Equatable {}"],
      [
        "6:1: error: extension outside of file declaring struct 'S' prevents automatic synthesis "
          + "of '==' for protocol 'Equatable'; in a lesson, declare the conformance in the block of the "
          + "type"
      ]
    ),
    (["print(late)", "let late = 1"], ["3:7: error: cannot find 'late' in scope"]),
    (
      ["struct S { private var a = 1 }", "print(S().a)"],
      ["6:11: error: 'a' is inaccessible due to 'private' protection level"]
    ),
  ])
  func whatBlocksMayNotDoToEachOtherIsSaidAtTheLaterOne(
    _ texts: [String],
    _ said: [String]
  ) throws {
    let outcome = try ProgramRunner(optimisation: .unoptimised).run(texts)
    #expect(outcome.listing == said)
  }

  @Test func syntaxCanBeKept() throws {
    for text in SwiftProgramOddityTests.blocks.map(\.code) {
      let syntax = BlockSyntaxReader.read(BlockCode(text))
      let kept = try JSONDecoder().decode(
        BlockSyntax.self,
        from: try JSONEncoder().encode(syntax)
      )
      #expect(kept == syntax)
    }
  }
}
