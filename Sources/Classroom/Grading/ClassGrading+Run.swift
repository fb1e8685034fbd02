import LessonDocument
public import LessonRunner

extension ClassGrading {
  /// Grades everybody, or one answer.
  ///
  /// Of each exercise the lesson's own solution is graded first: where it fails, its checks say nothing of an answer.
  ///
  /// - Parameters:
  ///   - runner: what runs lessons.
  ///   - width: how many answers run at once.
  ///   - only: the one answer that is graded, whatever is kept of it; all others stay as they were.
  ///   - onProgress: takes how far it is.
  /// - Throws: ``GradingError``, `RunnerError`, `CancellationError`; what is graded by then is kept.
  public func run(
    _ runner: LessonRunner,
    width: Int,
    only: Selection? = nil,
    onProgress: @escaping @Sendable (Progress) async -> Void = { _ in }
  ) async throws -> ClassGrades {
    if let only, try grades.last() == nil {
      throw GradingError.noGrades(path: grades.path, only: "\(only.student)/\(only.exercise)")
    }
    let sheet = try AnswerSheet(self)
    if let only { try sheet.refuseNothing(only) }
    let all = try items(of: sheet, surroundings: runner.surroundings)
    let chosen = only.map { only in
      all.filter { $0.student == only.student && $0.job.exercise.name == only.exercise }
    }
    let outcome = try await outcome(of: all, anew: chosen, runner, width: width, onProgress)
    let fresh = sheet.grades(outcome.results, faults: outcome.faults)
    guard let only else {
      let used = all.flatMap { [$0.job.key, $0.job.proof.key] }
      AnswerStore(folder: grades.answers).prune(keeping: Set(used))
      return fresh
    }
    return fresh.taking(only, into: try grades.last() ?? fresh)
  }

  /// What answers came to, and which exercises' own solutions fail.
  struct Outcome: Sendable {
    var results: [Place: AnswerGrade] = [:]
    var faults: [GradingJob.Source: LessonFault] = [:]
  }

  /// What answers come to: what is kept of them, else what a run tells.
  ///
  /// - Parameter chosen: the answers that alone are run, whatever is kept of them; nil runs what is not known.
  func outcome(
    of items: [Item],
    anew chosen: [Item]? = nil,
    _ runner: LessonRunner,
    width: Int,
    _ onProgress: @escaping @Sendable (Progress) async -> Void
  ) async throws -> Outcome {
    let store = AnswerStore(folder: grades.answers)
    let grader = AnswerGrader(runner: runner, store: store, width: width)
    do {
      let outcome = try await outcome(
        of: items,
        anew: chosen,
        grader,
        store,
        ProgressCounter(tell: onProgress)
      )
      await grader.close()
      return outcome
    } catch {
      await grader.close()
      throw error
    }
  }

  private func outcome(
    of items: [Item],
    anew chosen: [Item]?,
    _ grader: AnswerGrader,
    _ store: AnswerStore,
    _ counter: ProgressCounter
  ) async throws -> Outcome {
    let proofs = Dictionary(items.map { ($0.job.source, $0.job.proof) }) { one, _ in one }
    var known = store.grades(of: items.map(\.job) + proofs.values)
    for item in chosen ?? [] { known[item.job.key] = nil }
    let sources = Set((chosen ?? items).map(\.job.source))
    let unproved = proofs.values.filter { sources.contains($0.source) && known[$0.key] == nil }
    await counter.begin(.solutions, total: unproved.count)
    let waiting = (chosen ?? items).map(\.job).filter { known[$0.key] == nil }
    let proving = grader.spread(unproved, before: waiting)
    known.merge(try await grader.grade(proving, counting: counter)) { _, new in new }
    // Also those of other exercises than the chosen one, as far as they are known.
    let faults = proofs.compactMapValues { proof in
      known[proof.key].flatMap { LessonFault($0, of: proof) }
    }
    var open: [String: GradingJob] = [:]
    for item in chosen ?? items where known[item.job.key] == nil && faults[item.job.source] == nil {
      open[item.job.key] = item.job
    }
    await counter.begin(.answers, total: open.count)
    let graded = try await grader.grade(Array(open.values), counting: counter)
    known.merge(graded) { _, new in new }
    let results = Dictionary(
      items.compactMap { item in known[item.job.key].map { (item.place, $0) } }
    ) { first, _ in first }
    return Outcome(results: results, faults: faults)
  }

  /// What of a student's is run in which way.
  struct Place: Hashable, Sendable {
    var student: String
    var exercise: String
    /// Whether on the student's own answers to the exercises that it builds on.
    var isOwn: Bool
  }

  /// An answer that is to be run.
  struct Item: Sendable {
    var place: Place
    var job: GradingJob
    var student: String { place.student }
  }

  /// The answers that are to be run.
  ///
  /// - Parameter surroundings: the digest of all that decides what an answer to a lesson comes to, beside its blocks.
  func items(
    of sheet: AnswerSheet,
    surroundings digest: (Lesson) throws -> String
  ) throws -> [Item] {
    var surroundings: [String: String] = [:]
    var items: [Item] = []
    for submission in sheet.submissions {
      guard let (lesson, exercise, _) = sheet.exercise(of: submission),
        let text = submission.answer?.content.text
      else { continue }
      let known = try surroundings[lesson.file] ?? digest(lesson)
      surroundings[lesson.file] = known
      for isOwn in [false, true] {
        guard let standIns = sheet.standIns(for: submission, isOwn: isOwn) else { continue }
        let job = GradingJob(
          lesson: lesson,
          exercise: exercise,
          text: text,
          standIns: standIns,
          surroundings: known
        )
        let place = Place(student: submission.student, exercise: exercise.name, isOwn: isOwn)
        items.append(Item(place: place, job: job))
      }
    }
    return items
  }
}

extension ClassGrades {
  /// Other grades with one answer's in place of theirs.
  ///
  /// The assignment's sum is made anew of what stands there then.
  fileprivate func taking(_ only: ClassGrading.Selection, into others: ClassGrades) -> ClassGrades {
    var result = others
    guard let mine = students.first(where: { $0.student == only.student }) else { return others }
    guard let place = result.students.firstIndex(where: { $0.student == only.student }) else {
      return others
    }
    (result.faults, result.remarks) = (faults, remarks)
    for grade in mine.exercises where grade.exercise == only.exercise {
      let index = result.students[place].exercises.firstIndex { $0.exercise == only.exercise }
      if let index {
        result.students[place].exercises[index] = grade
      } else {
        result.students[place].exercises.append(grade)
      }
      guard
        let sum = result.students[place].assignments.firstIndex(where: {
          $0.assignment == grade.assignment
        }), let rule = mine.assignments.first(where: { $0.assignment == grade.assignment })
      else { continue }
      let parts = result.students[place].exercises.filter { $0.assignment == grade.assignment }
      result.students[place].assignments[sum] = rule.summed(parts)
    }
    return result
  }
}
