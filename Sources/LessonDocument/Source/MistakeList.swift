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
    let mistake = LessonMistake(file: file, location: location, message: message)
    if !mistakes.contains(mistake) { mistakes.append(mistake) }
  }

  /// Everything noted, in the order of the file.
  var errors: LessonErrors {
    let ordered = mistakes.enumerated().sorted {
      ($0.element.location, $0.offset) < ($1.element.location, $1.offset)
    }
    return LessonErrors(ordered.map(\.element))
  }
}
