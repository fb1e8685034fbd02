public import Foundation
public import LessonDocument

/// A course on its way to become a site.
public struct CourseSite: Sendable {
  /// A lesson or page with what came of running it; nil shows the code alone.
  public typealias Document = (lesson: Lesson, results: LessonResults?)

  /// The course's title.
  public var title: String
  /// One sentence on the course.
  public var description: String
  /// What the first page says before it lists the lessons; nil is nothing.
  public var introduction: Lesson?
  /// The lessons, in order.
  public var lessons: [Document]
  /// The pages beside them, such as a glossary.
  public var pages: [Document]
  /// Where the site will stand, with a slash at its end; nil writes no sitemap.
  public var baseURL: String?
  /// The lessons that cannot be read at the moment, by the names of their files: their slugs.
  public var unread: [String: String] = [:]
  /// The language of what is no lesson's.
  public var language: String
  /// Who wrote the course, and how it may be used.
  public var origin = Origin()
  /// The term of which this site is a lasting copy; nil is the course as it goes on.
  public var edition: String?
  /// The folder that holds a site for each earlier term; each is copied in and linked.
  public var archive: URL?
  /// Whether the files that readers take away are written, for which lessons are read again.
  public var hasDownloads = false

  /// A site of lessons, without anything that is optional.
  public init(
    title: String,
    description: String,
    lessons: [Document],
    pages: [Document] = [],
    baseURL: String? = nil,
    language: String = "en"
  ) {
    self.title = title
    self.description = description
    self.lessons = lessons
    self.pages = pages
    self.baseURL = baseURL
    self.language = language
  }

  /// Lessons and pages.
  public var documents: [Document] { lessons + pages }

  /// The names of the earlier terms, the newest first.
  var archivedEditions: [String] {
    guard edition == nil, let archive else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: archive.path)) ?? []
    return names.filter { name in
      let marker = archive.appendingPathComponent("\(name)/\(SiteFolder.marker)")
      return FileManager.default.fileExists(atPath: marker.path)
    }.sorted().reversed()
  }
}
