/// The mistakes found so far in one file.
struct MistakeList {
  /// The path of the file.
  let file: String
  private(set) var mistakes: [LessonMistake] = []
  /// What the author may not have meant, though it can be read.
  private(set) var warnings: [LessonMistake] = []

  init(file: String) {
    self.file = file
  }

  /// Notes a mistake.
  mutating func add(_ message: String, at location: SourceLocation) {
    mistakes.append(LessonMistake(file: file, location: location, message: message))
  }

  /// Notes something that can be read and is probably not what its author meant.
  mutating func warn(_ message: String, at location: SourceLocation) {
    warnings.append(
      LessonMistake(file: file, location: location, message: message, isWarning: true)
    )
  }

  /// The list so far, while this one begins anew.
  mutating func taken() -> MistakeList {
    defer { (mistakes, warnings) = ([], []) }
    return self
  }

  /// Everything noted, in the order of the file.
  var errors: LessonErrors { LessonErrors(Self.inOrder(mistakes)) }

  /// The warnings in the order of the file, each once.
  var orderedWarnings: [LessonMistake] { Self.inOrder(warnings) }

  private static func inOrder(_ mistakes: [LessonMistake]) -> [LessonMistake] {
    let ordered = mistakes.enumerated().sorted {
      ($0.element.location, $0.offset) < ($1.element.location, $1.offset)
    }
    let kept = ordered.enumerated().filter { index, mistake in
      index == 0 || ordered[index - 1].element != mistake.element
    }
    return kept.map(\.element.element)
  }
}
