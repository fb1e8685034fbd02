public import Foundation
public import LessonDocument

/// What writing a site brought to light.
public struct SiteReport: Equatable, Sendable {
  /// How many pages there are.
  public var pageCount: Int
  /// Formulas and links that are wrong, with their lines, lesson by lesson.
  public var mistakes: [LessonMistake]
  /// What the machine lacks to make the site better, in sentences.
  public var notes: [String]
  /// The number by which the file system knows the site's folder.
  public var folder: UInt64 = 0
}

/// Writes the pages of a course, their data and the theme's assets as one folder.
///
/// The folder is made beside its place and put there by one exchange of names: a build that is
/// killed at any instant leaves the old site or the new one, whole.
public struct SiteWriter {
  /// The look of the site.
  public var theme: SiteTheme
  /// What typesets formulas; nil shows their TeX, and the report says so.
  public var typesetter: MathTypesetter?
  /// The math font that is shipped with the site; nil ships none, and the report says so.
  public var mathFont: MathFont?
  /// What cuts that font down to the formulas; nil ships the whole font, and the report says so.
  public var subsetter: FontSubsetter?
  /// What was written last, for a site that is written at each edit; nil makes all pages each time.
  public var memory: SiteMemory?

  /// A writer with what the machine has.
  ///
  /// - Throws: ``MathError`` if a KaTeX is named or installed and does not run.
  public init(theme: SiteTheme) throws(MathError) {
    self.theme = theme
    typesetter = try MathTypesetter.installed()
    mathFont = MathFont.installed()
    subsetter = FontSubsetter.installed()
  }

  /// A writer with parts of one's choice.
  public init(
    theme: SiteTheme,
    typesetter: MathTypesetter?,
    mathFont: MathFont?,
    subsetter: FontSubsetter? = nil
  ) {
    self.theme = theme
    self.typesetter = typesetter
    self.mathFont = mathFont
    self.subsetter = subsetter
  }

  /// Refuses a target that ``write(_:to:)`` would refuse for what it holds.
  ///
  /// - Throws: ``SiteError/notASite(path:)``.
  public static func checkTarget(_ target: URL) throws(SiteError) {
    try SiteFolder.check(target)
  }

  /// Removes a site.
  ///
  /// - Throws: ``SiteError``.
  public static func remove(_ target: URL) throws(SiteError) { try SiteFolder.remove(target) }

  /// Whether there is a site in a folder.
  public static func holdsSite(_ target: URL) -> Bool {
    FileManager.default.fileExists(atPath: target.appendingPathComponent(SiteFolder.marker).path)
  }

  /// Writes a site in place of what the target holds.
  ///
  /// - Parameter target: The folder of the site: absent, empty, or a site.
  /// - Throws: ``SiteError``; the target is then as it was.
  public func write(_ site: CourseSite, to target: URL) throws(SiteError) -> SiteReport {
    let folder = try SiteFolder(replacing: target)
    do {
      var draft = try SiteDraft(site: site, writer: self, folder: folder)
      try draft.fill()
      // A preview is seen by its author alone.
      if memory == nil { try proveNoLeak(of: site, in: folder) }
      var report = draft.report
      try Self.checkEdition(site, report)
      report.folder = folder.number
      try folder.publish()
      return report
    } catch {
      folder.discard()
      throw error
    }
  }

  /// Refuses a term with mistakes in its pages: it lasts, and nobody mends it afterwards.
  private static func checkEdition(_ site: CourseSite, _ report: SiteReport) throws(SiteError) {
    guard let edition = site.edition, !report.mistakes.isEmpty else { return }
    throw .unsoundEdition(edition, report.mistakes)
  }

  /// Reads every byte that is about to be published, and refuses to publish a secret line.
  private func proveNoLeak(of site: CourseSite, in folder: SiteFolder) throws(SiteError) {
    let authored = site.documents.map(\.lesson) + [site.introduction].compactMap(\.self)
    let secrets = LessonSecrets(of: authored)
    guard !secrets.lines.isEmpty else { return }
    let leaks = try folder.files().flatMap { path, content in
      content.withUnsafeBytes { secrets.mistakes(in: $0, path: path) }
    }
    guard leaks.isEmpty else { throw .leaks(leaks) }
  }

  var notes: [String] {
    var notes: [String] = []
    if typesetter == nil {
      notes.append(
        "KaTeX is not installed, so pages show formulas as TeX; "
          + "install it with: apt-get install libjs-katex"
      )
    }
    if mathFont == nil {
      notes.append(
        "Latin Modern Math is not installed, so formulas use a font of the reader's machine; "
          + "install it with: apt-get install fonts-lmodern"
      )
    } else if subsetter == nil, memory == nil {
      notes.append(
        "hb-subset is not installed, so pages transfer the whole math font, seven times what they "
          + "use of it; install it with: apt-get install libharfbuzz-bin"
      )
    }
    return notes
  }

  /// Everything that goes to `assets/` but what the pages say.
  ///
  /// - Parameter pages: Those whose formulas the math font must draw. A site that is written at each
  ///   edit takes the whole font: else a new formula would change the font's name, and so every page.
  func assets(for pages: [String]) throws(SiteError) -> [String: Data] {
    var files: [String: Data] = [:]
    for (name, file) in theme.files.files(in: "assets") {
      files[name] = try HashedAssets.content(of: file)
    }
    if let mathFont {
      let part = memory == nil ? try subsetter?.font(mathFont, forFormulasOf: pages) : nil
      let whole = part == nil ? try HashedAssets.content(of: mathFont.file) : nil
      files["fonts/latinmodern-math.otf"] = part ?? whole
      if let license = mathFont.license {
        files["fonts/\(license.lastPathComponent)"] = try HashedAssets.content(of: license)
      }
    }
    return files
  }
}
