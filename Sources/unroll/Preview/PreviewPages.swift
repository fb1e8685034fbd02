import Foundation
import LessonDocument
import LessonPages
import PreviewServer

/// The pages of a preview: writes them, and tells open browsers which have changed.
actor PreviewPages {
  private let choice: CourseChoice
  private let themes: [URL]
  private let target: URL
  private let preview: PreviewServer
  /// Loading KaTeX takes long, so it is loaded once; pages that have not changed are not made again.
  private var known: (look: String, writer: SiteWriter)?

  init(choice: CourseChoice, themes: [URL], target: URL, preview: PreviewServer) {
    self.choice = choice
    self.themes = themes
    self.target = target
    self.preview = preview
  }

  /// Writes all pages; tells how many there are and what is wrong in them.
  func write(_ course: Course, _ results: [String: LessonResults]) throws -> SiteReport {
    var site = try choice.site(course) { results[$0.file] }
    site.hasDownloads = false
    site.archive = nil
    let writer = try writer()
    let before = SiteContents(target)
    let report = try writer.write(site, to: target)
    SiteContents(target).changed(since: before).forEach(preview.publish(page:))
    return report
  }
}

extension PreviewPages {
  /// The writer, with the theme as it is now.
  private func writer() throws -> SiteWriter {
    let look = FileTimes.digest(ofThemes: themes)
    if let known, known.look == look { return known.writer }
    let theme = try SiteTheme(folders: themes)
    var writer =
      try known.map {
        SiteWriter(theme: theme, typesetter: $0.writer.typesetter, mathFont: $0.writer.mathFont)
      } ?? SiteWriter(theme: theme)
    writer.memory = SiteMemory()
    known = (look, writer)
    return writer
  }
}

/// What the files of a site hold, to tell which a build has changed.
private struct SiteContents {
  private var files: [String: Data] = [:]

  init(_ site: URL) {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: site.path)) ?? []
    for path in paths where !path.hasPrefix(".") {
      files[path] = try? Data(contentsOf: site.appendingPathComponent(path))
    }
  }

  /// The paths of files that are new or hold something else, and of those that are gone.
  func changed(since earlier: SiteContents) -> [String] {
    Set(files.keys).union(earlier.files.keys).filter { files[$0] != earlier.files[$0] }.sorted()
  }
}
