import Foundation

/// The files of a theme, which may lie in several folders laid over each other.
struct ThemeFiles: Sendable {
  /// The folders; a file of the first takes the place of one of that name in the next.
  let folders: [URL]

  /// The endings of files that are read as text: a folder of such a name is meant to be one.
  private static let endings = [".yml", ".mustache"]

  /// A file of the theme; nil if no folder has it.
  func file(_ path: String) -> URL? {
    folders.map { $0.appendingPathComponent(path) }.first {
      Self.kind(of: $0, follows: false) != nil
    }
  }

  /// Where a file would lie in the last folder, which has all that a theme needs.
  func lastPath(_ path: String) -> String {
    folders.last.map { $0.appendingPathComponent(path).relativePath } ?? path
  }

  /// The files below a folder of the theme by their paths in it, hidden ones left out; what is there and cannot be
  /// read is among them, to be told of.
  func files(in name: String) -> [String: URL] {
    var files: [String: URL] = [:]
    for folder in folders.reversed() {
      let place = folder.appendingPathComponent(name)
      let paths = (try? FileManager.default.subpathsOfDirectory(atPath: place.path)) ?? []
      for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        let file = place.appendingPathComponent(path)
        let isFolder = Self.kind(of: file, follows: true) == S_IFDIR
        if !isFolder || Self.endings.contains(where: path.hasSuffix) { files[path] = file }
      }
    }
    return files
  }

  /// The files of that path in all folders, the last folder's first.
  func all(_ path: String) -> [URL] {
    folders.reversed().map { $0.appendingPathComponent(path) }
      .filter { Self.kind(of: $0, follows: false) != nil }
  }

  /// What a file holds; nil, and a mistake, if nobody can read it.
  func content(of file: URL, mistakes: inout [ThemeMistake]) -> [UInt8]? {
    guard check(file, mistakes: &mistakes) else { return nil }
    if let data = FileManager.default.contents(atPath: file.path) { return [UInt8](data) }
    mistakes.append(
      Self.mistake(file, "it cannot be read: allow reading it with 'chmod +r', or take it away")
    )
    return nil
  }

  /// Whether it is a file of which one can read; a mistake says why not.
  @discardableResult
  func check(_ file: URL, mistakes: inout [ThemeMistake]) -> Bool {
    let kind = Self.kind(of: file, follows: true)
    if kind == S_IFREG { return true }
    let what =
      switch kind {
      case S_IFDIR?: "a folder"
      case nil: "a link that leads nowhere"
      default: "a pipe or a device"
      }
    mistakes.append(
      Self.mistake(file, "this is \(what): put a file in its place, or take it away")
    )
    return false
  }

  private static func mistake(_ file: URL, _ message: String) -> ThemeMistake {
    ThemeMistake(file: file.relativePath, line: 1, column: 1, message: message)
  }

  /// What kind of thing lies at a place, as the system calls it; nil if nothing does.
  private static func kind(of file: URL, follows: Bool) -> mode_t? {
    var status = stat()
    let found = follows ? stat(file.path, &status) : lstat(file.path, &status)
    return found == 0 ? status.st_mode & S_IFMT : nil
  }
}
