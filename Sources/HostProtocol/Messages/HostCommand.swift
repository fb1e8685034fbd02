/// What the runner tells the host.
public enum HostCommand: Codable, Equatable, Sendable {
  /// Sets what holds for the whole lesson; the first command.
  case begin(LessonLimits)
  /// Runs one step from a checkpoint; a step that still runs is given up.
  case run(HostStep)
  /// Gives up the step that runs, if one does.
  case stop
}

/// What holds for a whole lesson.
public struct LessonLimits: Codable, Equatable, Sendable {
  /// The seed of the lesson's generator.
  public var seed: UInt64
  /// Bytes of memory for all processes of the lesson together.
  public var memory: Int
  /// Bytes of output kept a block.
  public var output: Int
  /// Processes of the lesson, its checkpoints included.
  public var processes: Int

  /// Makes the limits of a lesson.
  public init(seed: UInt64, memory: Int, output: Int, processes: Int) {
    self.seed = seed
    self.memory = memory
    self.output = output
    self.processes = processes
  }
}

/// One step: an object to load and a function in it to call.
public struct HostStep: Codable, Equatable, Sendable {
  /// The number by which the host's events name the step.
  public var number: Int
  /// The checkpoint to start from: how many steps have been kept before it.
  public var checkpoint: Int
  /// Whether the state after the step is kept, as the next checkpoint.
  public var keeps: Bool
  /// The path of the shared object, as the host sees it.
  ///
  /// Of one that is handed over as ``code`` it is the name alone.
  public var object: String
  /// The shared object itself, if no block but this one is to read it; the host gives it no name.
  public var code: [UInt8]?
  /// Whether the object comes without a name.
  public private(set) var isHidden: Bool
  /// What the step's own code is told, and nobody else.
  public var seal: StepSeal
  /// The C name of the function to call.
  public var entry: String
  /// Seconds until the step is killed; those for which a busy machine keeps it waiting do not count.
  public var timeLimit: Double
  /// Inline expressions of the object that are not to be evaluated (again).
  public var skippedExpressions: [Int]
  /// Processes to which the step can send no signal, beside those before it; the keeper knows them.
  package var shielded: [Int32] = []

  /// Seconds until the step is killed however busy the machine is.
  public var patience: Double { 5 * timeLimit }

  /// Makes a step.
  public init(
    number: Int,
    checkpoint: Int,
    keeps: Bool,
    object: String,
    code: [UInt8]? = nil,
    seal: StepSeal = .random(),
    entry: String,
    timeLimit: Double,
    skippedExpressions: [Int] = []
  ) {
    self.number = number
    self.checkpoint = checkpoint
    self.keeps = keeps
    self.object = object
    self.code = code
    isHidden = code != nil
    self.seal = seal
    self.entry = entry
    self.timeLimit = timeLimit
    self.skippedExpressions = skippedExpressions
  }
}
