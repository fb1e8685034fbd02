/// A Swift block of a lesson.
public struct LessonBlock: Codable, Equatable, Sendable {
  /// Its place among the lesson's blocks, from 0.
  public var index: Int
  /// The label it gives itself, else `block-N` with N counting from 1.
  public var label: String
  /// Where its opening fence stands.
  public var fence: SourceLocation
  /// What its `//|` lines say.
  public var options: BlockOptions
  /// What it is for.
  public var role: BlockRole
  /// The code, line by line, without the `//|` lines; for an exercise with both its markers.
  public var code: [CodeLine]

  /// Makes a block.
  public init(
    index: Int,
    label: String,
    fence: SourceLocation,
    options: BlockOptions,
    role: BlockRole,
    code: [CodeLine]
  ) {
    self.index = index
    self.label = label
    self.fence = fence
    self.options = options
    self.role = role
    self.code = code
  }

  /// Whether its author gave it a label.
  public var hasOwnLabel: Bool { label != "block-\(index + 1)" }
}

/// A line of a block's code and where its first byte stands in the lesson's file.
///
/// Inside lists and quotations the indentation and the `>` are not part of the text, so
/// `location.column` is greater than 1 there.
public struct CodeLine: Codable, Hashable, Sendable {
  /// The text of the line, without its line end.
  public var text: String
  /// Where the text begins.
  public var location: SourceLocation

  /// Makes a line.
  public init(text: String, location: SourceLocation) {
    self.text = text
    self.location = location
  }
}

/// What a block is for.
public enum BlockRole: Codable, Equatable, Sendable {
  /// It runs and is shown.
  case example
  /// The student edits it.
  case exercise(String)
  /// It verifies an exercise.
  case check(exercise: String, hidden: Bool)
  /// A wrong answer, in place of the exercise's block.
  case wrong(exercise: String)

  /// The exercise it belongs to.
  public var exercise: String? {
    switch self {
    case .example: nil
    case .exercise(let name), .check(let name, _), .wrong(let name): name
    }
  }
}

/// What the `//|` lines of a block say, checked and typed.
public struct BlockOptions: Codable, Equatable, Sendable {
  /// `eval`: whether the block runs.
  public var evaluate = true
  /// `echo`: whether its code is shown.
  public var echo = true
  /// `output`: whether its results are shown.
  public var output = true
  /// `include`: whether anything of it is shown.
  public var include = true
  /// `fig-cap`: the caption of its charts.
  public var figureCaption: String?
  /// `fig-alt`: the text alternative of its charts, in place of the computed summary.
  public var figureAlternative: String?
  /// `tbl-cap`: the caption of its tables.
  public var tableCaption: String?
  /// `timeout`: its time limit in seconds; nil takes the lesson's.
  public var timeout: Double?
  /// `expect`: the failure it must end in.
  public var expect: ExpectedFailure?
  /// `expect-message`: what the failure's message must contain.
  public var expectMessage: String?
  /// `tolerance`: the relative tolerance for recorded numbers.
  public var tolerance: Double = 1e-6
  /// `volatile`: whether its output is left out of comparison.
  public var volatile = false
  /// `sweep`: whether it runs under `unroll sweep` only.
  public var sweep = false
  /// `local`: whether its declarations are its own.
  public var local = false
  /// `optimised`: whether it is compiled for speed, as a block that computes long by itself wants.
  public var optimised = false
  /// `predict`: what a reader guesses before the block shows what it gives.
  public var prediction: Prediction?
  /// `explore`: the numbers of the block that a reader may move.
  public var explored: [ExploredConstant] = []

  /// Makes the options of a block that states none.
  public init() {}
}

/// The ways in which a block can be expected to fail.
public enum ExpectedFailure: String, Codable, CaseIterable, Sendable {
  /// The compiler refuses it.
  case compileError = "compile-error"
  /// It traps or ends its process.
  case crash
  /// It throws.
  case error
  /// It runs past its time limit.
  case timeout
}

/// An inline `{swift}` expression.
public struct InlineExpression: Codable, Equatable, Sendable {
  /// Its place among the lesson's expressions, from 0.
  public var index: Int
  /// The expression.
  public var source: String
  /// Where the expression's first byte stands.
  public var location: SourceLocation
  /// The index of the last Swift block before it, or nil if it stands before them all.
  public var afterBlock: Int?

  /// Makes an inline expression.
  public init(index: Int, source: String, location: SourceLocation, afterBlock: Int?) {
    self.index = index
    self.source = source
    self.location = location
    self.afterBlock = afterBlock
  }
}
