import LessonDocument
import LessonRunner

/// How far a student is with an exercise, in a few words.
struct ExerciseState {
  enum Stage { case untouched, begun, failing, passed, written }

  let name: String
  /// What it is worth if it is graded by its checks; 0 if a person grades it.
  let points: Double
  /// What it is worth if a person grades it.
  let personPoints: Double
  let stage: Stage
  let words: String
  /// Points that count.
  let earned: Double

  init(_ exercise: Exercise, work: StudentWork) {
    (name, points, personPoints) = (exercise.name, exercise.points, 0)
    let record = work.record(of: exercise.name)
    let worth = Points.text(exercise.points)
    let text: String?
    do {
      text = try work.answer(to: exercise.name)
    } catch {
      (stage, words, earned) = (.failing, "\(error)", 0)
      return
    }
    let digest = text.map { ExerciseAnswer(text: $0, file: "").digest }
    if let passed = record.passedAnswer {
      (stage, earned) = (.passed, exercise.points)
      words =
        "passed, \(worth)"
        + (digest == nil || digest == passed ? "" : Self.experiment(record, digest))
      return
    }
    guard digest != nil else {
      (stage, words, earned) = (.untouched, "not begun, \(worth)", 0)
      return
    }
    guard digest == record.checkedAnswer, let outcome = record.outcome else {
      (stage, earned) = (.begun, 0)
      words = record.outcome == nil ? "begun, \(worth)" : "edited since it was checked, \(worth)"
      return
    }
    earned = record.earned
    switch outcome {
    case .passed:
      // Checks that name their points may not add up to the exercise's.
      let isAll = record.earned == exercise.points
      stage = .passed
      words = "passed, \(isAll ? worth : Points.text(record.earned, of: exercise.points))"
    case .failed:
      stage = .failing
      words =
        "\(record.held) of \(record.made) checks hold, "
        + Points.text(record.earned, of: exercise.points)
    case .refused: (stage, words) = (.failing, "does not compile, \(worth)")
    case .faulted: (stage, words) = (.failing, "does not run to its end, \(worth)")
    case .notReached: (stage, words) = (.begun, "could not be checked, \(worth)")
    }
  }

  /// What has become of an answer after it passed.
  private static func experiment(_ record: WorkRecord, _ digest: String?) -> String {
    guard digest == record.checkedAnswer else { return "; edited since" }
    return record.outcome == .passed ? "" : "; what is tried now does not pass"
  }

  /// The state of an answer in words.
  init(_ question: WrittenExercise, work: StudentWork) {
    (name, points, personPoints, earned) = (question.name, 0, question.points, 0)
    let worth = "\(Points.text(question.points)), graded by a person"
    do {
      let text = try work.answer(to: question.name, type: WrittenTemplate.type)
      switch text.map({ WrittenAnswer($0).words }) {
      case nil: (stage, words) = (.untouched, "not begun, \(worth)")
      case 0: (stage, words) = (.begun, "begun, \(worth)")
      case .some: (stage, words) = (.written, "written, \(worth)")
      }
    } catch {
      (stage, words) = (.failing, "\(error)")
    }
  }

  /// The states of a lesson's exercises.
  static func states(of lesson: Lesson, work: StudentWork) -> [ExerciseState] {
    lesson.exercises.map { ExerciseState($0, work: work) }
      + lesson.writtenExercises.map { ExerciseState($0, work: work) }
  }

  /// The mark before its name.
  var mark: String {
    switch stage {
    case .untouched: "○"
    case .begun: "…"
    case .failing: "✗"
    case .passed: "✓"
    case .written: "✎"
    }
  }

  /// The states of some exercises, a line each, names in one column.
  static func lines(_ states: [ExerciseState], margin: Int) -> [String] {
    let width = states.map { $0.name.count }.max() ?? 0
    return states.map { state in
      let name = state.name
      let gap = String(repeating: " ", count: width - name.count)
      return String(repeating: " ", count: margin)
        + "\(state.mark) \(name)\(gap)  \(PlainText.line(state.words, width: 200))"
    }
  }

  /// What is said of a course without exercises.
  static func none(in course: Course) -> String {
    let words = "There is no exercise in this course yet: "
    guard let lesson = course.lessons.last else {
      return words + "begin a lesson with `unroll new lesson first-steps`."
    }
    return words
      + "add one with `unroll new exercise my-exercise --in \(lesson.number ?? lesson.slug)`."
  }

  /// How much is done in all.
  ///
  /// As in `1 of 4 exercises passed, 1 of 6 points.`
  static func summary(_ states: [ExerciseState]) -> String {
    let checked = states.filter { $0.personPoints == 0 }
    let passed = checked.count { $0.stage == .passed }
    let earned = states.reduce(0) { $0 + $1.earned }
    let possible = states.reduce(0) { $0 + $1.points }
    let person = states.reduce(0) { $0 + $1.personPoints }
    var lines: [String] = []
    if !checked.isEmpty {
      lines.append(
        "\(passed) of \(Count.text(checked.count, "exercise")) passed, "
          + "\(Points.text(earned, of: possible))."
      )
    }
    if person > 0 {
      let written = states.count { $0.stage == .written }
      let all = states.count - checked.count
      lines.append(
        "\(written) of \(all) \(all == 1 ? "answer" : "answers") in words written, "
          + "\(Points.text(person)) graded by a person."
      )
    }
    return lines.joined(separator: "\n")
  }
}
