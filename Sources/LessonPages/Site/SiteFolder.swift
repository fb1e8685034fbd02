import Foundation
public import LessonDocument
import SystemFiles

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
  /// A term that is to last has links that lead nowhere, or formulas that cannot be set.
  case unsoundEdition(String, [LessonMistake])

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
    case .unsoundEdition(let name, let mistakes):
      LessonErrors(mistakes).description
        + "\nerror: the term '\(name)' is not kept, for what is kept lasts: mend what is told above, and build it again"
    }
  }
}

/// A site under way: a folder beside its place, which it takes by one exchange of names.
package struct SiteFolder {
  /// Where the site will be.
  let target: URL
  /// Where it is until then.
  var draft: URL { URL(fileURLWithPath: folder.path) }
  private let folder: LiveFolder

  /// The file by which a site is known to be one.
  package static let marker = ".unroll-site"

  /// Refuses a target that holds what is not a site.
  static func check(_ target: URL) throws(SiteError) {
    let path = target.standardizedFileURL.path
    // Not followed: a link would be replaced, and what it leads to would stay.
    let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type]
    if let type = type as? FileAttributeType, type != .typeDirectory {
      throw SiteError.notAFolder(path: path)
    }
    let contents = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    // What was listed may be a site that another build has just replaced, and half removed.
    guard
      contents.isEmpty || contents.contains(marker)
        || FileManager.default.fileExists(atPath: "\(path)/\(marker)")
    else {
      throw SiteError.notASite(path: path)
    }
  }

  /// Makes an empty draft, and removes those that builds since killed have left.
  init(replacing target: URL) throws(SiteError) {
    try Self.check(target)
    self.target = target.standardizedFileURL
    let parent = self.target.deletingLastPathComponent().path
    let prefix = ".\(self.target.lastPathComponent).draft-"
    folder = try Self.trying(self.target.path) {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      LiveFolder.removeAbandoned(in: parent, prefix: prefix)
      return try LiveFolder(in: parent, prefix: prefix, mode: 0o777)
    }
    try write("This folder is made by unroll build; it is replaced whole.\n", to: Self.marker)
  }

  func write(_ text: String, to path: String) throws(SiteError) {
    try write(Data(text.utf8), to: path)
  }

  func write(_ data: Data, to path: String) throws(SiteError) {
    let file = draft.appendingPathComponent(path)
    try Self.trying("\(target.path)/\(path)") {
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
    try Self.trying("\(target.path)/\(path)") {
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
  ///
  /// One build at a time does so; where the file system has no locks, two still exchange whole sites.
  func publish() throws(SiteError) {
    try Self.trying(target.path) {
      let turn = HeldLock.ask(target.deletingLastPathComponent().path, waits: true)
      defer { withExtendedLifetime(turn) {} }
      try FolderExchange.put(draft.path, inPlaceOf: target.path)
    }
    // The old site, if there was one, has the draft's name now.
    try? FileManager.default.removeItem(at: draft)
  }

  /// Removes a site in one step, so that who builds at the same time finds a whole one or none.
  static func remove(_ target: URL) throws(SiteError) {
    let target = target.standardizedFileURL
    let parent = target.deletingLastPathComponent().path
    // What a killed command leaves has a draft's name, and the next build removes it.
    let gone = "\(parent)/.\(target.lastPathComponent).draft-\(UUID().uuidString)"
    try trying(target.path) {
      let turn = HeldLock.ask(parent, waits: true)
      defer { withExtendedLifetime(turn) {} }
      try check(target)
      try FileManager.default.moveItem(atPath: target.path, toPath: gone)
      guard FolderRemoval.remove(gone) else { throw SystemFailure(EBUSY) }
    }
  }

  /// The number by which the file system knows the draft, and the site afterwards.
  var number: UInt64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: draft.path)
    return (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
  }

  func discard() { folder.remove() }

  private static func trying<Value>(
    _ path: String,
    _ body: () throws -> Value
  ) throws(SiteError) -> Value {
    do {
      return try body()
    } catch {
      throw SiteError.unwritable(path: path, reason: SystemFailure.reason(of: error))
    }
  }
}
