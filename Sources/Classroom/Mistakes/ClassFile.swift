public import Foundation
import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads and writes the files of a class, whole; what is half-written never has the file's name.
public enum ClassFile {
  /// More than any table of a class.
  public static let limit = 64 << 20

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - limit: how large it may be.
  ///   - followsLinks: whether the path may be a link; those of students may not.
  public static func bytes(
    at path: String,
    limit: Int = limit,
    followsLinks: Bool = true
  ) throws(ClassMistakes) -> Data {
    // It may grow meanwhile.
    let data = try first(limit + 1, of: path, followsLinks: followsLinks)
    guard data.count <= limit else {
      throw ClassMistakes(path, "the file is larger than \(limit >> 20) MiB: name a smaller one")
    }
    return data
  }

  /// The first bytes of an ordinary file.
  static func first(
    _ count: Int,
    of path: String,
    followsLinks: Bool = true
  ) throws(ClassMistakes) -> Data {
    // A pipe without a writer must not hang the reader.
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: throw ClassMistakes(path, "there is no such file: name one that is there")
      case ELOOP: throw ClassMistakes(path, "this is a link: put the file itself in its place")
      default: throw ClassMistakes(path, "the file cannot be read: \(SystemFailure(errno))")
      }
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw ClassMistakes(path, "the file cannot be read: \(SystemFailure(errno))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw ClassMistakes(path, "this is a folder: name a file in it")
    default: throw ClassMistakes(path, "this is no ordinary file: put one in its place")
    }
    do {
      return try file.read(upToCount: count) ?? Data()
    } catch {
      throw ClassMistakes(path, "the file cannot be read: \(SystemFailure.reason(of: error))")
    }
  }

  /// Writes a file in place of what is there, through a link to where it leads; a device is written to.
  public static func replace(with data: Data, at path: String) throws(ClassMistakes) {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let type = (try? FileManager.default.attributesOfItem(atPath: file.path))?[.type]
    let isFile = type.map { $0 as? FileAttributeType == .typeRegular } ?? true
    do {
      try data.write(to: file, options: isFile ? .atomic : [])
    } catch {
      let reason = SystemFailure.reason(of: error)
      throw ClassMistakes(path, "the file cannot be written: \(reason)")
    }
  }

  /// Writes several files that belong together, each in place of what is there: all, or none where one has no room.
  public static func replace(
    with files: [(data: Data, path: String)]
  ) throws(ClassMistakes) {
    var drafts: [(draft: String, path: String)] = []
    defer { for (draft, _) in drafts { unlink(draft) } }
    for (data, path) in files {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let type = (try? FileManager.default.attributesOfItem(atPath: target))?[.type]
      guard type.map({ $0 as? FileAttributeType == .typeRegular }) ?? true else {
        try replace(with: data, at: path)
        continue
      }
      let draft = "\(target).part"
      drafts.append((draft, target))
      do {
        try data.write(to: URL(fileURLWithPath: draft), options: .atomic)
      } catch {
        let reason = SystemFailure.reason(of: error)
        throw ClassMistakes(path, "the file cannot be written: \(reason)")
      }
    }
    for (draft, path) in drafts where rename(draft, path) != 0 {
      throw ClassMistakes(path, "the file cannot be written: \(SystemFailure(errno))")
    }
  }

  /// Writes a text in place of what is there.
  public static func replace(with text: String, at path: String) throws(ClassMistakes) {
    try replace(with: Data(text.utf8), at: path)
  }

  /// Makes a folder with those above it; one that is there stays.
  public static func makeFolder(_ path: String) throws(ClassMistakes) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      let reason = SystemFailure.reason(of: error)
      throw ClassMistakes(path, "the folder cannot be made: \(reason)")
    }
  }
}
