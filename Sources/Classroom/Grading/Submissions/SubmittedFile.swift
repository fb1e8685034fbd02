import Foundation
import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads a file that somebody else has written: never through a link, never more than an answer may hold.
enum SubmittedFile {
  /// Bytes of an answer.
  static let limit = 1 << 20

  /// What a file held, and when it was changed last.
  struct Content: Equatable, Sendable {
    var text: String
    var changed: Date
  }

  static func content(
    of entry: FolderListing.Entry,
    in folder: String
  ) throws(SubmissionTrouble) -> Content {
    let shown = entry.shown
    if let what = entry.kind.inWords { throw .noFile(name: shown, what: what) }
    guard let name = entry.name else {
      throw .unreadable(name: shown, reason: "its name is no UTF-8 text")
    }
    // Between listing and opening it may have become something else.
    let descriptor = open("\(folder)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unreadable(name: shown, reason: SystemFailure(errno).description)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(name: shown, reason: SystemFailure(errno).description)
    }
    if let what = FolderListing.kind(status.st_mode).inWords {
      throw .noFile(name: shown, what: what)
    }
    guard status.st_size <= limit else { throw .tooLarge(name: shown, bytes: Int(status.st_size)) }
    let data: Data
    do {
      data = try file.read(upToCount: limit + 1) ?? Data()
    } catch {
      throw .unreadable(name: shown, reason: SystemFailure.reason(of: error))
    }
    guard data.count <= limit else { throw .tooLarge(name: shown, bytes: data.count) }
    let text = try text(Array(data), shown)
    return Content(text: text, changed: Date(timeIntervalSince1970: status.changed))
  }

  private static func text(_ bytes: [UInt8], _ name: String) throws(SubmissionTrouble) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
      throw .notText(name: name, line: line + 1)
    }
    let isEmpty = text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
    if isEmpty { throw .empty(name: name) }
    return text
  }
}

extension FolderListing.Kind {
  /// What stands there in a file's place; nil for a file.
  var inWords: String? {
    switch self {
    case .file: nil
    case .folder: "a folder"
    case .link: "a link"
    case .device: "a device"
    case .pipe: "a pipe"
    }
  }
}

extension stat {
  /// When it was changed last, in whole seconds since 1970.
  fileprivate var changed: Double {
    #if canImport(Darwin)
    Double(st_mtimespec.tv_sec)
    #else
    Double(st_mtim.tv_sec)
    #endif
  }
}
