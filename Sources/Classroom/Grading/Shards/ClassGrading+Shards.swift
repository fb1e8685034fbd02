public import LessonRunner

/// A class that several machines grade: each runs its share of the answers, and whoever has all shares makes grades of
/// them, the same as one machine would.
extension ClassGrading {
  /// The command as shards name it.
  private static let command = "grade"

  /// Runs a shard's answers, and says in its folder that they are there.
  ///
  /// A student's answers to one exercise are one shard's, whatever else the class hands in.
  ///
  /// - Returns: how many answers are the shard's, and of how many.
  /// - Throws: what ``run(_:width:only:onProgress:)`` does; what is graded by then is kept, and a second run goes on.
  public func run(
    _ shard: Shard,
    _ runner: LessonRunner,
    width: Int,
    onProgress: @escaping @Sendable (Progress) async -> Void = { _ in }
  ) async throws -> (mine: Int, all: Int) {
    let common = common
    let all = try items(of: try AnswerSheet(self), surroundings: runner.surroundings)
    let mine = all.filter { shard.holds($0.place.answer) }
    _ = try await outcome(of: mine, runner, width: width, onProgress)
    let note = ShardNote(
      command: Self.command,
      shard: shard,
      common: common,
      machine: runner.environment.fingerprint,
      results: Dictionary(
        mine.flatMap { item in
          item.questions.map {
            ($0.name, ShardNote.Result(asked: $0.job.question, kept: $0.job.key))
          }
        }
      ) { first, _ in first }
    )
    try note.write(to: grades.path)
    return (Set(mine.map(\.place.answer)).count, Set(all.map(\.place.answer)).count)
  }

  /// The shards in folders.
  ///
  /// - Throws: `ShardMistakes`, if they are not all the shards of this class.
  public func shards(_ folders: [String]) throws -> ShardSet {
    try ShardSet(folders, command: Self.command, common: common)
  }

  /// The grades that come of all shards; what answers came to is kept as if they had run here.
  ///
  /// - Throws: `ShardMistakes`, if an answer has not run as it is handed in now.
  public func merged(_ shards: ShardSet) throws -> ClassGrades {
    let sheet = try AnswerSheet(self)
    let all = try items(of: sheet) { _ in "" }
    let found = try shards.results(
      all.flatMap { item in
        item.questions.map { ($0.name, sharedBy: item.place.answer, asked: $0.job.question) }
      }
    )
    var kept: [String: AnswerGrade] = [:]
    func grade(_ name: String) throws -> AnswerGrade? {
      guard let (folder, key) = found[name] else { return nil }
      let theirs = AnswerStore(folder: GradesFolder(folder).answers)
      // The key becomes the name of a file here.
      guard key.utf8.count == 64, key.allSatisfy(\.isHexDigit), let grade = theirs.grade(key) else {
        throw shards.lost(theirs.path(key), in: folder)
      }
      kept[key] = grade
      return grade
    }
    var outcome = Outcome()
    for item in all {
      if let solved = try grade(item.place.solution),
        let fault = LessonFault(solved, of: item.job.proof)
      {
        outcome.faults[item.job.source] = fault
      } else {
        outcome.results[item.place] = try grade(item.place.name)
      }
    }
    // Only now, so that shards of which one is damaged leave nothing here.
    let store = AnswerStore(folder: grades.answers)
    for (key, grade) in kept { try store.keep(grade, key) }
    return sheet.grades(outcome.results, faults: outcome.faults)
  }

  private var common: [String: String] {
    releases.reduce(into: CourseDigests.digests(of: lessons)) { digests, release in
      digests.merge(CourseDigests.digests(of: release.value, release: release.key)) { $1 }
    }
  }
}

extension ClassGrading.Item {
  /// What is run for it: the answer, and the lesson's own solution.
  fileprivate var questions: [(name: String, job: GradingJob)] {
    [(place.name, job), (place.solution, job.proof)]
  }
}

extension ClassGrading.Place {
  /// The answer: `007/one-step`.
  fileprivate var answer: String { "\(SubmittedFolders.folded(student))/\(exercise)" }

  /// The lesson's solution, where it is run for the answer.
  fileprivate var solution: String { "the lesson's own solution beside \(name)" }

  /// The answer and the way in which it is run.
  fileprivate var name: String { isOwn ? "\(answer) on the student's own answers" : answer }
}
