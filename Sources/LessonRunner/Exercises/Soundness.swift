public import LessonDocument

/// Whether an exercise keeps its promises: its solution passes, its starter and its wrong answers do not,
/// and its checks notice slips in the solution.
public struct Soundness: Sendable {
  /// How thoroughly an exercise is examined.
  public struct Depth: Equatable, Sendable {
    /// Under how many seeds the solution must pass and each wrong answer fail.
    public var seeds = 1
    /// The seconds of processor time that mutants of one exercise's solution may take, compiling and
    /// running together; nil makes none.
    public var mutantSeconds: Double?

    /// Makes the depth of a plain check: one seed and no mutants.
    public init(seeds: Int = 1, mutantSeconds: Double? = nil) {
      (self.seeds, self.mutantSeconds) = (seeds, mutantSeconds)
    }
  }

  let lesson: Lesson
  let runner: LessonRunner
  let depth: Depth

  /// Examines the exercises of a lesson.
  ///
  /// - Parameter runner: what runs the answers, one after the other.
  public init(of lesson: Lesson, runner: LessonRunner, depth: Depth = Depth()) {
    (self.lesson, self.runner, self.depth) = (lesson, runner, depth)
  }

  /// The reports on all exercises, in the order of the lesson.
  ///
  /// - Throws: ``RunnerError``, `CancellationError`; what is wrong with an exercise is a finding.
  public func reports() async throws -> [SoundnessReport] {
    var reports: [SoundnessReport] = []
    for exercise in lesson.exercises { reports.append(try await report(on: exercise)) }
    return reports
  }

  /// The report on one exercise.
  public func report(on exercise: Exercise) async throws -> SoundnessReport {
    // The state before the exercise is kept for all answers to it.
    let live = LiveLesson(runner: runner)
    do {
      let report = try await ExerciseExamination(
        lesson: lesson,
        exercise: exercise,
        live: live
      ).report(depth)
      await live.close()
      return report
    } catch {
      await live.close()
      throw error
    }
  }
}

/// What an examination of an exercise found.
public struct SoundnessReport: Codable, Equatable, Sendable {
  /// The exercise's name.
  public var exercise: String
  /// What is wrong with it, in the order of the lesson.
  public var findings: [SoundnessFinding]
  /// What came of mutants of its solution, if any were made.
  public var mutants: MutantTally?
}

/// Something that is wrong with an exercise.
public struct SoundnessFinding: Codable, Equatable, Sendable, CustomStringConvertible {
  /// The lesson's file.
  public var file: String
  /// Where it stands.
  public var location: SourceLocation
  /// What is wrong and what would be right, in a sentence.
  public var message: String

  /// `file:line:column: error: message`.
  public var description: String {
    "\(file):\(location.line):\(location.column): error: \(message)"
  }
}

/// What the checks of an exercise noticed of slips in its solution.
public struct MutantTally: Codable, Equatable, Sendable {
  /// A mutant that passes every check.
  public struct Survivor: Codable, Equatable, Sendable {
    /// Where the solution was changed.
    public var location: SourceLocation
    /// What was changed: "`+` became `-`".
    public var change: String
  }

  /// Mutants that compile and were run.
  public var made = 0
  /// Those of them that a check, a fault or the time limit gave away.
  public var killed = 0
  /// Those that pass every check.
  public var survivors: [Survivor] = []
  /// Mutants that do not compile, or lack what an answer must declare: no student could hand them in.
  public var refused = 0
  /// Mutants for which the budget had no room.
  public var left = 0
  /// The seconds of processor time that all took.
  public var seconds = 0.0
}
