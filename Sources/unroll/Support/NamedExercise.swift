import Foundation
import LessonDocument
import LessonRunner

/// An exercise that somebody names where a lesson is wanted, and the lesson in which it stands.
struct NamedExercise: Equatable {
  /// What was written.
  let written: String
  /// The exercise's name.
  let name: String
  /// The name by which its lesson is called.
  let lesson: String

  /// - Returns: nil if no exercise is called so or nearly so, or if a lesson's name is as near.
  init?(meantBy written: String, in course: Course) {
    let names = course.lessons.flatMap(\.exerciseNames)
    let lessons = course.folder.entries.flatMap { [$0.slug, "\($0.number)-\($0.slug)"] }
    guard names.contains(written) || Suggestion.nearest(to: written, among: lessons) == nil,
      let name = Suggestion.nearest(to: written, among: names),
      let lesson = course.lessons.first(where: { $0.exerciseNames.contains(name) })
    else { return nil }
    (self.written, self.name, self.lesson) = (written, name, lesson.fullName)
  }

  /// What is said of code, such as a student's answer, where a lesson is wanted.
  static func refusal(ofCode path: String) -> UseError {
    let stem = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let folder = try? CourseChoice().lessons()
    let course = folder.map { LessonReader().readableCourse(in: $0) }
    let isOne = course?.lessons.contains { $0.exerciseNames.contains(stem) } ?? false
    return .codeForLesson(path, exercise: isOne ? stem : nil)
  }
}
