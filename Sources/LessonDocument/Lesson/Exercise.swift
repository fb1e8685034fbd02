/// An exercise: the block that the student edits and all that belongs to it.
public struct Exercise: Codable, Equatable, Sendable {
  /// Its name, unique in the course.
  public var name: String
  /// What a reader sees as its name.
  public var title: String
  /// What it is worth.
  public var points: Double
  /// Signatures that an answer must declare.
  public var provides: [String]
  /// Names that an answer may not use.
  public var forbids: [String]
  /// How the starter fails, if the author says so; else it must compile.
  public var starterFailure: ExpectedFailure?
  /// The statement: the elements between the nearest heading and the block, as indices of the
  /// lesson's top-level elements.
  public var statement: Range<Int>
  /// The index of the block that the student edits.
  public var block: Int
  /// The indices of the blocks that verify it.
  public var checks: [Int]
  /// The indices of its wrong answers.
  public var wrongAnswers: [Int]
  /// How many hints it has.
  public var hintCount: Int

  /// Makes an exercise.
  public init(
    name: String,
    title: String,
    points: Double,
    provides: [String],
    forbids: [String],
    starterFailure: ExpectedFailure? = nil,
    statement: Range<Int>,
    block: Int,
    checks: [Int],
    wrongAnswers: [Int],
    hintCount: Int
  ) {
    self.name = name
    self.title = title
    self.points = points
    self.provides = provides
    self.forbids = forbids
    self.starterFailure = starterFailure
    self.statement = statement
    self.block = block
    self.checks = checks
    self.wrongAnswers = wrongAnswers
    self.hintCount = hintCount
  }
}

extension Lesson {
  /// The hints of an exercise, in order, wherever they stand.
  public func hints(of exercise: String) -> [[Element]] {
    elements.flatMap { $0.hints(of: exercise) }.sorted { $0.number < $1.number }.map(\.content)
  }
}

extension Element {
  fileprivate func hints(of exercise: String) -> [(number: Int, content: [Element])] {
    switch self {
    case .hint(exercise, let number, let content): [(number, content)]
    case .list(_, _, let items): items.flatMap { $0.flatMap { $0.hints(of: exercise) } }
    case .quote(let content), .callout(_, _, let content):
      content.flatMap { $0.hints(of: exercise) }
    case .heading, .paragraph, .definitions, .block, .code, .hint, .answer, .table, .math, .html,
      .thematicBreak:
      []
    }
  }
}
