import LessonDocument

extension ExerciseVerdict {
  /// The checks that do not hold: `title: message`.
  var failures: [String] {
    checks.filter { !$0.result.passed }.map { check in
      check.result.title + (check.result.message.isEmpty ? "" : ": \(check.result.message)")
    }
  }

  /// How the answer failed, if not by its checks.
  var failure: ExpectedFailure? {
    switch outcome {
    case .refused: .compileError
    case .faulted:
      problems.lazy.filter { $0.severity == .error }.compactMap(\.cause.failure).first ?? .crash
    case .passed, .failed, .notReached: nil
    }
  }
}

extension ExerciseVerdict.Outcome {
  var inWords: String {
    switch self {
    case .passed: "every check holds"
    case .failed: "a check does not hold"
    case .refused: "it does not compile"
    case .faulted: "it does not run to its end"
    case .notReached: "the lesson fails before the exercise"
    }
  }
}

extension Double {
  /// `1 point`, `2.5 points`.
  var inPoints: String {
    let number = self == rounded() ? "\(Int(self))" : "\((self * 100).rounded() / 100)"
    return "\(number) \(self == 1 ? "point" : "points")"
  }
}
