import Classroom
import Foundation
import LessonDocument
import LessonPages
import SystemFiles

/// Where a command writes what it makes of lessons: never in place of something that a person wrote.
struct ExportTarget {
  /// The path as it was named.
  let path: String
  /// The file that it leads to, through links.
  private let file: String

  /// - Throws: ``UseError`` if the path leads to a file of a course, to Markdown beside the lesson, or to no place for
  ///   a file.
  init(_ path: String, of lesson: Lesson? = nil) throws(UseError) {
    self.path = path
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    file = target.path
    let folder = target.deletingLastPathComponent()
    guard Self.isFolder(folder) else {
      throw .noFolder(path: path, folder: (path as NSString).deletingLastPathComponent)
    }
    guard !Self.isFolder(target) else { throw .targetIsFolder(path) }
    guard FileManager.default.fileExists(atPath: file) else { return }
    if let lesson, Self.identity(file) == Self.identity(lesson.file) {
      throw .exportsOntoItself(lesson.file)
    }
    if Self.isOfCourse(file) || lesson.map({ isBeside($0) }) == true { throw .ofCourse(path) }
  }

  /// Whether it is or will be a file, rather than a device such as `/dev/stdout`.
  var isFile: Bool {
    let type = (try? FileManager.default.attributesOfItem(atPath: file))?[.type]
    return type.map { $0 as? FileAttributeType == .typeRegular } ?? true
  }

  /// Writes a text; a file is replaced whole, a device such as `/dev/stdout` is written to.
  func write(_ text: String) throws(SiteError) {
    do {
      if isFile {
        try WholeFile(file).replace(with: Data(text.utf8))
      } else {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      }
    } catch {
      throw .unwritable(path: path, reason: SystemFailure.reason(of: error))
    }
  }

  /// Whether it is Markdown in the lesson's folder: another lesson, or a page.
  private func isBeside(_ lesson: Lesson) -> Bool {
    let folder = URL(fileURLWithPath: lesson.file).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let target = URL(fileURLWithPath: file)
    return target.pathExtension.lowercased() == "md"
      && target.deletingLastPathComponent().path == folder.path
  }

  /// What a class's persons write beside the lessons.
  private static let ofClass: Set<String> = ["class.yml", Roster.fileName, "overrides.csv"]

  /// Whether a file is one of a course's own: in its folder of lessons, answers, submissions or looks, or what a
  /// forge shows of it.
  private static func isOfCourse(_ file: String) -> Bool {
    let url = URL(fileURLWithPath: file)
    if url.lastPathComponent.lowercased() == "readme.md" { return true }
    var folder = url.deletingLastPathComponent()
    let isBesideLessons = isFolder(folder.appendingPathComponent("Lessons"))
    if isBesideLessons, ofClass.contains(url.lastPathComponent) { return true }
    while folder.path != "/" {
      let parent = folder.deletingLastPathComponent()
      let isOwn = ["Lessons", "Work", "Site", "submitted", "grades", "releases"].contains(
        folder.lastPathComponent
      )
      // A course may itself lie in a folder of that name.
      let isCourse = isFolder(parent.appendingPathComponent("Lessons"))
      if isOwn, isCourse, !isFolder(folder.appendingPathComponent("Lessons")) { return true }
      folder = parent
    }
    return false
  }

  private static func isFolder(_ folder: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Which file a path leads to, by whatever name.
  private static func identity(_ path: String) -> [NSNumber?]? {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    return attributes.map {
      [$0[.systemNumber] as? NSNumber, $0[.systemFileNumber] as? NSNumber]
    }
  }
}
