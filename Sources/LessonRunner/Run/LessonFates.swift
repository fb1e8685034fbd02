import LessonDocument

/// How far a lesson has come: what its next step starts from.
struct LessonFates: Sendable {
  /// How many steps the host has kept: the number of its newest checkpoint.
  var checkpoint = 0
  /// Steps without a usable end, and what is said of those that need them.
  var failed: [Int: String] = [:]
  /// The step after whose fault nothing runs any more.
  var stopped: Int?
}
