import LessonDocument

/// A lesson's text cut into what stands in an exercise's card and what does not.
enum BodyPart: Equatable {
  /// A top-level element.
  case element(Int)
  /// An exercise and the elements of its statement.
  case exercise(Exercise, statement: Range<Int>)

  /// The parts of a lesson, in order; an exercise whose block is nested has no part of its own.
  static func parts(of lesson: Lesson) -> [BodyPart] {
    var parts: [BodyPart] = []
    var next = 0
    for exercise in lesson.exercises {
      guard let place = lesson.elements.firstIndex(of: .block(exercise.block)), place >= next
      else { continue }
      // Two exercises below one heading: the statement of the second begins after the first.
      let start = min(max(next, exercise.statement.lowerBound), place)
      parts += (next..<start).map(BodyPart.element)
      parts.append(.exercise(exercise, statement: start..<place))
      next = place + 1
    }
    return parts + (next..<max(next, lesson.elements.count)).map(BodyPart.element)
  }
}

extension Lesson {
  /// The hints of an exercise, in order, wherever they stand.
  func hints(of exercise: String) -> [[Element]] {
    elements.flatMap { $0.hints(of: exercise) }.sorted { $0.number < $1.number }.map(\.content)
  }
}

extension Element {
  fileprivate func hints(of exercise: String) -> [(number: Int, content: [Element])] {
    switch self {
    case .hint(exercise, let number, let content): [(number, content)]
    case .list(_, _, let items): items.flatMap { $0.flatMap { $0.hints(of: exercise) } }
    case .quote(let content), .callout(_, _, let content):
      content.flatMap { $0.hints(of: exercise) }
    case .heading, .paragraph, .block, .code, .hint, .answer, .table, .math, .html, .thematicBreak:
      []
    }
  }
}
