/// What a running block tells its keeper, in order with what it prints.
public enum BlockRecord: Codable, Equatable, Sendable {
  /// A value was shown.
  case value(String)
  /// A chart was shown: a `Chart` in the form of ``WireCoder``.
  case chart([UInt8])
  /// A table was shown: a `Table` in the form of ``WireCoder``.
  case table([UInt8])
  /// A check was made.
  case check(CheckOutcome)
  /// Something about the answer that is worth knowing and never counted, such as the time it took.
  case advice(String)
  /// A file was written in the block's own folder, such as a model's weights.
  case saved(name: String, bytes: [UInt8])
  /// An inline expression has this value.
  case inline(index: Int, value: String)
  /// An inline expression threw.
  case inlineError(index: Int, message: String)
  /// Something was shown that takes more bytes than a block may show.
  case tooLarge(bytes: Int)
  /// Something was shown that cannot be drawn.
  case unusable(reason: String)
  /// An error left the block; the process ends next.
  case threw(message: String, line: Int)
  /// The object could not be loaded; the process ends next.
  case loadFailed(message: String)
  /// The block returned; `threads` are left beside its own, and all of them took `processorSeconds`.
  ///
  /// `seal` is the step's: only then has the block returned, and not said that it has.
  case returned(threads: Int, processorSeconds: Double, seal: StepSeal)
}

/// What a check found.
public struct CheckOutcome: Codable, Equatable, Sendable {
  /// The check's title.
  public var title: String
  /// Whether it holds.
  public var passed: Bool
  /// What was expected and what came, if it does not hold.
  public var message: String
  /// The file of the check, as its program is named.
  public var file: String
  /// The line of the check in the lesson's file.
  public var line: Int
  /// What it is worth, if it says so.
  public var points: Double?
  /// The share of its points that was earned, from 0 to 1.
  public var credit: Double

  /// Makes an outcome.
  ///
  /// - Parameter credit: the share of its points that was earned; all or nothing if it is nil.
  public init(
    title: String,
    passed: Bool,
    message: String,
    file: String,
    line: Int,
    points: Double? = nil,
    credit: Double? = nil
  ) {
    self.title = title
    self.passed = passed
    self.message = message
    self.file = file
    self.line = line
    self.points = points
    self.credit = credit ?? (passed ? 1 : 0)
  }
}
