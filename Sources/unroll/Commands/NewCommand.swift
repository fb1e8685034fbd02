import ArgumentParser
import Foundation
import LessonDocument
import LessonPages
import SystemFiles

/// `unroll new`: the beginning of a lesson or an exercise, and files for other machines.
struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a course, a lesson or an exercise, or share work with other machines.",
    subcommands: [
      NewCourseCommand.self, NewLessonCommand.self, NewExerciseCommand.self, NewJobsCommand.self,
    ]
  )
}

/// `unroll new lesson`: a file with all that a lesson has.
struct NewLessonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Write the beginning of a lesson, with the next free number.",
    discussion: """
      In a folder without Lessons it begins a course. A name that begins with a number, such as 09-forget-gate, \
      gives the lesson that number. For example: unroll new lesson forget-gate --title 'The forget gate'
      """
  )

  @Argument(
    help: "The lesson's name: small letters, digits and hyphens, perhaps with its number before it."
  )
  var name: String

  @Option(help: "The lesson's title (default: made of its name).")
  var title: String?

  func run() async throws {
    let (number, name) = NewName.numbered(try NewName.checked(name))
    let choice = CourseChoice()
    let folder = choice.path("Lessons")
    let isFirst = !FileManager.default.fileExists(atPath: folder)
    let lessons = isFirst ? nil : try choice.lessons()
    let entries = lessons?.entries ?? []
    let taken = entries + (lessons?.pages ?? [])
    if let taken = taken.first(where: { $0.slug == name }) { throw UseError.taken(taken.path) }
    if let number, let taken = entries.first(where: { $0.number == number }) {
      throw UseError.numberTaken(number, by: taken.path)
    }
    let path = "\(folder)/\(try number ?? Self.nextNumber(after: entries))-\(name).md"
    if isFirst { try NewName.makeFolder(folder) }
    try NewName.write(text(name), at: path)
    let title = "Write the course's title as the heading of \(folder)/README.md.\n"
    StandardOutput.write(
      """
      Wrote \(path).
      Run it at every save with: unroll watch \(name)
      Add an exercise with: unroll new exercise my-exercise --in \(name)
      See the course in a browser with: unroll serve

      """ + (isFirst ? title : "")
    )
  }

  /// The number after the greatest.
  private static func nextNumber(after entries: [LessonFolder.Entry]) throws -> String {
    let numbers = entries.compactMap { Int($0.number.prefix { $0.isNumber }) }
    let next = (numbers.max() ?? -1) + 1
    guard next < 100 else { throw UseError.noNumberLeft }
    return next < 10 ? "0\(next)" : "\(next)"
  }

  private func text(_ name: String) -> String {
    """
    ---
    description: What the reader will find here, in one sentence.
    objectives:
      - say what a reader can do afterwards
    seed: 1
    ---

    # \(title ?? NewName.title(of: name))

    Begin with a question that this lesson answers.

    ```swift
    //| label: first
    let numbers = [1, 2, 3]
    numbers.reduce(0, +)
    ```

    The sum is `{swift} numbers.reduce(0, +)`.

    """
  }
}

/// `unroll new exercise`: an exercise at the end of a lesson, with all that a sound one needs.
struct NewExerciseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise",
    abstract: "Add the beginning of an exercise to the end of a lesson.",
    discussion: """
      What is written is sound as it stands, and meant to be replaced part by part: check it with \
      unroll check. For example: unroll new exercise clip-norm --in 04
      """
  )

  @Argument(help: "The exercise's name: small letters, digits and hyphens.")
  var name: String

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(
      "The lesson: its number, its name, or the path of its file.",
      valueName: "lesson"
    )
  )
  var lesson: String

  func run() async throws {
    let name = try NewName.checked(name)
    let reason =
      ReservedName.reason(ofExercise: name)
      ?? ReservedName.reason(ofFunction: NewName.function(of: name))
    if let reason { throw UseError.reserved(reason) }
    let path = try LessonChoice.path(lesson)
    // Of a link, the file that it leads to gets the exercise.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    // Who adds to a lesson of the folder at the same time waits; where there are no locks nobody does.
    let lock = HeldLock.ask(target.deletingLastPathComponent().path, waits: true)
    defer { withExtendedLifetime(lock) {} }
    let read = try LessonReader().lesson(at: path)
    let course = (try? CourseChoice().lessons()).map { LessonReader().readableCourse(in: $0) }
    let other =
      course?.lessons.first { $0.hasExercise(name) } ?? (read.hasExercise(name) ? read : nil)
    if let other { throw UseError.exerciseTaken(name, lesson: other.file) }
    let before = try String(contentsOfFile: path, encoding: .utf8)
    var text = before
    while text.last?.isNewline == true { text.removeLast() }
    text += ("\n\n" + Self.text(name)).replacing("\n", with: FileLines.lineEnd(of: text))
    // The lesson is whole at every instant, and stays readable by whoever watches it.
    _ = try LessonReader().lesson(source: text, file: path)
    guard try String(contentsOfFile: path, encoding: .utf8) == before else {
      throw UseError.changedMeanwhile(path)
    }
    do {
      try WholeFile(target.path).replace(with: Data(text.utf8))
    } catch {
      throw SiteError.unwritable(path: path, reason: error.description)
    }
    StandardOutput.write(
      "Added the exercise '\(name)' to \(path).\nSee whether it is sound with: unroll check \(lesson)\n"
    )
  }

  /// A whole exercise, to be replaced part by part.
  static func text(_ name: String) -> String {
    let function = NewName.function(of: name)
    return """
      ## Exercise: \(NewName.title(of: name).lowercased())

      Write `\(function)`, which doubles a number. Say what is asked, and what is given.

      ```swift
      //| exercise: \(name)
      //| title: \(NewName.title(of: name))
      //| points: 1
      //| provides: ["func \(function)(_ x: Double) -> Double"]
      func \(function)(_ x: Double) -> Double {
        // BEGIN SOLUTION
        2 * x
        // END SOLUTION
      }
      ```

      ```hint \(name)
      A hint asks a question that leads on. What is twice three?
      ```

      ```swift
      //| check: \(name)
      check("doubles 3", \(function)(3), equals: 6, tolerance: 1e-9)
      ```

      ```swift
      //| check: \(name)
      //| hidden: true
      check("doubles a negative number", \(function)(-4), equals: -8, tolerance: 1e-9)
      ```

      ```swift
      //| wrong: \(name)
      //| expect-message: doubles 3
      func \(function)(_ x: Double) -> Double { x * x }
      ```

      """
  }
}

extension Lesson {
  fileprivate func hasExercise(_ name: String) -> Bool { exerciseNames.contains(name) }
}
