import Testing

@testable import LessonDocument

/// Numbers that a lesson names, and other values in their places.
@Suite struct NamedConstantTests {
  private func lesson(_ code: String, options: String = "label: a") throws -> Lesson {
    try LessonReader().lesson(
      source: "# T\n\n```swift\n//| \(options)\n\(code)\n```\n",
      file: "a.md"
    )
  }

  private func setting(_ text: String, in code: String) throws -> String {
    let lesson = try lesson(code)
    let shown = lesson.shown(with: try [ConstantSetting]([text], of: lesson))
    return shown.blocks[0].code.map(\.text).joined(separator: "\n")
  }

  @Test(
    "Numbers at the outermost level have names",
    arguments: [
      ("let units = 32", ["units 32 whole"]),
      ("let rate = 1e-3  // small", ["rate 1e-3"]),
      ("let far: Double = 3, near = -0.5", ["far 3", "near -0.5"]),
      ("let (inputs, gain) = (2, 1.5)", ["inputs 2 whole", "gain 1.5"]),
      ("let n: Int64 = -7", ["n -7 whole"]),
      ("var moving = 3\nlet text = \"3\"\nlet sum = 1 + 2\nlet made = Float(3)", []),
      ("func f() -> Int {\n  let inner = 3\n  return inner\n}\nif true { let deep = 4 }", []),
      ("let (a, b) = pair", []),
      ("let all = [1, 2]\nlet twice = - -3", []),
    ]
  )
  func found(code: String, expected: [String]) throws {
    let constants = try lesson(code).constants
    #expect(constants.map { "\($0.name) \($0.value)\($0.isWhole ? " whole" : "")" } == expected)
  }

  @Test("Exercises, their checks and what does not run hold no numbers of the lesson")
  func othersCode() throws {
    #expect(try lesson("let units = 32", options: "eval: false").constants.isEmpty)
    let exercise = "// BEGIN SOLUTION\nlet units = 32\n// END SOLUTION"
    #expect(try lesson(exercise, options: "exercise: a").constants.isEmpty)
  }

  @Test("A place is the value's")
  func place() throws {
    let constant = try #require(try lesson("let é = 1\nlet  units =  32").constants.last)
    #expect(constant.location == SourceLocation(line: 6, column: 15))
  }

  @Test(
    "Only the value changes",
    arguments: [
      ("units=16", "let units = 32 // units\nunits", "let units = 16 // units\nunits"),
      ("units=-1", "let é = 1; let units = 32", "let é = 1; let units = -1"),
      ("b=7", "let (a, b) = (1, 2)", "let (a, b) = (1, 7)"),
      ("rate=2", "let rate = 0.5", "let rate = 2.0"),
      ("rate=1e-5", "let rate: Float = 1", "let rate: Float = 1e-05"),
      (" rate = .25 ", "let rate = -0.5", "let rate = 0.25"),
    ]
  )
  func changed(text: String, code: String, expected: String) throws {
    #expect(try setting(text, in: code) == expected)
  }

  @Test("Inside a list the value is found")
  func indented() throws {
    let source = "# T\n\n1. One\n\n   ```swift\n   //| label: a\n   let units = 32\n   ```\n"
    let lesson = try LessonReader().lesson(source: source, file: "a.md")
    let shown = lesson.shown(with: try [ConstantSetting](["units=9"], of: lesson))
    #expect(shown.blocks[0].code.last?.text == "let units = 9")
  }

  @Test(
    "What cannot be set is told with the fix",
    arguments: [
      (["units"], "'units' sets nothing: write a name and a value, as in --set units=16"),
      (["=3"], "'=3' sets nothing: write a name and a value, as in --set units=16"),
      (
        ["unit=3"],
        "a.md: no number is named 'unit': did you mean 'units'? those that it names are units, rate"
      ),
      (["units=6.5"], "'units=6.5': units is a whole number (a.md:5:13: units = 32); give one"),
      (
        ["units=99999999999999999999"],
        "'units=99999999999999999999': units is a whole number (a.md:5:13: units = 32); give one"
      ),
      (
        ["rate=fast"],
        "'rate=fast': rate is a number (a.md:6:12: rate = 0.5); give one, such as 0.5"
      ),
      (["rate=nan"], "'rate=nan': rate is a number (a.md:6:12: rate = 0.5); give one, such as 0.5"),
      (
        ["rate=0x10"],
        "'rate=0x10': rate is a number (a.md:6:12: rate = 0.5); give one, such as 0.5"
      ),
      (
        ["rate=exit(0)"],
        "'rate=exit(0)': rate is a number (a.md:6:12: rate = 0.5); give one, such as 0.5"
      ),
      (["rate=1", "rate=2"], "'rate' is set twice: give it one value"),
    ]
  )
  func refused(texts: [String], expected: String) throws {
    let lesson = try lesson("let units = 32\nlet rate = 0.5")
    let error = #expect(throws: ConstantError.self) { try [ConstantSetting](texts, of: lesson) }
    #expect(error?.description == expected)
  }

  @Test(
    "Half and twice as much",
    arguments: [
      ("let n = 7", ["3", "14"]), ("let n = 0", ["-1", "1"]), ("let n = 1", ["0", "2"]),
      ("let n = 1_000", ["500", "2000"]), ("let x = -0.5", ["-0.25", "-1.0"]),
      ("let x = 0.0", ["-1.0", "1.0"]), ("let n = 0xFF", []),
      ("let n = 9223372036854775807", []),
    ]
  )
  func around(code: String, expected: [String]) throws {
    let constant = try #require(try lesson(code).constants.first)
    #expect(ConstantSetting.around(constant).map(\.value) == expected)
  }
}
