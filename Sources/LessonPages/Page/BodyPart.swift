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
