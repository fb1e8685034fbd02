import Foundation
import LessonDocument

/// The folder of lessons, of which students get one form and the instructor keeps another.
extension Release {
  /// All documents: lessons, pages and the introduction.
  var documents: [Lesson] { course.documents + [introduction].compactMap(\.self) }

  /// Adds all documents, the course's settings, its data and what its lessons link to.
  ///
  /// - Parameter text: what stands in the file of a document.
  func addLessons(
    to files: inout ReleaseFiles,
    text: (Lesson) -> String
  ) throws(ReleaseError) {
    let lessons = course.folder.path
    for document in documents {
      files.add(text(document), at: "Lessons/\(Self.fileName(of: document))")
    }
    for name in ["course.yml", "diagnostics.yml"] {
      try files.add(file: "\(lessons)/\(name)", at: "Lessons/\(name)", root: lessons)
    }
    // The folder of the data may be a link, for data are large.
    let data = ReleaseFiles.realPath("\(lessons)/data") ?? "\(lessons)/data"
    try files.add(folder: data, at: "Lessons/data", root: data)
    for (path, real) in linked where files.files["Lessons/\(path)"] == nil {
      try files.add(file: real, at: "Lessons/\(path)", root: lessons)
    }
  }

  static func fileName(of document: Lesson) -> String {
    URL(fileURLWithPath: document.file).lastPathComponent
  }
}
