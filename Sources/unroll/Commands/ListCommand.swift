import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll`: the lessons.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the lessons of the course in this folder, and how far you are."
  )

  func run() async throws {
    let choice = CourseChoice()
    let course = try LessonReader().course(in: choice.lessons())
    let description = try choice.description(course)
    let width = min(100, TerminalDevice().width)
    var parts = [PlainText.paragraph(description.title, width: width, margin: 0)]
    if !description.summary.isEmpty {
      parts[0] += "\n" + PlainText.paragraph(description.summary, width: width, margin: 0)
    }
    let work = StudentWork(course: choice.folder)
    let states = course.lessons.flatMap { ExerciseState.states(of: $0, work: work) }
    parts += course.lessons.map { lesson in
      var entry = "\(lesson.number ?? "  ")  \(lesson.slug): \(PlainText.lines(lesson.title))"
      if let description = lesson.frontMatter.description {
        entry += "\n" + PlainText.paragraph(description, width: width, margin: 4)
      }
      let states = ExerciseState.states(of: lesson, work: work)
      return ([entry] + ExerciseState.lines(states, margin: 4)).joined(separator: "\n")
    }
    if !states.isEmpty {
      parts.append(ExerciseState.summary(states))
    }
    if let first = course.lessons.first {
      parts.append("Run one with `unroll run \(first.number ?? first.slug)`.")
    } else {
      parts.append("There is no lesson yet: begin one with `unroll new lesson first-steps`.")
    }
    StandardOutput.write(parts.joined(separator: "\n\n") + "\n")
  }
}
