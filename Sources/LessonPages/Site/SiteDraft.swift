import Foundation
import LessonDocument
import Plots

/// A site while it is written.
struct SiteDraft {
  let site: CourseSite
  let writer: SiteWriter
  let folder: SiteFolder
  /// What has come to light so far.
  private(set) var report: SiteReport

  private let outline: CourseOutline
  private let addresses: SiteAddresses
  private var search = SearchIndex()
  /// The pages wait here until all assets, the search index among them, have their names.
  private var pages: [(path: String, html: String)] = []

  init(site: CourseSite, writer: SiteWriter, folder: SiteFolder) throws(SiteError) {
    self.site = site
    self.writer = writer
    self.folder = folder
    outline = CourseOutline(
      title: site.title,
      description: site.description,
      lessons: site.lessons,
      pages: site.pages
    )
    addresses = SiteAddresses(site.documents.map(\.lesson))
    report = SiteReport(
      pageCount: site.documents.count + 1,
      mistakes: addresses.mistakes,
      notes: writer.notes + Self.missingWords(of: site, in: writer.theme)
    )
  }

  /// Languages in which the course is written and the theme lacks words: its pages would mix two.
  private static func missingWords(of site: CourseSite, in theme: SiteTheme) -> [String] {
    let all = [site.language] + site.documents.map(\.lesson.frontMatter.language)
    return Set(all).sorted().compactMap { language in
      guard theme.speaks(language) else {
        return
          "the theme has no words in '\(language)', so what pages say themselves is English; translate "
          + "Site/words/en.yml as Site/words/\(language).yml"
      }
      let lacking = theme.lackingWords(language)
      guard !lacking.isEmpty else { return nil }
      let more = lacking.count > 3 ? " and \(lacking.count - 3) more" : ""
      return
        "the words in '\(language)' lack \(lacking.prefix(3).joined(separator: ", "))\(more), which stay "
        + "English; add them to Site/words/\(language).yml"
    }
  }

  /// Writes everything.
  mutating func fill() throws(SiteError) {
    let theme = writer.theme.speaking(site.language).framed(frame)
    for document in site.documents { try write(document, theme) }
    try writeIndex(theme)
    let lessonSections = search.sections.filter { !$0.page.isEmpty }
    let finder = SearchPageWriter(theme: theme, sections: lessonSections)
    pages.append(("search/index.html", finder.html()))
    pages.append(("404.html", notFound(theme)))
    for (alias, lesson) in addresses.redirects {
      let values = [
        "language": lesson.frontMatter.language, "slug": lesson.slug, "title": lesson.title,
      ]
      pages.append(("\(alias)/index.html", theme.render("redirect", values)))
    }
    try writeAssets()
    try folder.write("", to: ".nojekyll")
    try writeSitemap()
    try copyEditions()
  }

  /// What every page says.
  private var frame: [String: any Sendable] {
    let pages = outline.pages.map { ["slug": $0.slug, "title": $0.title] }
    let editions = site.archivedEditions
    let frame: [String: any Sendable] = [
      "course": site.title, "baseURL": site.baseURL ?? "", "hasBaseURL": site.baseURL != nil,
      "pages": pages, "hasPages": !pages.isEmpty, "edition": site.edition ?? "",
      "hasEdition": site.edition != nil,
      "editionIsOver": writer.theme.speaking(site.language)
        .words["editionBanner", site.edition ?? ""],
      "editions": editions, "hasEditions": !editions.isEmpty,
      "hasDownloads": site.hasDownloads, "hasCard": hasCard,
    ]
    return frame.merging(site.origin.values) { $1 }
  }

  /// Whether the theme has a picture for other sites to put beside a link.
  private var hasCard: Bool { writer.theme.files.file("assets/card.png") != nil }

  private mutating func write(
    _ document: CourseSite.Document,
    _ theme: SiteTheme
  ) throws(SiteError) {
    let (lesson, results) = document
    let source = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    let made: SiteMemory.Document
    if let known = writer.memory?.document(lesson, results, in: outline) {
      made = known
    } else {
      made = try self.made(document, theme, source)
    }
    writer.memory?.keep(made, of: lesson, results)
    report.mistakes += made.page.mistakes
    search.add(made.sections)
    pages.append(("\(lesson.slug)/index.html", made.page.html))
    if let data = made.data { try folder.write(data, to: "\(lesson.slug)/results.json") }
    if site.hasDownloads, lesson.number != nil {
      let export = LessonExport(
        lesson: lesson,
        results: results,
        course: site.documents.map(\.lesson),
        baseURL: site.baseURL
      )
      let path = "\(lesson.slug)/\(lesson.slug)"
      try folder.write(export.markdown(), to: "\(path).md")
      try folder.write(try export.notebook(), to: "\(path).ipynb")
      try folder.write(export.swift(), to: "\(path).swift")
    }
    for (file, real) in made.page.files {
      try folder.copy(file: real, to: "\(lesson.slug)/\(file)")
    }
  }

  private func made(
    _ document: CourseSite.Document,
    _ theme: SiteTheme,
    _ source: URL
  ) throws(SiteError) -> SiteMemory.Document {
    let (lesson, results) = document
    let pageWriter = LessonPageWriter(
      theme: theme,
      outline: outline,
      typesetter: writer.typesetter
    )
    let seen = lesson.asStudentsSeeIt()
    let page = pageWriter.page(for: seen, results: results, folder: source)
    var data: String?
    if let results, lesson.runsCode {
      data = try PublishedResults(results, of: seen, theme.words).json
    }
    return SiteMemory.Document(
      page: page,
      sections: SearchIndex.sections(of: page.html, page: lesson.slug, title: lesson.title),
      data: data
    )
  }

  private mutating func writeIndex(_ theme: SiteTheme) throws(SiteError) {
    let page = IndexPageWriter(theme: theme, outline: outline)
      .page(introduction: site.introduction, typesetter: writer.typesetter)
    report.mistakes += page.mistakes
    search.add(SearchIndex.sections(of: page.html, page: "", title: site.title))
    pages.append(("index.html", page.html))
    for (file, real) in page.files { try folder.copy(file: real, to: file) }
  }

  /// The page for addresses that lead nowhere.
  ///
  /// It is served below any path, so its links begin at
  /// the root of the host.
  private func notFound(_ theme: SiteTheme) -> String {
    let path = site.baseURL.flatMap { URL(string: $0)?.path } ?? "/"
    return theme.render(
      "not-found",
      [
        "root": path.hasSuffix("/") ? path : path + "/", "title": theme.words["notFoundTitle"],
        "isNotFound": true,
      ]
    )
  }

  private func writeAssets() throws(SiteError) {
    let assets = HashedAssets(try writer.assets(for: pages.map(\.html)))
    for asset in assets.assets {
      try folder.write(asset.content, to: "assets/\(asset.published)")
    }
    let script = try search.script
    // Pages that are written again and again keep the name, or each edit would change them all.
    let plain = "search-index.js"
    let name = writer.memory == nil ? HashedAssets.hashed(plain, Data(script.utf8)) : plain
    try folder.write(script, to: "assets/\(name)")
    for (path, html) in pages {
      let make = {
        assets.rewritten(html, besides: [plain: name])
      }
      try folder.write(writer.memory?.text(path, of: html, make: make) ?? make(), to: path)
    }
  }

  /// The list of pages for search engines; they want whole addresses and no archived term.
  private func writeSitemap() throws(SiteError) {
    guard let base = site.baseURL, site.edition == nil else { return }
    let addresses = [""] + site.documents.map { "\($0.lesson.slug)/" }
    let entries = addresses.map { "<url><loc>\(HTMLText.escaped(base + $0))</loc></url>\n" }
    try folder.write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        + entries.joined() + "</urlset>\n",
      to: "sitemap.xml"
    )
  }

  /// Earlier terms stand below the current course, so that their links to it are relative.
  private func copyEditions() throws(SiteError) {
    guard let archive = site.archive else { return }
    for name in site.archivedEditions {
      try folder.copy(folder: archive.appendingPathComponent(name), to: "editions/\(name)")
    }
  }
}
