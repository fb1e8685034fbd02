import Foundation

/// The Markdown files of a course as they stood at one moment: what is published is what was read then, whatever an
/// editor does meanwhile.
public struct CourseFiles: Sendable {
  private let contents: [String: Result<[UInt8], LessonErrors>]

  /// Reads the lessons of a course, the pages beside them and its `README.md`, each once.
  public init(of folder: LessonFolder) {
    let paths = (folder.entries + folder.pages).map(\.path) + [Self.introduction(of: folder)]
    var contents: [String: Result<[UInt8], LessonErrors>] = [:]
    for path in paths where FileManager.default.fileExists(atPath: path) {
      contents[path] = Result { () throws(LessonErrors) in try LessonFile.bytes(at: path) }
    }
    self.contents = contents
  }

  /// The path of the file that says what the course is.
  public static func introduction(of folder: LessonFolder) -> String { "\(folder.path)/README.md" }

  /// What a file held; nil if it was not read.
  public func content(of path: String) -> [UInt8]? {
    contents[path].flatMap { try? $0.get() }
  }

  /// What a file held, which is read now if it is none of these.
  func bytes(at path: String) throws(LessonErrors) -> [UInt8] {
    guard let content = contents[path] else { return try LessonFile.bytes(at: path) }
    return try content.get()
  }
}
