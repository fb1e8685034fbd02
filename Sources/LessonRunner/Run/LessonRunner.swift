import Foundation
public import LessonDocument

/// Runs lessons.
public struct LessonRunner: Sendable {
  /// What all lessons share.
  public let environment: RunnerEnvironment
  /// How they are run.
  public let options: RunOptions

  /// Makes a runner.
  public init(environment: RunnerEnvironment, options: RunOptions = RunOptions()) {
    self.environment = environment
    self.options = options
  }

  /// Runs a lesson, or takes its results from the cache if nothing that they depend on has changed.
  ///
  /// - Parameter onEvent: what happens, as it happens.
  /// - Throws: ``RunnerError``; a block that fails is a result.
  public func run(
    _ lesson: Lesson,
    onEvent: @escaping @Sendable (BlockEvent) async -> Void = { _ in }
  ) async throws -> LessonResults {
    let live = LiveLesson(runner: self)
    do {
      var results = try await live.run(lesson, onEvent: onEvent)
      if options.explores {
        results.explorations = try await live.explorations(of: lesson, results: results)
      }
      await live.close()
      return results
    } catch {
      await live.close()
      throw error
    }
  }

  /// The plan of a lesson as the options say.
  ///
  /// - Throws: ``RunnerError/unknownLabel(_:labels:)``.
  func plan(
    _ lesson: Lesson,
    _ substitutions: [Substitution] = [],
    through last: LessonBlock? = nil
  ) throws -> ExecutionPlan {
    let last = try last ?? options.lastLabel.map(lesson.block(labelled:))
    return ExecutionPlanner(
      goal: .lesson(through: last, sweeps: options.sweeps),
      substitutions: substitutions + [.constants(options.constants)]
    ).plan(lesson)
  }

  /// What a plan's results depend on.
  ///
  /// - Throws: ``RunnerError``.
  func request(_ plan: ExecutionPlan) throws -> RunRequest {
    let data = try environment.data(besides: plan.lesson.file)
    let inputs = ResultInputs(plan: plan, options: options, environment: environment, data: data)
    let keys = ResultKeys(inputs, blocks: plan.steps.map(\.block.index))
    return RunRequest(plan: plan, data: data, keys: keys)
  }

  /// Where results of earlier runs are kept.
  var results: ResultStore {
    ResultStore(
      folder: options.keepsResults ? environment.cache.folder("results") : nil,
      reads: options.usesCache && options.usesKeptResults,
      keeper: environment.keeper
    )
  }
}

/// A lesson on its way into a run: what is to be done, and what the results depend on.
struct RunRequest: Sendable {
  var plan: ExecutionPlan
  var data: LessonData?
  var keys: ResultKeys
}

/// How lessons are run.
public struct RunOptions: Equatable, Sendable {
  /// Whether results and objects of earlier runs are used.
  public var usesCache = true
  /// Whether results of earlier runs are used; without them every block runs, with kept objects.
  public var usesKeptResults = true
  /// Whether results are kept for later runs, where there is room for them.
  public var keepsResults = true
  /// Whether a lesson without solutions runs with the answers in `Work`; what is recorded or published of it
  /// must be the same whoever has worked on it here.
  public var takesAnswers = true
  /// Whether nothing is run: a result that is not kept is an error.
  var runsNothing = false
  /// The label of the last block to run, or nil for all.
  public var lastLabel: String?
  /// The labels of the sweep blocks to run; of the others the recorded results are shown.
  public var sweeps: Set<String> = []
  /// Other values of numbers that the lesson names.
  public var constants: [ConstantSetting] = []
  /// Whether blocks run for all values of the numbers that a reader may move, too.
  public var explores = false
  /// Bytes of memory for all processes of a lesson.
  public var memoryLimit = 2 << 30
  /// Bytes of output kept a block.
  public var outputLimit = 1 << 20
  /// What compiling one block may take.
  public var compileLimits = CompileLimits()

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
