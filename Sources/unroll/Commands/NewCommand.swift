import ArgumentParser
import Foundation
import LessonDocument

/// `unroll new`: the beginning of a lesson or an exercise.
struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a lesson or an exercise.",
    subcommands: [NewLessonCommand.self, NewExerciseCommand.self]
  )
}

/// `unroll new lesson`: a file with all that a lesson has.
struct NewLessonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Write the beginning of a lesson, with the next free number.",
    discussion: "For example: unroll new lesson forget-gate --title 'The forget gate'"
  )

  @Argument(help: "The lesson's name: small letters, digits and hyphens.")
  var name: String

  @Option(help: "The lesson's title (default: made of its name).")
  var title: String?

  func run() async throws {
    let name = try NewName.checked(name)
    let choice = CourseChoice()
    let entries = try choice.lessons().entries
    if let taken = entries.first(where: { $0.slug == name }) { throw UseError.taken(taken.path) }
    let numbers = entries.compactMap { Int($0.number.prefix { $0.isNumber }) }
    let number = (numbers.max() ?? -1) + 1
    let path = choice.path("Lessons/\(number < 10 ? "0" : "")\(number)-\(name).md")
    try NewName.write(text, at: path)
    StandardOutput.write("Wrote \(path).\nRun it at every save with: unroll watch \(name)\n")
  }

  private var text: String {
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
    let path = try LessonChoice.path(lesson)
    let read = try LessonReader().lesson(at: path)
    let course = try? LessonReader().course(in: CourseChoice().lessons())
    let other =
      course?.lessons.first { $0.hasExercise(name) } ?? (read.hasExercise(name) ? read : nil)
    if let other { throw UseError.exerciseTaken(name, lesson: other.file) }
    var text = try String(contentsOfFile: path, encoding: .utf8)
    while text.last?.isNewline == true { text.removeLast() }
    text += ("\n\n" + Self.text(name)).replacing("\n", with: FileLines.lineEnd(of: text))
    // The lesson is whole at every instant, and stays readable by whoever watches it.
    _ = try LessonReader().lesson(source: text, file: path)
    // Of a link, the file that it leads to gets the exercise.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    try Data(text.utf8).write(to: target, options: .atomic)
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

/// Names that an author gives.
enum NewName {
  /// A name that can stand in addresses and file names.
  static func checked(_ name: String) throws -> String {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    let isFine =
      name.utf8.count <= 64
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
      }
    guard isFine else { throw UseError.badName(name) }
    return name
  }

  /// `clip-norm` as `Clip norm`.
  static func title(of name: String) -> String {
    let words = name.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// `clip-norm` as `clipNorm`.
  static func function(of name: String) -> String {
    let words = name.split(separator: "-")
    let joined =
      (words.first.map(String.init) ?? "") + words.dropFirst().map(\.capitalized).joined()
    return joined.first?.isNumber == true ? "answer\(joined)" : joined
  }

  /// Writes a file that is not there yet.
  static func write(_ text: String, at path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    } catch CocoaError.fileWriteFileExists {
      throw UseError.taken(path)
    }
  }
}

extension Lesson {
  fileprivate func hasExercise(_ name: String) -> Bool { exerciseNames.contains(name) }
}
