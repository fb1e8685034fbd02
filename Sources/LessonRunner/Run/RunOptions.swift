public import LessonDocument

/// How lessons are run.
public struct RunOptions: Equatable, Sendable {
  /// Whether results and objects of earlier runs are used.
  public var usesCache = true
  /// Whether results of earlier runs are used; without them every block runs, with kept objects.
  public var usesKeptResults = true
  /// Whether nothing is run: a result that is not kept is an error.
  var runsNothing = false
  /// The label of the last block to run, or nil for all.
  public var lastLabel: String?
  /// The labels of the sweep blocks to run; of the others the recorded results are shown.
  public var sweeps: Set<String> = []
  /// Bytes of memory for all processes of a lesson.
  public var memoryLimit = 2 << 30
  /// Bytes of output kept a block.
  public var outputLimit = 1 << 20

  /// Makes the options of a plain run.
  public init() {}
}

/// What happens while a lesson runs, in order.
public indirect enum BlockEvent: Equatable, Sendable {
  /// A block began to run.
  case started(index: Int)
  /// A running block printed this.
  case printed(index: Int, text: String)
  /// A block has its result.
  case finished(index: Int, result: BlockResult)
  /// An inline expression has its value.
  case evaluated(index: Int, result: InlineResult)
  /// The same of an unoptimised run, for a person who waits; the run that counts follows.
  case draft(BlockEvent)
}
