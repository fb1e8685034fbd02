import SystemFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What stands in a folder that others have filled: names as the system has them, and what each is, no link
/// followed.
enum FolderListing {
  /// What a name leads to.
  enum Kind: Equatable, Sendable { case file, folder, link, device, pipe }

  /// One name.
  struct Entry: Equatable, Sendable {
    /// The name; nil if its bytes are no UTF-8.
    var name: String?
    /// The name's bytes.
    var bytes: [UInt8]
    var kind: Kind

    /// The name as a sentence shows it: what steers a terminal, and bytes that are no text, as escapes.
    var shown: String { ShownName.text(bytes) }
  }

  /// The entries in the order of their bytes, hidden ones left out.
  static func entries(of path: String) throws(SystemFailure) -> [Entry] {
    // A link in a folder's place leads who knows where.
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure(errno) }
    guard let folder = fdopendir(descriptor) else {
      let reason = errno
      close(descriptor)
      throw SystemFailure(reason)
    }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let entry = readdir(folder) {
      let bytes = withUnsafePointer(to: &entry.pointee.d_name) { name in
        let start = UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
        return UnsafeRawBufferPointer(start: start, count: strlen(start)).map { $0 }
      }
      guard bytes.first != UInt8(ascii: ".") else { continue }
      var status = stat()
      let isThere = (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { name in
        name.baseAddress.map { fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) == 0 } ?? false
      }
      guard isThere else { continue }
      let name = String(validating: bytes, as: UTF8.self)
      entries.append(Entry(name: name, bytes: bytes, kind: kind(status.st_mode)))
    }
    return entries.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  static func kind(_ mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    case S_IFIFO, S_IFSOCK: .pipe
    default: .device
    }
  }
}

/// A name that somebody else has given, as a sentence shows it.
enum ShownName {
  static func text(_ bytes: [UInt8]) -> String {
    guard let name = String(validating: bytes, as: UTF8.self) else {
      let text = bytes.map { byte in
        (0x20..<0x7F).contains(byte)
          ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
      }
      return text.joined()
    }
    return text(name)
  }

  static func text(_ name: String) -> String {
    name.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
        .privateUse:
        "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: String(scalar)
      }
    }.joined()
  }
}
