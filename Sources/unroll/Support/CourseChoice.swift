import Foundation
import LessonDocument
import LessonPages
import LessonRunner

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

  /// The folder of the course's own files in which a site would stand; nil if it stands in none.
  ///
  /// `Site/public` is the place for a site; earlier terms beside it are kept.
  func part(holding target: URL) -> String? {
    let real = { (url: URL) in url.standardizedFileURL.resolvingSymlinksInPath().path }
    let site = real(target)
    guard site != real(URL(fileURLWithPath: path("Site/public"))) else { return nil }
    return ["Lessons", "Work", "Site"].map(path).first { name in
      let part = real(URL(fileURLWithPath: name))
      return site == part || site.hasPrefix(part + "/")
    }
  }

  /// Whether a place within the course leads out of it, by a symbolic link of the author's or another's.
  func leadsOut(_ name: String) -> Bool {
    let real = { (path: String) in
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    let root = real(folder)
    let place = real(path(name))
    return place != root && !place.hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }

  /// What the course says of itself: `course.yml`, else `README.md`.
  func description(
    _ course: Course,
    files: CourseFiles? = nil
  ) throws(LessonErrors) -> CourseDescription {
    let settings = course.settings
    let file = CourseFiles.introduction(of: course.folder)
    let files = files ?? CourseFiles(of: course.folder)
    var description = CourseDescription()
    if files.content(of: file) != nil || FileManager.default.fileExists(atPath: file) {
      let page = try LessonReader().lesson(at: file, in: files)
      description = CourseDescription(page, summary: settings.description)
    }
    description.title = settings.title ?? description.title
    description.summary = settings.description ?? description.summary
    return description
  }

  /// The course as a site, with what came of running its documents.
  ///
  /// - Parameter files: the files as the course was read from them; nil reads the introduction now.
  /// - Parameter results: what came of a document; nil shows its code alone.
  func site(
    _ course: Course,
    files: CourseFiles? = nil,
    results: (Lesson) -> LessonResults?
  ) throws(LessonErrors) -> CourseSite {
    let description = try description(course, files: files)
    var site = CourseSite(
      title: description.title,
      description: description.summary,
      lessons: course.lessons.map { ($0, results($0)) },
      pages: course.pages.map { ($0, results($0)) },
      baseURL: course.settings.baseURL,
      language: course.settings.language
    )
    site.introduction = description.introduction
    site.origin = course.settings.origin
    site.hasDownloads = true
    site.archive = URL(fileURLWithPath: path("Site/editions"))
    return site
  }

  /// The folders of the theme: a file of the course's own `Site` takes the place of the installation's of that name.
  func themes(_ environment: RunnerEnvironment) -> [URL] {
    themes(of: environment.installation)
  }

  /// The same where nothing runs.
  func themes(of installation: Installation) -> [URL] {
    let folders = [path("Site"), installation.theme].map { URL(fileURLWithPath: $0) }
    let isOne =
      folders[0].resolvingSymlinksInPath().path == folders[1].resolvingSymlinksInPath().path
    return isOne ? [folders[0]] : folders
  }

  /// The look of the course's pages, and what is made of its lessons.
  ///
  /// - Parameter read: reads lessons.
  /// - Throws: what is wrong with either, all at once.
  func themed<Lessons>(
    _ environment: RunnerEnvironment,
    _ read: () throws -> Lessons
  ) throws -> (lessons: Lessons, theme: SiteTheme) {
    let lessons = Result(catching: read)
    let theme: SiteTheme
    do {
      theme = try SiteTheme(folders: themes(environment))
    } catch {
      guard case .failure(let others as LessonErrors) = lessons, !error.isOfInstallation else {
        throw error
      }
      throw LessonErrors(others.mistakes + error.mistakes.map(LessonMistake.init))
    }
    return (try lessons.get(), theme)
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
  /// What the first page says beside them.
  var introduction: Lesson?

  /// The words for a course that says nothing of itself.
  init() {}

  /// - Parameters:
  ///   - page: The course's `README.md`.
  ///   - summary: One sentence on the course, if it is not the first paragraph of the page.
  init(_ page: Lesson, summary: String?) {
    title = page.title
    introduction = page
    if let summary = summary ?? page.frontMatter.description {
      self.summary = summary
      return
    }
    let first = page.elements.firstIndex {
      if case .paragraph = $0 { true } else { false }
    }
    guard let first, case .paragraph(let content) = page.elements[first] else { return }
    self.summary = content.map { $0.plainText(in: page.inlineExpressions) }.joined()
    introduction?.elements.remove(at: first)
  }
}

extension LessonMistake {
  /// A mistake in a file of the theme, which is a file of the course.
  fileprivate init(_ mistake: ThemeMistake) {
    self.init(
      file: mistake.file,
      location: SourceLocation(line: mistake.line ?? 1, column: mistake.column ?? 1),
      message: mistake.message
    )
  }
}
