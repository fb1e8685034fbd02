import Foundation
import LessonDocument

/// The course that a person means: a folder that holds `Lessons`.
struct CourseChoice {
  /// The folder, as it was named.
  let folder: String

  /// - Parameter name: the folder that holds `Lessons`, or that `Lessons` folder itself.
  init(_ name: String = ".") {
    let url = URL(fileURLWithPath: name)
    let isLessons =
      url.lastPathComponent == "Lessons" && !Self.isFolder(url.appendingPathComponent("Lessons"))
    guard isLessons, Self.isFolder(url) else {
      folder = name.isEmpty ? "." : name
      return
    }
    let parent = URL(fileURLWithPath: name).deletingLastPathComponent().path
    let isInside = name == "." || name == "./" || name.isEmpty
    let isHere = parent == FileManager.default.currentDirectoryPath
    folder = isInside ? ".." : isHere ? "." : parent
  }

  /// Which lessons there are.
  func lessons() throws(CourseError) -> LessonFolder { try LessonFolder(course: folder) }

  /// A file or folder of the course.
  func path(_ name: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// What the course says of itself.
  func description() throws(LessonErrors) -> CourseDescription {
    let file = path("Lessons/README.md")
    guard FileManager.default.fileExists(atPath: file) else { return CourseDescription() }
    return CourseDescription(try LessonReader().lesson(at: file))
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

/// The name of a course and one sentence on it: the first heading and paragraph of
/// `Lessons/README.md`, where a forge shows them too.
struct CourseDescription: Equatable {
  var title = "Lessons"
  var summary = ""

  /// The words for a course that says nothing of itself.
  init() {}

  /// - Parameter page: the course's `README.md`.
  init(_ page: Lesson) {
    title = page.title
    if let summary = page.frontMatter.description {
      self.summary = summary
      return
    }
    for case .paragraph(let content) in page.elements {
      summary = content.map { $0.plainText(in: page.inlineExpressions) }.joined()
      return
    }
  }
}
