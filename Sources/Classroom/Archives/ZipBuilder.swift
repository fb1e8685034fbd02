import CZip
public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Makes a ZIP archive whose bytes follow from its files alone: sorted, without owners, and of one time.
public struct ZipBuilder {
  /// A file of the archive.
  private struct File {
    var content: Data
    var isProgram: Bool
  }

  private var files: [String: File] = [:]

  /// An empty archive.
  public init() {}

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - path: where it lies in the archive, `/` between names.
  ///   - isProgram: whether it may be run.
  public mutating func add(_ content: Data, at path: String, isProgram: Bool = false) {
    files[path] = File(content: content, isProgram: isProgram)
  }

  /// The paths of its files, sorted.
  public var paths: [String] {
    files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The archive.
  public func data() throws(ArchiveError) -> Data {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw .damaged(String(cString: zip_error_strerror(&error)))
    }
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      throw .damaged(String(cString: zip_error_strerror(&error)))
    }
    // The archive gives its source back when it is closed.
    zip_source_keep(target)
    var isClosed = false
    defer { if !isClosed { zip_discard(archive) } }
    for path in paths {
      if let file = files[path] { try add(file, at: path, to: archive) }
    }
    guard zip_close(archive) == 0 else { throw Self.failure(of: archive) }
    isClosed = true
    return try Self.content(of: target)
  }

  private func add(
    _ file: File,
    at path: String,
    to archive: OpaquePointer
  ) throws(ArchiveError) {
    let size = file.content.count
    guard let copy = malloc(max(1, size)) else { throw .damaged("there is no memory for \(path)") }
    file.content.copyBytes(to: copy.assumingMemoryBound(to: UInt8.self), count: size)
    guard let source = zip_source_buffer(archive, copy, UInt64(size), 1) else {
      free(copy)
      throw Self.failure(of: archive)
    }
    let index = zip_file_add(archive, path, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw Self.failure(of: archive)
    }
    let mode: UInt32 = UInt32(S_IFREG) | (file.isProgram ? 0o755 : 0o644)
    let isSet =
      zip_set_file_compression(archive, UInt64(index), ZIP_CM_DEFLATE, 9) == 0
      && zip_file_set_mtime(archive, UInt64(index), Self.time, 0) == 0
      && zip_file_set_external_attributes(
        archive,
        UInt64(index),
        0,
        UInt8(ZIP_OPSYS_UNIX),
        mode << 16
      ) == 0
    guard isSet else { throw Self.failure(of: archive) }
  }

  /// The first day that an archive can name, by the clock on the wall: archives hold no time zone.
  private static var time: time_t {
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday, parts.tm_hour) = (80, 0, 1, 12)
    parts.tm_isdst = -1
    return mktime(&parts)
  }

  private static func failure(of archive: OpaquePointer) -> ArchiveError {
    .damaged(String(cString: zip_strerror(archive)))
  }

  private static func content(of source: OpaquePointer) throws(ArchiveError) -> Data {
    var status = zip_stat_t()
    guard zip_source_stat(source, &status) == 0, zip_source_open(source) == 0 else {
      // An archive without files is none for libzip: this is the empty one.
      return Data([0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18))
    }
    defer { zip_source_close(source) }
    var data = Data(count: Int(status.size))
    let count = data.withUnsafeMutableBytes { buffer in
      buffer.baseAddress.map { zip_source_read(source, $0, UInt64(buffer.count)) } ?? 0
    }
    guard count == Int64(status.size) else { throw .damaged("it cannot be read again") }
    return data
  }
}
