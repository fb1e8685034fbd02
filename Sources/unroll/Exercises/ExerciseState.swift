import LessonDocument
import LessonRunner

/// How far a student is with an exercise, in a few words.
struct ExerciseState {
  enum Stage { case untouched, begun, failing, passed }

  let exercise: Exercise
  let stage: Stage
  let words: String
  /// Points that count.
  let earned: Double

  init(_ exercise: Exercise, work: StudentWork) {
    self.exercise = exercise
    let record = work.record(of: exercise.name)
    let worth = Points.text(exercise.points)
    let text: String?
    do {
      text = try work.answer(to: exercise.name)
    } catch {
      (stage, words, earned) = (.failing, "\(error)", 0)
      return
    }
    guard let text else {
      (stage, words, earned) = (.untouched, "not begun, \(worth)", 0)
      return
    }
    let isChecked = ExerciseAnswer(text: text, file: "").digest == record.checkedAnswer
    guard isChecked, let outcome = record.outcome else {
      (stage, earned) = (.begun, 0)
      words = record.outcome == nil ? "begun, \(worth)" : "edited since it was checked, \(worth)"
      return
    }
    earned = record.earned
    switch outcome {
    case .passed: (stage, words) = (.passed, "passed, \(worth)")
    case .failed:
      stage = .failing
      words =
        "\(record.held) of \(record.made) checks hold, "
        + "\(Points.number(record.earned)) of \(worth)"
    case .refused: (stage, words) = (.failing, "does not compile, \(worth)")
    case .faulted: (stage, words) = (.failing, "does not run to its end, \(worth)")
    case .notReached: (stage, words) = (.begun, "could not be checked, \(worth)")
    }
  }

  /// The mark before its name.
  var mark: String {
    switch stage {
    case .untouched: "○"
    case .begun: "…"
    case .failing: "✗"
    case .passed: "✓"
    }
  }

  /// The states of some exercises, a line each, names in one column.
  static func lines(_ states: [ExerciseState], margin: Int) -> [String] {
    let width = states.map { $0.exercise.name.count }.max() ?? 0
    return states.map { state in
      let name = state.exercise.name
      let gap = String(repeating: " ", count: width - name.count)
      return String(repeating: " ", count: margin)
        + "\(state.mark) \(name)\(gap)  \(PlainText.line(state.words, width: 200))"
    }
  }

  /// How much is done in all.
  ///
  /// As in `1 of 4 exercises passed, 1 of 6 points.`
  static func summary(_ states: [ExerciseState]) -> String {
    let passed = states.count { $0.stage == .passed }
    let earned = states.reduce(0) { $0 + $1.earned }
    let possible = states.reduce(0) { $0 + $1.exercise.points }
    return "\(passed) of \(states.count) exercises passed, "
      + "\(Points.number(earned)) of \(Points.text(possible))."
  }
}
