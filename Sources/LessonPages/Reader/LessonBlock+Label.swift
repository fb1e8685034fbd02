import LessonDocument

extension LessonBlock {
  /// Whether readers are told its label, for code of their own after it.
  var isTriable: Bool { hasOwnLabel && options.evaluate && role == .example }
}
