import CZip
public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads a ZIP archive that a stranger made; nothing of it reaches the disk by itself.
///
/// - Source: APPNOTE.TXT, the .ZIP file format specification; libzip reads it.
public final class ZipArchive {
  /// What an archive holds under one name.
  public struct Entry {
    /// What kind of thing it is.
    public enum Kind: Equatable, Sendable { case file, folder, link, device }

    let index: UInt64
    /// Its path in the archive, `/` between its names.
    public let path: String
    /// What it is.
    public let kind: Kind
    /// How many bytes it says to hold, and how many they take packed.
    public let size, packedSize: UInt64
    /// When it was changed last, by the clock of whoever packed it.
    let modified: PackedTime?
    /// Whether one must know a word to read it.
    public let isEnciphered: Bool
  }

  private let handle: OpaquePointer
  /// What it holds, in the order of its directory.
  public let entries: [Entry]

  /// The first bytes of every archive.
  private static let marks: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]

  /// Whether bytes begin as an archive does.
  public static func isOne(_ bytes: some Sequence<UInt8>) -> Bool {
    let head = Array(bytes.prefix(4))
    return marks.contains(head)
  }

  /// Opens an archive in memory.
  ///
  /// - Parameter limit: how many entries it may have.
  public convenience init(_ data: Data, limit: Int) throws(ArchiveError) {
    var error = zip_error_t()
    zip_error_init(&error)
    // libzip frees what it was given with the archive.
    guard let copy = malloc(max(1, data.count)) else { throw .damaged("there is no memory for it") }
    data.copyBytes(to: copy.assumingMemoryBound(to: UInt8.self), count: data.count)
    guard let source = zip_source_buffer_create(copy, UInt64(data.count), 1, &error) else {
      free(copy)
      throw .damaged(Self.reason(&error))
    }
    try self.init(source, limit: limit)
  }

  /// Opens an archive on the disk.
  public convenience init(at path: String, limit: Int) throws(ArchiveError) {
    var error = zip_error_t()
    zip_error_init(&error)
    guard let source = zip_source_file_create(path, 0, -1, &error) else {
      throw .damaged(Self.reason(&error))
    }
    try self.init(source, limit: limit)
  }

  private init(_ source: OpaquePointer, limit: Int) throws(ArchiveError) {
    var error = zip_error_t()
    zip_error_init(&error)
    guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw .damaged(Self.reason(&error))
    }
    self.handle = handle
    let count = zip_get_num_entries(handle, 0)
    guard count <= limit else {
      entries = []
      throw .tooMany(limit: limit)
    }
    entries = (0..<UInt64(max(0, count))).compactMap { Self.entry($0, of: handle) }
  }

  deinit { zip_discard(handle) }

  private static func reason(_ error: UnsafeMutablePointer<zip_error_t>) -> String {
    defer { zip_error_fini(error) }
    return String(cString: zip_error_strerror(error))
  }

  private static func entry(_ index: UInt64, of handle: OpaquePointer) -> Entry? {
    var status = zip_stat_t()
    guard zip_stat_index(handle, index, 0, &status) == 0,
      let raw = zip_get_name(handle, index, zip_flags_t(ZIP_FL_ENC_RAW))
    else { return nil }
    // Names that say nothing of their alphabet are UTF-8 where they can be, else that of MS-DOS.
    let path =
      String(validatingCString: raw)
      ?? zip_get_name(handle, index, zip_flags_t(ZIP_FL_ENC_GUESS)).map { String(cString: $0) }
      ?? "?"
    return Entry(
      index: index,
      path: path.replacing("\\", with: "/"),
      kind: kind(of: index, path, in: handle),
      size: status.size,
      packedSize: status.comp_size,
      modified: PackedTime(of: index, status.mtime, in: handle),
      isEnciphered: status.encryption_method != 0
    )
  }

  private static func kind(
    of index: UInt64,
    _ path: String,
    in handle: OpaquePointer
  ) -> Entry.Kind {
    var system: UInt8 = 0
    var attributes: UInt32 = 0
    zip_file_get_external_attributes(handle, index, 0, &system, &attributes)
    switch mode_t(attributes >> 16) & S_IFMT {
    case S_IFLNK: return .link
    case S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK: return .device
    case S_IFDIR: return .folder
    default: return path.hasSuffix("/") || path.hasSuffix("\\") ? .folder : .file
    }
  }

  /// The content of an entry.
  ///
  /// - Parameter limit: how many bytes it may unpack to, whatever it says of itself.
  public func content(of entry: Entry, limit: Int) throws(ArchiveError) -> Data {
    if entry.isEnciphered { throw .enciphered(entry.path) }
    guard let file = zip_fopen_index(handle, entry.index, 0) else {
      throw .damaged("\(entry.path): \(String(cString: zip_strerror(handle)))")
    }
    defer { zip_fclose(file) }
    var content = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = zip_fread(file, &chunk, UInt64(chunk.count))
      guard count >= 0 else {
        throw .damaged("\(entry.path): \(String(cString: zip_file_strerror(file)))")
      }
      if count == 0 { return content }
      guard content.count + Int(count) <= limit else {
        throw .tooLarge(entry.path, limit: limit)
      }
      content.append(contentsOf: chunk[..<Int(count)])
    }
  }
}

/// Why an archive is not unpacked, as the second half of a sentence.
public enum ArchiveError: Error, Equatable, Sendable, CustomStringConvertible {
  /// It cannot be read.
  case damaged(String)
  /// It holds more entries than it may.
  case tooMany(limit: Int)
  /// Something in it is larger than it may be.
  case tooLarge(String, limit: Int)
  /// All that it holds is larger than it may be.
  case tooMuch(limit: Int)
  /// Something in it is packed more tightly than anything that a person writes.
  case tooTight(String)
  /// Something in it needs a word to be read.
  case enciphered(String)
  /// A path in it leads elsewhere.
  case leaves(String)
  /// It holds a link.
  case link(String)
  /// It holds a device.
  case device(String)
  /// Archives stand in each other too deep.
  case tooDeep(String)
  /// What it says of its time lies ahead.
  case ahead(Date)

  /// What is wrong with it.
  public var description: String {
    switch self {
    case .damaged(let reason): "cannot be unpacked: \(PlainName.of(reason))"
    case .tooMany(let limit): "holds more than \(limit) files"
    case .tooLarge(let path, let limit):
      "holds '\(PlainName.of(path))', which is larger than \(Self.size(limit))"
    case .tooMuch(let limit): "unpacks to more than \(Self.size(limit))"
    case .tooTight(let path):
      "holds '\(PlainName.of(path))', which unpacks to hundreds of times its size"
    case .enciphered(let path): "holds '\(PlainName.of(path))', which is locked by a password"
    case .leaves(let path): "holds '\(PlainName.of(path))', a path that leads out of it"
    case .link(let path): "holds '\(PlainName.of(path))', which is a link"
    case .device(let path): "holds '\(PlainName.of(path))', which is a device and no file"
    case .tooDeep(let path): "holds archives within archives ('\(PlainName.of(path))')"
    case .ahead(let time):
      "says that it was made at \(time.formatted(.iso8601)), which lies ahead: whoever made it sets the clock right and hands in again"
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}

/// Names of strangers as sentences may show them.
enum PlainName {
  /// The name on one line, without what a terminal obeys, and not too long.
  static func of(_ name: String) -> String {
    let scalars = name.unicodeScalars.map { scalar -> String in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
        "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    let text = scalars.joined()
    return text.count > 120 ? "\(text.prefix(119))…" : text
  }
}
