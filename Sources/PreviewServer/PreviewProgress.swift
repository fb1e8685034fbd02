/// How far the run of a lesson has come.
public struct PreviewProgress: Equatable, Sendable, Encodable {
  /// What is done with a block.
  public enum Activity: String, Sendable, Encodable {
    /// It is compiled.
    case compiling
    /// It runs.
    case running
    /// It runs once more, optimised, for the result that counts.
    case confirming
  }

  /// The lesson, as people call it.
  public var lesson: String
  /// The label of the block.
  public var block: String
  /// How many blocks are done.
  public var done: Int
  /// How many blocks there are.
  public var total: Int
  /// What is done with the block.
  public var activity: Activity

  /// A block under way.
  public init(
    lesson: String,
    block: String,
    done: Int,
    total: Int,
    activity: Activity = .running
  ) {
    self.lesson = lesson
    self.block = block
    self.done = done
    self.total = total
    self.activity = activity
  }
}
