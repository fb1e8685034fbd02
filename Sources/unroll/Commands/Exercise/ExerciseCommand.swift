import ArgumentParser
import LessonDocument
import LessonRunner

/// `unroll exercise`: a student's work.
struct ExerciseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise",
    abstract: "Work on the exercises of the course.",
    discussion: """
      An answer is a file in the folder Work: start one, edit it, check it, or have it checked at \
      every save. Examples:

        unroll exercise list                the exercises, and how far you are
        unroll exercise start one-step      writes Work/one-step.swift
        unroll exercise watch one-step      checks it at every save
        unroll exercise hint one-step       the next hint
      """,
    subcommands: [
      ExerciseListCommand.self, ExerciseStartCommand.self, ExerciseCheckCommand.self,
      ExerciseWatchCommand.self, ExerciseHintCommand.self, ExerciseResetCommand.self,
      ExerciseUpdateCommand.self,
    ],
    defaultSubcommand: ExerciseListCommand.self
  )
}

/// `unroll exercise list`: the exercises and how far the student is.
struct ExerciseListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the exercises and how far you are."
  )

  func run() async throws {
    let choice = CourseChoice()
    let course = try LessonReader().course(in: choice.lessons())
    let work = StudentWork(course: choice.folder)
    var parts: [String] = []
    var all: [ExerciseState] = []
    for lesson in course.lessons {
      let states = ExerciseState.states(of: lesson, work: work)
      guard !states.isEmpty else { continue }
      all += states
      let title = "\(lesson.number ?? "  ")  \(PlainText.lines(lesson.title))"
      parts.append(([title] + ExerciseState.lines(states, margin: 4)).joined(separator: "\n"))
    }
    parts.append(
      all.isEmpty ? ExerciseState.none(in: course) : ExerciseState.summary(all)
    )
    if let next = all.first(where: { $0.stage != .passed && $0.stage != .written }) {
      let name = next.name
      let verb = next.stage == .untouched ? "start" : "check"
      parts[parts.count - 1] += "\nNext: unroll exercise \(verb) \(name)"
    }
    // A lesson that is changed, and code that is tried, are no answers.
    let known = course.lessons.flatMap { $0.exerciseNames + [$0.fullName] } + ["try"]
    let strays = work.answers(besides: Set(known)).map {
      "\(PlainText.lines($0)) answers no exercise of this course: rename it if its exercise has another name now."
    }
    if !strays.isEmpty { parts.append(strays.joined(separator: "\n")) }
    StandardOutput.write(parts.joined(separator: "\n\n") + "\n")
  }
}
