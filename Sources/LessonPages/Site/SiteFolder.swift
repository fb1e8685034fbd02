import Foundation
public import LessonDocument

/// Why a site could not be written.
public enum SiteError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The target holds what is not a site.
  case notASite(path: String)
  /// The target is a file, a device or a link, which a site would replace.
  case notAFolder(path: String)
  /// A file or folder cannot be written.
  case unwritable(path: String, reason: String)
  /// Lines that only instructors may see would be published.
  case leaks([LessonMistake])

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .notASite(let path):
      "\(path) holds files that are not a site, and building would remove them; "
        + "name another folder, or empty this one."
    case .notAFolder(let path):
      "\(path) is not a folder, and building would replace it; name a folder."
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
    case .leaks(let mistakes): LessonErrors(mistakes).description
    }
  }
}

/// A site under way: a folder beside its place, which it takes by one exchange of names.
struct SiteFolder {
  /// Where the site will be.
  let target: URL
  /// Where it is until then.
  let draft: URL

  /// The file by which a site is known to be one.
  static let marker = ".unroll-site"

  /// Refuses a target that holds what is not a site.
  static func check(_ target: URL) throws(SiteError) {
    let path = target.standardizedFileURL.path
    // Not followed: a link would be replaced, and what it leads to would stay.
    let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type]
    if let type = type as? FileAttributeType, type != .typeDirectory {
      throw SiteError.notAFolder(path: path)
    }
    let contents = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard contents.isEmpty || contents.contains(marker) else {
      throw SiteError.notASite(path: path)
    }
  }

  /// Makes an empty draft, and removes those that builds since killed have left.
  init(replacing target: URL) throws(SiteError) {
    try Self.check(target)
    self.target = target.standardizedFileURL
    let manager = FileManager.default
    let path = self.target.path
    let parent = self.target.deletingLastPathComponent()
    Self.removeAbandoned(in: parent, name: self.target.lastPathComponent)
    let process = ProcessInfo.processInfo.processIdentifier
    let name = Self.prefix(self.target.lastPathComponent) + "\(process)-\(UUID().uuidString)"
    draft = parent.appendingPathComponent(name)
    try Self.trying(path) {
      try manager.createDirectory(at: draft, withIntermediateDirectories: true)
    }
    try write("This folder is made by unroll build; it is replaced whole.\n", to: Self.marker)
  }

  func write(_ text: String, to path: String) throws(SiteError) {
    try write(Data(text.utf8), to: path)
  }

  func write(_ data: Data, to path: String) throws(SiteError) {
    let file = draft.appendingPathComponent(path)
    try Self.trying(path) {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try data.write(to: file)
    }
  }

  /// Copies a file that a page links to; it is no link itself.
  func copy(file: String, to path: String) throws(SiteError) {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .unwritable(path: path, reason: "\(file) cannot be read.")
    }
    try write(data, to: path)
  }

  func copy(folder source: URL, to path: String) throws(SiteError) {
    let file = draft.appendingPathComponent(path)
    try Self.trying(path) {
      let manager = FileManager.default
      try manager.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      // A link would leave the site: what it points to is copied.
      try manager.copyItem(at: source.resolvingSymlinksInPath(), to: file)
    }
  }

  /// The files of the draft by their paths in it.
  func files() throws(SiteError) -> [(path: String, content: Data)] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: draft.path)) ?? []
    var files: [(path: String, content: Data)] = []
    for path in paths.sorted() {
      let file = draft.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      guard let data = try? Data(contentsOf: file, options: .mappedIfSafe) else {
        throw .unwritable(path: path, reason: "it cannot be read again.")
      }
      files.append((path, data))
    }
    return files
  }

  /// Puts the draft in its place and removes what was there.
  func publish() throws(SiteError) {
    try Self.trying(target.path) {
      if FileManager.default.fileExists(atPath: target.path) {
        try FolderExchange.exchange(draft.path, target.path)
        try? FileManager.default.removeItem(at: draft)
      } else {
        try FileManager.default.moveItem(at: draft, to: target)
      }
    }
  }

  func discard() {
    try? FileManager.default.removeItem(at: draft)
  }

  private static func prefix(_ name: String) -> String { ".\(name).draft-" }

  /// Drafts bear the number of the process that writes them.
  private static func removeAbandoned(in parent: URL, name: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for entry in names where entry.hasPrefix(prefix(name)) {
      let number = entry.dropFirst(prefix(name).count).prefix { $0.isNumber }
      guard let process = Int32(number), kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(at: parent.appendingPathComponent(entry))
    }
  }

  private static func trying(_ path: String, _ body: () throws -> Void) throws(SiteError) {
    do {
      try body()
    } catch {
      let reason = (error as NSError).localizedDescription
      throw SiteError.unwritable(path: path, reason: reason)
    }
  }
}
