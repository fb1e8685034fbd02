import LessonDocument
import LessonRunner

/// Runs answers, several side by side: each worker runs a lesson once, and every answer is a branch off the state
/// before its exercise.
struct AnswerGrader: Sendable {
  private let runner: LessonRunner
  private let store: AnswerStore
  /// How many answers run at once.
  private let width: Int
  /// The lessons that have run, which the next stage goes on from.
  private let lessons: StandingLessons

  init(runner: LessonRunner, store: AnswerStore, width: Int) {
    (self.runner, self.store, self.width) = (runner, store, width)
    lessons = StandingLessons(runner: runner, limit: width)
  }

  /// Ends all lessons; to be called when nothing more is graded.
  func close() async { await lessons.close() }

  /// The lessons' own solutions, run by as many workers as the answers after them will keep busy: each worker then has a lesson that
  /// stands where the answers begin, and none has to wait for another one's training to end before its own begins.
  func spread(_ proofs: [GradingJob], before answers: [GradingJob]) -> [GradingJob] {
    guard !proofs.isEmpty, proofs.count < width else { return proofs }
    let texts = Dictionary(grouping: answers, by: \.lesson.file).mapValues {
      Set($0.map(\.key)).count
    }
    return proofs.flatMap { proof in
      let busy = min(width / proofs.count, texts[proof.lesson.file] ?? 1)
      return Array(repeating: proof, count: max(1, busy))
    }
  }

  /// Grades answers; each is kept as soon as it is graded.
  ///
  /// - Parameter counter: takes each as it comes, in no order, and what happens meanwhile.
  func grade(
    _ jobs: [GradingJob],
    counting counter: ProgressCounter
  ) async throws -> [String: AnswerGrade] {
    var (grades, starved) = try await grade(jobs, width: width, counter)
    // What ran out of time while others had the processors has its time again, alone.
    for job in jobs where starved.contains(job.key) {
      let (alone, _) = try await grade([job], width: 1, counter)
      grades.merge(alone) { _, new in new }
    }
    return grades
  }

  private func grade(
    _ jobs: [GradingJob],
    width: Int,
    _ counter: ProgressCounter
  ) async throws -> (grades: [String: AnswerGrade], starved: Set<String>) {
    let queue = GradingQueue(jobs)
    typealias Share = (grades: [String: AnswerGrade], starved: Set<String>)
    return try await withThrowingTaskGroup(of: Share.self) { group in
      for _ in 0..<max(1, min(width, jobs.count)) {
        group.addTask { try await work(queue, isAlone: width == 1, counter) }
      }
      var all: Share = ([:], [])
      for try await share in group {
        all.grades.merge(share.grades) { first, _ in first }
        all.starved.formUnion(share.starved)
      }
      return all
    }
  }

  /// One worker: one lesson at a time, in a host that stays.
  private func work(
    _ queue: GradingQueue,
    isAlone: Bool,
    _ counter: ProgressCounter
  ) async throws -> (grades: [String: AnswerGrade], starved: Set<String>) {
    var live: LiveLesson?
    var lesson: String?
    var grades: [String: AnswerGrade] = [:]
    var starved: Set<String> = []
    // Read once for all answers to an exercise.
    var recorded: (source: GradingJob.Source?, seconds: [Int: Double]) = (nil, [:])
    do {
      while let job = await queue.next(after: lesson) {
        try Task.checkCancellation()
        if lesson != job.lesson.file {
          if let live, let lesson { await lessons.put(live, of: lesson) }
          live = await lessons.take(job.lesson.file)
          lesson = job.lesson.file
        }
        guard let live else { continue }
        let run = job.run
        if recorded.source != job.source { recorded = (job.source, run.recordedSeconds) }
        let seconds = recorded.seconds
        let grading = try await run.grade(in: live, of: runner.environment) { event in
          await counter.take(event, of: job, seconds)
        }
        try Task.checkCancellation()
        let grade = try self.grade(of: grading, job)
        grades[job.key] = grade
        if grading.wasStarved, !isAlone {
          starved.insert(job.key)
        } else {
          try store.keep(grade, job.key)
          await counter.count(job, grading)
        }
      }
    } catch {
      await live?.close()
      throw error
    }
    if let live, let lesson { await lessons.put(live, of: lesson) }
    return (grades, starved)
  }

  /// - Throws: if the lesson, and not the answer, is at fault.
  private func grade(
    of grading: ExerciseGrading,
    _ job: GradingJob
  ) throws(GradingError) -> AnswerGrade {
    let grade = AnswerGrade(grading.verdict, lesson: job.lesson.file)
    guard grade.outcome == .notReached, job.standIns.isEmpty else { return grade }
    let problem = grade.problems.first { $0.severity == .error }
    throw .lessonFails(
      lesson: job.lesson.file,
      exercise: job.exercise.name,
      problem: problem.map { "\($0.file):\($0.line):\($0.column): \($0.message)" }
        ?? "`unroll run` shows it"
    )
  }
}
