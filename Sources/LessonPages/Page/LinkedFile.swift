import Foundation

/// What a relative link of a lesson leads to on the disk, and whether a page may have it.
///
/// Only files that a page names are published: files below the lesson's folder that are no part of how the course is
/// made. Never a folder, a lesson, a record, a hidden file, or what a symbolic link reaches elsewhere.
enum LinkedFile: Equatable {
  /// A file, by its path below the lesson's folder, and where it really lies.
  case file(path: String, real: String)
  /// A lesson or page of the course, or its `README.md`, by the name of its file.
  case document(String)
  /// Nothing that may be published, with a sentence that says why.
  case refused(reason: String)

  /// Looks for what a path leads to.
  ///
  /// - Parameters:
  ///   - path: a path from the folder, without percent signs for other characters.
  ///   - folder: where the lesson's file lies.
  ///   - documents: the names of the files that are lessons and pages.
  static func find(_ path: String, in folder: URL, documents: [String]) -> LinkedFile {
    guard let parts = parts(of: path) else {
      return .refused(reason: leadsOut(path))
    }
    let plain = parts.isEmpty ? "." : parts.joined(separator: "/")
    guard let root = realPath(folder.path), let real = realPath("\(root)/\(plain)") else {
      return .refused(reason: missing(plain, in: folder))
    }
    guard real == root || real.hasPrefix(root + "/") else {
      return .refused(
        reason:
          "\(plain) leads by a symbolic link to a place outside the lessons' folder, which a page "
          + "does not publish; copy the file below that folder."
      )
    }
    let below = real.dropFirst(root.count + 1).split(separator: "/").map(String.init)
    if let reason = refusal(plain, parts + below) {
      return .refused(reason: reason)
    }
    return kind(of: plain, real, root, documents)
  }

  /// The names that a path goes through, without `.` and `..`, as browsers read it; nil if it leads out of the folder
  /// in which it begins.
  static func parts(of path: String) -> [String]? {
    guard !path.hasPrefix("/"), !path.contains("\\"), !path.utf8.contains(0) else { return nil }
    var parts: [String] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts
  }

  /// Says of a path that it leads out.
  static func leadsOut(_ path: String) -> String {
    "\(path) leads out of the lessons' folder, where a page cannot reach it; put the file below that "
      + "folder."
  }

  /// Whether another file beside it has the same name in other bytes.
  private static func hasTwin(_ path: String) -> Bool {
    let file = URL(fileURLWithPath: path)
    let name = file.lastPathComponent
    guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    let beside = try? FileManager.default.contentsOfDirectory(
      atPath: file.deletingLastPathComponent().path
    )
    // Two texts are equal in Swift whatever their letters are made of.
    return (beside ?? []).count { $0 == name } > 1
  }

  /// Why the names in a path keep it from being published.
  private static func refusal(_ path: String, _ names: [String]) -> String? {
    if names.contains(where: { $0.hasPrefix(".") }) {
      return "\(path) is hidden, and a page publishes no hidden file; give it another name."
    }
    if names.contains("recorded") || names.contains("course.yml") {
      return "\(path) is for the course's author; a page publishes no records and no settings."
    }
    return nil
  }

  private static func kind(
    of path: String,
    _ real: String,
    _ root: String,
    _ documents: [String]
  ) -> LinkedFile {
    var status = stat()
    guard stat(real, &status) == 0 else {
      return .refused(reason: "There is no file \(path) beside this lesson.")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      return .refused(
        reason: "\(path) is a folder, which a page does not publish; link to a file in it."
      )
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .refused(
        reason: "\(path) is no file that a page can publish; link to an ordinary file."
      )
    }
    for name in documents + ["README.md"] {
      var other = stat()
      if stat("\(root)/\(name)", &other) == 0, other.st_ino == status.st_ino,
        other.st_dev == status.st_dev
      {
        return .document(name)
      }
    }
    if hasTwin(real) {
      return .refused(
        reason:
          "\(path) is the name of two files, whose letters are written with and without combining marks; many systems "
          + "take them for one: rename one of them."
      )
    }
    if isLesson(real) {
      return .refused(
        reason:
          "\(path) is a lesson, which is published as its page alone; name its file as lessons "
          + "are named and put it beside the others."
      )
    }
    return .file(path: path, real: real)
  }

  /// Whether a Markdown file has blocks as only lessons have them.
  private static func isLesson(_ path: String) -> Bool {
    let name = path.lowercased()
    guard name.hasSuffix(".md") || name.hasSuffix(".markdown"),
      let data = FileManager.default.contents(atPath: path)
    else { return false }
    let text = String(decoding: data, as: UTF8.self)
    return text.contains(/\/\/\|\s*(?:exercise|check|wrong)\s*:|BEGIN SOLUTION/)
  }

  /// Says that a file is not there, and which one differs in case or in the form of its letters alone.
  private static func missing(_ path: String, in folder: URL) -> String {
    let parts = path.split(separator: "/")
    let near = ([folder.path] + parts.dropLast().map(String.init)).joined(separator: "/")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: near)) ?? []
    let wanted = folded(String(parts.last ?? ""))
    let meant = names.sorted().first { folded($0) == wanted && !$0.hasPrefix(".") }
    let hint = meant.map { "; is \($0) meant? Capital letters count." }
    return "There is no file \(path) beside this lesson\(hint ?? ".")"
  }

  private static func folded(_ name: String) -> String {
    name.precomposedStringWithCanonicalMapping.lowercased()
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
