import Testing

@testable import LessonDocument

@Suite struct SwiftExerciseTests {
  static func syntax(_ text: String) -> BlockSyntax { BlockSyntaxReader.read(BlockCode(text)) }

  @Test func forbiddenNamesAreFoundWhereTheyAreUsed() {
    let code = BlockCode(
      """
      // map is mentioned, "map" too
      let a = [1].map { $0 ** 2 }; print("map \\(a.map { $0 })")
      for x in a { Foundation.exp(x) }
      """,
      at: .init(line: 8, column: 1)
    )
    let found = ExerciseSyntax.diagnostics(
      forbidding: ["map", "**", "for", "Foundation.exp", "exp.x"],
      in: code
    )
    #expect(
      found.map { "\($0.line):\($0.column): \($0.message)" } == [
        "9:13: 'map' may not be used in this exercise: find a way without it",
        "9:22: '**' may not be used in this exercise: find a way without it",
        "9:45: 'map' may not be used in this exercise: find a way without it",
        "10:1: 'for' may not be used in this exercise: find a way without it",
        "10:14: 'Foundation.exp' may not be used in this exercise: find a way without it",
      ]
    )
  }

  @Test func anOwnDeclarationOfAForbiddenNameIsToldSo() {
    let code = BlockCode(
      "func cost(_ t: Double) -> Double { t }\nlet a = cost(1)\nlet b = exp(1)"
    )
    let found = ExerciseSyntax.diagnostics(forbidding: ["cost", "exp"], in: code)
    let own = "'cost' may not be used in this exercise: give your own function another name"
    #expect(
      found.map(\.description) == [
        "1:6: error: \(own)", "2:9: error: \(own)",
        "3:9: error: 'exp' may not be used in this exercise: find a way without it",
      ]
    )
  }

  /// What is asked, the answer, and what it lacks: the place of what it has instead, and the sentence.
  static let asked: [(asked: String, answer: String, said: [String])] = [
    ("func f(_ x: Int) -> [Double]", "func f(_ value: Int = 3)->[ Double ] { [] }", []),
    ("func f(_ x: Int)", "public func f(_ x: Int) -> Void {}", []),
    (
      "func f(x: Int)", "func f(y: Int) {}",
      [
        "5: the answer declares 'f' in another form than `func f(x: Int)`: the label of argument 1 "
          + "is 'y', not 'x'"
      ]
    ),
    (
      "func f(x: Int) throws -> Int",
      "let a = 1\nfunc f(x: [ String:Int ]) async -> (Int,Double) {}",
      [
        "15: the answer declares 'f' in another form than `func f(x: Int) throws -> Int`: the type of "
          + "argument 1 is [String: Int], not Int; `async` is too much; `throws` is missing; it returns "
          + "(Int, Double), not Int"
      ]
    ),
    (
      "func f(_ x: Int)", "func f(_ x: Int, n: Int = 2) -> Int { x }",
      [
        "5: the answer declares 'f' in another form than `func f(_ x: Int)`: it takes 2 arguments, not 1; "
          + "it returns Int, not nothing"
      ]
    ),
    (
      "func f(_ x: Int)", "func f<T>(_ x: T) {}",
      [
        "5: the answer declares 'f' in another form than `func f(_ x: Int)`: the type of argument 1 is T, "
          + "not Int; it is generic"
      ]
    ),
    ("func f()", "let f = 1", ["4: the answer must declare `func f()`"]),
    ("func f()", "print(1)", ["nowhere: the answer must declare `func f()`"]),
    (
      "func meanLoss(_ a: Int)", "func help() {}\nfunc mean_loss(a: Double) {}",
      [
        "20: the answer must declare `func meanLoss(_ a: Int)`: rename 'mean_loss', if that is it"
      ]
    ),
    (
      "func doubled(_ a: Int)", "func twice(_ a: Int) {}",
      ["5: the answer must declare `func doubled(_ a: Int)`: rename 'twice', if that is it"]
    ),
    (
      "struct Cell { var a: Int; func step() }",
      "struct Cell { var a = 1 }\nextension Cell { func step() {} }", []
    ),
    (
      "struct Cell { var a: Int; func step() }", "struct Cell { var a = 1 }",
      ["7: 'Cell' must have 'step', as `struct Cell { var a: Int; func step() }` says"]
    ),
    ("loss", "let (loss, b) = (1, 2)", []),
    ("loss", "print(1)", ["nowhere: the answer must declare 'loss'"]),
  ]

  @Test(arguments: asked.indices)
  func askedDeclarationsAreCompared(_ index: Int) {
    let (asked, answer, said) = Self.asked[index]
    let lacking = ExerciseSyntax.missing([asked], in: Self.syntax(answer)).map {
      ($0.offset.map(String.init) ?? "nowhere") + ": " + $0.sentence
    }
    #expect(lacking == said)
  }

  @Test func additionsAreWhatTheSolutionLacks() {
    let solution = Self.syntax("func f(_ x: Int) -> Int { x }\nstruct Cell {}\nlet a = 1")
    let answer = Self.syntax(
      """
      func f(_ x: Int) -> Int { x }
      func f(_ x: Double) -> Double { x }
      class Cell {}
      func == (a: Int, b: Int) -> Bool { true }
      typealias Double = Float
      let a = 1, b = 2
      extension Cell {}
      extension Int { func check() {} }
      """
    )
    let added = ExerciseSyntax.additions(in: answer, beyond: solution)
    #expect(added.map(\.name) == ["f", "==", "Double", "b", "Int"])
    #expect(added.first?.signature == "func f(_:Double)->Double")
  }

  @Test(arguments: ProgramRunner.Optimisation.allCases)
  func hiddenDeclarationsAreNotSeenByOtherBlocks(
    _ optimisation: ProgramRunner.Optimisation
  ) throws {
    let answer = """
      func f() -> Int { helper + secret() * 0 }
      func == (a: Int, b: Int) -> Bool { true }
      let helper = 7, (left, right) = (1, 2)
      let risky = try Int("3") ?? { throw CancellationError() }()
      @available(macOS 10, *) let late: Int
      late = 3
      @available(macOS 10, *) private func secret() -> Int { left + right + risky + late }
      extension Int { func check() -> Int { 8 } }
      """
    let solution = Self.syntax("func f() -> Int { 1 }")
    let checks = "print(f(), 1 == 2)\nhelper\nsecret()\nleft + risky + late\n1.check()"
    let hidden = ExerciseSyntax.additions(in: Self.syntax(answer), beyond: solution)
    let outcome = try ProgramRunner(optimisation: optimisation)
      .run([answer, checks, "print(f(), 1 == 2)"], hidden: [0: hidden])
    #expect(outcome.output == "7 false\n")
    let inaccessible = ["helper", "secret", "left", "risky", "late", "check"].map {
      "'\($0)' is inaccessible due to 'fileprivate' protection level"
    }
    let said = outcome.messages.joined().map(\.message)
    #expect(said == inaccessible)
  }

  @Test func aLocalBlockSaysWhatItCannotHave() {
    let code = BlockCode(
      "struct Cell {}\nextension Cell { func f() {} }\nextension Int {}\n"
        + "func + (a: Cell, b: Cell) -> Int { 1 }",
      at: .init(line: 3, column: 1)
    )
    let found = LocalBlockChecker.diagnostics(of: BlockSyntaxReader.read(code), in: code)
    #expect(
      found.map { "\($0.line):\($0.column): \($0.message)" } == [
        "4:11: an extension stands at file scope, where the type 'Cell' of a block marked "
          + "`//| local: true` is not known: move it into the type or drop the mark",
        "6:6: an operator or macro stands at file scope, where the type 'Cell' of a block marked "
          + "`//| local: true` is not known: move it into the type or drop the mark",
      ]
    )
  }
}
