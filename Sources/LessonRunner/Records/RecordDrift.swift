public import LessonDocument

/// A place at which a lesson's results are not those recorded.
public struct RecordDrift: Equatable, Sendable {
  /// Where in the lesson.
  public var location: SourceLocation
  /// What differs, in a sentence without its end.
  public var message: String
}
