import ArgumentParser
import LessonDocument
import LessonPages

/// `unroll`: the lessons.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the lessons of the course in this folder."
  )

  func run() async throws {
    let course = try LessonReader().course(in: LessonFolder(course: "."))
    for lesson in course.lessons {
      print("\(lesson.number ?? "  ")  \(lesson.slug)  \(lesson.title)")
      if let description = lesson.frontMatter.description { print("      \(description)") }
    }
    print("\nRun one with `unroll run \(course.lessons.first?.slug ?? "LESSON")`.")
  }
}
