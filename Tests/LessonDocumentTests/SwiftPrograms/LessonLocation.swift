import LessonDocument

/// A place in a lesson: the name without a module, which `Testing` has another meaning for.
typealias LessonLocation = SourceLocation
