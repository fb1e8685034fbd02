import ContentDigest
import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// What a site was built from and what it held then: a build that would write the same again has
/// nothing to do.
struct SiteStamp: Codable, Equatable {
  /// The digest of everything that a site depends on.
  var inputs: String
  /// The digest of the names, sizes and times of the site's files.
  var site: String
  /// What the build said of its lessons.
  var lessons: [String]
  var pageCount: Int
  /// What the machine lacked.
  var notes: [String]
  /// What in the lessons may not be meant, a line each with its place.
  var warnings: [String]
}

/// The stamp of one site, in the user's cache.
struct SiteStampFile {
  private let path: String?
  private let target: URL

  init(target: URL, cache: CacheFolder = .user) {
    self.target = target
    let name = ContentDigest.hexadecimal(of: target.standardizedFileURL.path.utf8)
    path = cache.folder("sites").map { "\($0)/\(name).json" }
  }

  /// The stamp, if the site would be the same again and nobody has touched it.
  func stamp(for inputs: String) -> SiteStamp? {
    guard let path, let data = FileManager.default.contents(atPath: path),
      let stamp = try? JSONDecoder().decode(SiteStamp.self, from: data),
      stamp.inputs == inputs, stamp.site == FileTimes.digest(of: target)
    else { return nil }
    return stamp
  }

  /// Keeps what a build has just written.
  ///
  /// - Parameter report: what it said; another build may have put its site there since.
  func keep(inputs: String, lessons: [String], warnings: [String], report: SiteReport) {
    guard let path, isOf(report) else { return }
    let stamp = SiteStamp(
      inputs: inputs,
      site: FileTimes.digest(of: target),
      lessons: lessons,
      pageCount: report.pageCount,
      notes: report.notes,
      warnings: warnings
    )
    // Another's site may have come while this one was looked through.
    guard isOf(report), let data = try? JSONEncoder().encode(stamp) else { return }
    try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// Whether the site is that of a build.
  private func isOf(_ report: SiteReport) -> Bool {
    var status = stat()
    return stat(target.path, &status) == 0 && UInt64(status.st_ino) == report.folder
  }

  /// The digest of what a site is made from: the lessons and all beside them, the theme, earlier
  /// terms, this program, what sets formulas, and what the blocks' results depend on.
  ///
  /// - Parameter files: the lessons as they are built.
  /// - Parameter options: the options that change what is written or said.
  static func inputs(
    _ choice: CourseChoice,
    files: CourseFiles,
    environment: RunnerEnvironment,
    options: String
  ) -> String {
    var digest = ContentDigest()
    digest.update(field: options)
    digest.update(field: environment.fingerprint)
    FileContents.add(URL(fileURLWithPath: choice.path("Lessons")), to: &digest) { name in
      files.content(of: choice.path("Lessons/\(name)"))
    }
    for theme in choice.themes(environment) {
      digest.update(field: "theme")
      FileContents.add(theme, to: &digest, leavingOut: FileTimes.made)
    }
    digest.update(field: FileTimes.digest(of: URL(fileURLWithPath: choice.path("Site/editions"))))
    let programs = [
      Program.path, (try? KaTeXLocator().locate()) ?? "",
      FontSubsetter.installed()?.program.path ?? "",
    ]
    for file in programs + [MathFont.installed()?.file.path ?? ""] {
      digest.update(field: FileTimes.time(of: file))
    }
    return digest.hexadecimal
  }
}

extension SiteStampFile {
  /// The digest of the sizes and times of the files that a build reads, to see whether any was written meanwhile.
  static func times(_ choice: CourseChoice, _ environment: RunnerEnvironment) -> String {
    FileTimes.digest(of: URL(fileURLWithPath: choice.path("Lessons")))
      + FileTimes.digest(ofThemes: choice.themes(environment))
  }
}

/// Files by what they hold.
private enum FileContents {
  /// Takes in the names and contents of all files of a folder.
  ///
  /// - Parameter leavingOut: names of folders directly in it.
  /// - Parameter known: what a file held when it was read; nil takes what it holds now.
  static func add(
    _ folder: URL,
    to digest: inout ContentDigest,
    leavingOut: Set<String> = [],
    known: (String) -> [UInt8]? = { _ in nil }
  ) {
    let contents = FolderContents.digests(of: folder.path, leavingOut: leavingOut)
    for (name, content) in contents.sorted(by: { $0.key < $1.key }) {
      digest.update(field: name)
      digest.update(field: known(name).map { ContentDigest.hexadecimal(of: $0) } ?? content)
    }
  }
}

/// Files by their sizes and times.
enum FileTimes {
  /// The folders of a theme that builds write.
  static let made: Set<String> = ["public", "editions"]

  /// The digest of all that themes hold and no build writes.
  static func digest(ofThemes folders: [URL]) -> String {
    folders.map { digest(of: $0, leavingOut: made) }.joined(separator: " ")
  }

  /// The paths of all that a folder holds, but for some folders directly in it.
  static func names(in folder: URL, leavingOut: Set<String> = []) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    guard !leavingOut.isEmpty else { return names.sorted() }
    return names.filter { name in
      !leavingOut.contains(String(name.prefix { $0 != "/" }))
    }.sorted()
  }

  static func digest(of folder: URL, leavingOut: Set<String> = []) -> String {
    var digest = ContentDigest()
    for name in names(in: folder, leavingOut: leavingOut) {
      digest.update(field: name)
      digest.update(field: time(of: "\(folder.path)/\(name)"))
    }
    return digest.hexadecimal
  }

  static func time(of file: String) -> String {
    var status = stat()
    guard stat(file, &status) == 0 else { return "none" }
    #if canImport(Darwin)
    let (changed, touched) = (status.st_mtimespec, status.st_ctimespec)
    #else
    let (changed, touched) = (status.st_mtim, status.st_ctim)
    #endif
    let times = [changed, touched].map { "\($0.tv_sec).\($0.tv_nsec)" }
    return "\(status.st_size) \(times.joined(separator: " ")) \(status.st_ino)"
  }
}

extension ContentDigest {
  fileprivate mutating func update(field: String) {
    update(String(field.utf8.count).utf8)
    update(" ".utf8)
    update(field.utf8)
  }

  fileprivate static func hexadecimal(of bytes: some Sequence<UInt8>) -> String {
    var digest = ContentDigest()
    digest.update(bytes)
    return digest.hexadecimal
  }

  /// The digest of some bytes.
  fileprivate static func hexadecimal(of data: Data) -> String {
    var digest = ContentDigest()
    digest.update(data)
    return digest.hexadecimal
  }
}
