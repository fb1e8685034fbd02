import LessonDocument

/// The names that answers' files should have, and those that systems and people make of them.
struct AnswerNames {
  /// The names by their keys; empty if nobody knows the exercises.
  private let byKey: [String: String]

  /// - Parameter known: the files of all exercises, such as `one-step.swift`.
  init(_ known: [String]) {
    byKey = Dictionary(
      known.map { (StudentID.key($0), $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The file that somebody probably meant who wrote another name.
  func nearest(to name: String) -> String? {
    Suggestion.nearest(to: name, among: byKey.values.sorted())
  }

  /// The exercise's file that a name means: `One-Step (1).swift` is `one-step.swift`.
  ///
  /// - Returns: the name, and whether an exercise has it; nil if no file may bear the name.
  func meant(by name: String) -> (name: String, isKnown: Bool)? {
    let plain = StudentID.normalised(name)
    guard StudentID.fault(in: plain) == nil else { return nil }
    if byKey.isEmpty { return (plain, true) }
    if let known = byKey[StudentID.key(plain)] { return (known, true) }
    let counted = plain.replacing(
      /(?:\s*\([0-9]+\)|\s*[-_][0-9]+|\s+copy(?:\s*[0-9]+)?|\s+-\s+Copy)+(\.[A-Za-z]+)$/,
      with: { String($0.1) }
    )
    if let known = byKey[StudentID.key(counted)] { return (known, true) }
    return (plain, false)
  }
}
