/// The mistakes found so far in one file.
struct MistakeList {
  /// The path of the file.
  let file: String
  private(set) var mistakes: [LessonMistake] = []

  init(file: String) {
    self.file = file
  }

  /// Notes a mistake.
  mutating func add(_ message: String, at location: SourceLocation) {
    mistakes.append(LessonMistake(file: file, location: location, message: message))
  }

  /// The list so far, while this one begins anew.
  mutating func taken() -> MistakeList {
    defer { mistakes = [] }
    return self
  }

  /// Everything noted, in the order of the file.
  var errors: LessonErrors {
    let ordered = mistakes.enumerated().sorted {
      ($0.element.location, $0.offset) < ($1.element.location, $1.offset)
    }
    let kept = ordered.enumerated().filter { index, mistake in
      index == 0 || ordered[index - 1].element != mistake.element
    }
    return LessonErrors(kept.map(\.element.element))
  }
}
