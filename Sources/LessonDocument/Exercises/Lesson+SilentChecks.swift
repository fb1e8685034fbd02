extension Lesson {
  /// A check of an exercise that tells a student no values where it fails.
  public struct SilentCheck: Equatable, Sendable {
    /// The exercise.
    public var exercise: String
    /// The check's title, where it is a plain text.
    public var title: String?
    /// Where the title stands.
    public var location: SourceLocation
  }

  /// The checks of the lesson's exercises that tell no values, in the order of the exercises.
  public var silentChecks: [SilentCheck] {
    exercises.flatMap { exercise in
      exercise.checks.flatMap { index in
        let code = BlockCode(blocks[index].code)
        return BlockSyntaxReader.read(code).checks.filter(\.tellsNoValues).map {
          SilentCheck(
            exercise: exercise.name,
            title: $0.title,
            location: code.location(at: $0.offset)
          )
        }
      }
    }
  }
}
