/// What the host tells the runner.
public enum HostEvent: Codable, Equatable, Sendable {
  /// The host is up and waits for commands.
  case ready
  /// The step printed these bytes.
  case printed(step: Int, bytes: [UInt8])
  /// The step showed something, after everything that it printed so far.
  case shown(step: Int, record: BlockRecord)
  /// The step printed past the limit; nothing more of it is kept.
  case outputLimit(step: Int)
  /// The step came to an end.
  case ended(step: Int, end: StepEnd)
}

/// How a step ended.
public struct StepEnd: Codable, Equatable, Sendable {
  /// The ways to end.
  public enum Cause: Codable, Equatable, Sendable {
    /// The function returned.
    case returned
    /// An error left a statement.
    case threw(message: String)
    /// A signal ended the process: a trap, an abort, a stack overflow.
    case signal(Int32)
    /// The process ended itself with this status.
    case exit(Int32)
    /// It ran past its time limit and was killed.
    case timeLimit
    /// The lesson used more memory than it may and the step was killed.
    case memoryLimit
    /// The object could not be loaded.
    case load(message: String)
  }

  /// Why it ended.
  public var cause: Cause
  /// The lesson's line of the statement that ran last, or 0.
  public var line: Int
  /// Where the process stood when the signal came, innermost call first.
  public var frames: [CodeAddress]
  /// Whether the signal came from a stack that had no room left.
  public var isStackOverflow: Bool
  /// Whether the process itself gave rise to the signal; one that another process has sent says nothing of it.
  public var isOwnSignal: Bool
  /// Whether the processor or the Swift runtime found a fault; else somebody has sent the signal.
  public var isFault: Bool
  /// Seconds from its start to its end.
  public var seconds: Double
  /// Processor seconds that it took, those of all threads together; known of a step that returned.
  public var processorSeconds: Double
  /// Threads that it left behind; if there are any, the state after it is no checkpoint.
  public var threadsLeft: Int
  /// Processes that it left behind, which are ended.
  public var processesLeft: Int
  /// Whether it left signals handled in another way than before it.
  public var changedSignals: Bool

  /// Makes an end.
  public init(
    cause: Cause,
    line: Int = 0,
    frames: [CodeAddress] = [],
    isStackOverflow: Bool = false,
    isOwnSignal: Bool = false,
    isFault: Bool = false,
    seconds: Double = 0,
    processorSeconds: Double = 0,
    threadsLeft: Int = 0,
    processesLeft: Int = 0,
    changedSignals: Bool = false
  ) {
    self.cause = cause
    self.line = line
    self.frames = frames
    self.isStackOverflow = isStackOverflow
    self.isOwnSignal = isOwnSignal
    self.isFault = isFault
    self.seconds = seconds
    self.processorSeconds = processorSeconds
    self.threadsLeft = threadsLeft
    self.processesLeft = processesLeft
    self.changedSignals = changedSignals
  }
}

/// A place in a loaded object, from which a symboliser finds file and line.
public struct CodeAddress: Codable, Equatable, Sendable {
  /// The path of the object, as the host sees it.
  public var object: String
  /// Bytes from the object's load base.
  public var offset: UInt64

  /// Makes an address.
  public init(object: String, offset: UInt64) {
    self.object = object
    self.offset = offset
  }
}
