public import LessonDocument

extension ClassPlan {
  /// The plan of a course without `class.yml`: each lesson with exercises is an assignment, worth what the lesson
  /// says, at any time.
  public static func everything(of lessons: [Lesson]) -> ClassPlan {
    var plan = ClassPlan()
    plan.assignments = lessons.compactMap { lesson in
      let names = lesson.exercises.map(\.name) + lesson.writtenExercises.map(\.name)
      guard !names.isEmpty else { return nil }
      return Assignment(
        name: lesson.slug,
        title: lesson.title,
        exercises: names.map { AssignedExercise(name: $0) }
      )
    }
    return plan
  }
}
