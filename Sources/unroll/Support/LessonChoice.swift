import Foundation
import LessonDocument

/// Finds the lesson that a person means.
enum LessonChoice {
  /// Reads a lesson named by number, slug or path; a path may lead anywhere.
  static func lesson(_ name: String) throws -> Lesson {
    try LessonReader().lesson(at: path(name))
  }

  private static func path(_ name: String) throws(CourseError) -> String {
    let isPath = name.contains("/") || name.hasSuffix(".md")
    if isPath, FileManager.default.fileExists(atPath: name) { return name }
    do throws(CourseError) {
      return try LessonFolder(course: ".").path(named: name)
    } catch {
      if isPath { return name }
      throw error
    }
  }
}

/// The program's own path.
enum Program {
  static var path: String {
    #if os(Linux)
    return (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    #else
    return Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
  }
}
