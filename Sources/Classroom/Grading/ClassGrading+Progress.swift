import Foundation
import LessonDocument
import LessonRunner

extension ClassGrading {
  /// What is to be done, and how far it is.
  public struct Progress: Equatable, Sendable {
    /// What is run.
    public enum Stage: Equatable, Sendable {
      /// The lessons' own solutions, by which checks prove themselves.
      case solutions
      /// What students have handed in.
      case answers
    }

    /// A lesson on its way to where an exercise stands; every answer to it goes on from there.
    public struct Groundwork: Equatable, Sendable {
      /// The lesson's file, without its folder and ending.
      public var lesson: String
      /// The exercise.
      public var exercise: String
      /// The label of the block that runs.
      public var block: String
      /// The seconds that this block and those after it took when the lesson was recorded; nil where nobody knows.
      public var secondsLeft: Double?
    }

    /// What is run.
    public var stage: Stage
    /// How much of it has run.
    public var done = 0
    /// How much there is of it, each text once.
    public var total: Int
    /// The exercise of the answer that was graded last.
    public var last = ""
    /// The lesson that runs to where an exercise stands, if one does.
    public var groundwork: Groundwork?
    /// The seconds in which compilers and linkers worked, of all workers together.
    public var compileSeconds = 0.0
    /// The seconds in which answers were loaded and ran.
    public var runSeconds = 0.0

    /// The beginning of a stage.
    public init(stage: Stage, total: Int) { (self.stage, self.total) = (stage, total) }
  }
}

/// Counts what is graded, and tells of it.
actor ProgressCounter {
  private let tell: @Sendable (ClassGrading.Progress) async -> Void
  private var progress = ClassGrading.Progress(stage: .solutions, total: 0)
  /// What is counted; several workers may run the same.
  private var counted: Set<String> = []

  init(tell: @escaping @Sendable (ClassGrading.Progress) async -> Void) { self.tell = tell }

  /// Begins a stage; of one in which there is nothing to do nobody hears.
  func begin(_ stage: ClassGrading.Progress.Stage, total: Int) async {
    guard total > 0 else { return }
    progress = ClassGrading.Progress(stage: stage, total: total)
    await tell(progress)
  }

  /// Takes what happens in a lesson.
  ///
  /// - Parameter seconds: what the blocks before the exercise took when the lesson was recorded.
  func take(_ event: BlockEvent, of job: GradingJob, _ seconds: [Int: Double]) async {
    guard case .started(let index) = event else { return }
    let isBefore = index < job.exercise.block
    let rest = seconds.filter { $0.key >= index }.values
    let groundwork =
      isBefore
      ? ClassGrading.Progress.Groundwork(
        lesson: URL(fileURLWithPath: job.lesson.file).deletingPathExtension().lastPathComponent,
        exercise: job.exercise.name,
        block: job.lesson.blocks[index].label,
        secondsLeft: rest.isEmpty ? nil : rest.reduce(0, +)
      ) : nil
    guard groundwork != progress.groundwork else { return }
    progress.groundwork = groundwork
    await tell(progress)
  }

  /// Takes an answer that is graded.
  func count(_ job: GradingJob, _ grading: ExerciseGrading) async {
    guard counted.insert(job.key).inserted else { return }
    progress.done += 1
    progress.last = job.exercise.name
    progress.compileSeconds += grading.compileSeconds
    progress.runSeconds += grading.runSeconds
    await tell(progress)
  }
}
