import Foundation
import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads and writes a student's files, whole, and never through links.
enum WorkFile {
  /// More than any answer; what is larger is no answer.
  static let limit = 1 << 20

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  static func makeFolder(_ path: String) throws(WorkError) {
    if isLink(path) { throw .link(path) }
    var status = stat()
    if mkdir(path, 0o755) == 0 || (errno == EEXIST && stat(path, &status) == 0) {
      guard status.st_mode == 0 || status.st_mode & S_IFMT == S_IFDIR else {
        throw .unwritable(path: path, reason: "it is a file: move it away")
      }
      return
    }
    throw .unwritable(path: path, reason: lastError)
  }

  /// The text of a file, or nil if there is none.
  static func text(at path: String) throws(WorkError) -> String? {
    // A pipe without a writer must not hang the reader.
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      if errno == ELOOP { throw .link(path) }
      if errno == ENOTDIR {
        let reason = "a file stands where its folder should be: move that away"
        throw .unreadable(path: path, reason: reason)
      }
      throw .unreadable(path: path, reason: lastError)
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "it is no file: move it away")
    }
    guard status.st_size <= limit else {
      throw .unreadable(path: path, reason: "it is larger than \(limit >> 20) MiB")
    }
    let data: Data
    do {
      data = try handle.read(upToCount: limit + 1) ?? Data()
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw .unreadable(path: path, reason: "it is not UTF-8 text: save it as UTF-8")
    }
    return text
  }

  /// Writes a new file; false, and nothing done, if there is something by that name.
  ///
  /// - Parameter model: the file of which it is a copy, whose rights it gets.
  static func create(
    _ text: String,
    at path: String,
    like model: String? = nil
  ) throws(WorkError) -> Bool {
    let isWritten = try writing(path) { () throws(SystemFailure) in
      try WholeFile(path, like: model).create(Data(text.utf8))
    }
    if !isWritten, isLink(path) { throw .link(path) }
    return isWritten
  }

  /// Writes a file in place of what is there.
  ///
  /// - Parameter model: the file of which it is a copy, whose rights it gets if it is new.
  static func replace(
    with text: String,
    at path: String,
    like model: String? = nil
  ) throws(WorkError) {
    try replace(with: Data(text.utf8), at: path, like: model)
  }

  /// Writes a file in place of what is there.
  static func replace(
    with data: Data,
    at path: String,
    like model: String? = nil
  ) throws(WorkError) {
    if isLink(path) { throw .link(path) }
    try writing(path) { () throws(SystemFailure) in
      try WholeFile(path, like: model).replace(with: data)
    }
  }

  private static func writing<Result>(
    _ path: String,
    _ body: () throws(SystemFailure) -> Result
  ) throws(WorkError) -> Result {
    do throws(SystemFailure) {
      return try body()
    } catch {
      throw .unwritable(path: path, reason: error.description)
    }
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
