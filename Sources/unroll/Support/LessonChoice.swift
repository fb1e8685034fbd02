import Foundation
import LessonDocument
import LessonRunner

/// Finds the lesson that a person means.
enum LessonChoice {
  /// Reads the lessons that are named, each once; all of the course in this folder if none is.
  ///
  /// - Throws: the mistakes of all of them at once.
  static func lessons(_ names: [String]) throws -> [Lesson] {
    guard !names.isEmpty else {
      return try LessonReader().course(in: CourseChoice().lessons()).lessons
    }
    var mistakes: [LessonMistake] = []
    var lessons: [Lesson] = []
    for name in names {
      do {
        let lesson = try lesson(name)
        if !lessons.contains(where: { $0.file == lesson.file }) { lessons.append(lesson) }
      } catch let errors as LessonErrors {
        mistakes += errors.mistakes.filter { !mistakes.contains($0) }
      }
    }
    guard mistakes.isEmpty else { throw LessonErrors(mistakes) }
    return lessons
  }

  /// Reads a lesson named by number, slug or path; a path may lead anywhere.
  static func lesson(_ name: String) throws -> Lesson {
    try LessonReader().lesson(at: path(name))
  }

  /// The path of a lesson's file that is there.
  static func path(_ name: String) throws -> String {
    let path = try found(name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw UseError.noFile(name)
    }
    if isFolder.boolValue { throw UseError.folder(name) }
    return path
  }

  private static func found(_ name: String) throws -> String {
    let isPath = name.contains("/") || name.hasSuffix(".md")
    if name.hasSuffix(".swift") { throw NamedExercise.refusal(ofCode: name) }
    if isPath, FileManager.default.fileExists(atPath: name) { return name }
    do {
      return try CourseChoice().lessons().path(named: name)
    } catch CourseError.noLesson(let wanted, let known) {
      let course = LessonReader().readableCourse(in: try CourseChoice().lessons())
      // A lesson that was renamed answers to its earlier name.
      let renamed = course.lessons.first { $0.frontMatter.aliases.contains(name) }
      if let renamed { return renamed.file }
      if let exercise = NamedExercise(meantBy: name, in: course) {
        throw UseError.exerciseForLesson(exercise)
      }
      if isPath { return name }
      throw CourseError.noLesson(name: wanted, known: known)
    } catch {
      if isPath, error.isOfAbsence { return name }
      throw error
    }
  }
}

extension Lesson {
  /// Refuses a label that no block bears.
  func requireBlock(labelled label: String) throws {
    guard !blocks.contains(where: { $0.label == label }) else { return }
    // Labels that the author wrote say more than those that were counted.
    let written = blocks.filter { $0.label != "block-\($0.index + 1)" }.map(\.label)
    throw RunnerError.unknownLabel(label, labels: written.isEmpty ? blocks.map(\.label) : written)
  }
}

extension CourseError {
  /// Whether it says that something is not there.
  fileprivate var isOfAbsence: Bool {
    switch self {
    case .noFolder, .noLesson: true
    case .ambiguous, .misnamed, .noExercise: false
    }
  }
}
