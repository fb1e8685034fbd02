/// What a file holds in forms that no reader sees as text: compressed, in an archive, in a picture or a PDF file, or
/// written in letters that stand for others.
public enum PackedFile {
  /// Something in a file, under the name that it would have unpacked.
  public struct Content {
    /// Its name.
    public var name: String
    /// Its bytes.
    public var bytes: [UInt8]
  }

  /// How many bytes a file may hold unpacked.
  static let limit = 256 << 20
  /// How many things may be packed within each other.
  private static let mostNested = 4

  /// The first bytes of forms that can be unpacked here by no means.
  private static let unreadable: [(name: String, mark: [UInt8])] = [
    ("Zstandard", [0x28, 0xB5, 0x2F, 0xFD]), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    ("bzip2", Array("BZh".utf8)), ("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    ("RAR", Array("Rar!".utf8)), ("LZ4", [0x04, 0x22, 0x4D, 0x18]), ("compress", [0x1F, 0x9D]),
    ("lzip", Array("LZIP".utf8)), ("CAB", Array("MSCF".utf8)), ("OpenSSL", Array("Salted__".utf8)),
    ("LZMA", [0x5D, 0x00, 0x00, 0x80, 0x00]),
    ("LZMA", [0x5D, 0x00, 0x00, 0x00, 0x04]), ("LZMA", [0x5D, 0x00, 0x00, 0x10, 0x00]),
    ("LZFSE", Array("bvx".utf8)), ("lzop", [0x89, 0x4C, 0x5A, 0x4F, 0x00]),
    ("Snappy", [0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59]),
    ("zpaq", Array("zPQ".utf8)), ("XAR", Array("xar!".utf8)),
    ("WIM", Array("MSWIM".utf8)), ("SquashFS", Array("hsqs".utf8)),
    ("age", Array("age-encryption.org/".utf8)), ("PGP", Array("-----BEGIN PGP MESSAGE".utf8)),
  ]

  /// The name of the form in which a file is packed, if nothing here can look into it.
  ///
  /// - Parameter head: the first bytes of the file.
  public static func unreadableForm(of head: some Collection<UInt8>) -> String? {
    unreadable.first { head.starts(with: $0.mark) }?.name
  }

  /// Everything that is packed in a file, however deep; nothing for a file that is as it seems.
  ///
  /// - Parameter name: its name, from which that of its content is made.
  public static func contents(
    of bytes: UnsafeRawBufferPointer,
    name: String
  ) throws(PackedFileError) -> [Content] {
    var room = limit
    var contents: [Content] = []
    try add([UInt8](bytes)[...], name, depth: 0, room: &room, to: &contents)
    return contents
  }

  /// Whether bytes begin as those of a file do that holds others packed.
  static func holdsOthers(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: Inflater.gzipMark) && bytes.dropFirst(2).first == 8
      || ZipArchive.isOne(bytes) || PNGFile.isOne(bytes) || PDFFile.isOne(bytes)
      || Inflater.isZlib(bytes)
      // Shorter marks stand there by chance.
      || unreadable.contains { $0.mark.count > 3 && bytes.starts(with: $0.mark) }
  }

  private static func add(
    _ bytes: ArraySlice<UInt8>,
    _ name: String,
    depth: Int,
    room: inout Int,
    to contents: inout [Content]
  ) throws(PackedFileError) {
    if let form = unreadableForm(of: bytes) { throw .unreadable(form: form) }
    if let inside = try inside(bytes, name, room: &room) {
      guard depth < mostNested || inside.isEmpty else { throw .tooDeep }
      contents += inside
      for content in inside {
        try add(content.bytes[...], content.name, depth: depth + 1, room: &room, to: &contents)
      }
      // What stands in a picture or PDF file as it is is looked through, too.
      guard PNGFile.isOne(bytes) || PDFFile.isOne(bytes) else { return }
    }
    try addTexts(in: bytes, depth: depth, room: &room, to: &contents)
  }

  /// Adds the texts that stand there in letters that stand for others, and what is in them; one such way of writing may
  /// stand within another.
  private static func addTexts(
    in bytes: ArraySlice<UInt8>,
    depth: Int,
    room: inout Int,
    to contents: inout [Content]
  ) throws(PackedFileError) {
    guard depth < mostNested else { return }
    for text in EncodedTexts.all(in: bytes) where !text.decoded.isEmpty {
      contents.append(Content(name: "", bytes: text.decoded))
      for part in text.packed {
        try add(part[...], "", depth: depth + 1, room: &room, to: &contents)
      }
      do {
        try addTexts(in: text.decoded[...], depth: depth + 1, room: &room, to: &contents)
      } catch .damaged where text is EscapedText {
        // Digits of base 85 look like an escape by chance; undoing it is what did the damage.
      }
    }
  }

  /// What is in a file that holds others; nil if it is none.
  private static func inside(
    _ bytes: ArraySlice<UInt8>,
    _ name: String,
    room: inout Int
  ) throws(PackedFileError) -> [Content]? {
    if bytes.starts(with: Inflater.gzipMark) {
      let shorter = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
      return [Content(name: shorter, bytes: try Inflater.members(of: bytes, room: &room))]
    }
    if ZipArchive.isOne(bytes) { return try ZipArchive.contents(of: bytes, room: &room) }
    if PNGFile.isOne(bytes) { return try PNGFile.texts(of: bytes, room: &room) }
    if PDFFile.isOne(bytes) { return try PDFFile.contents(of: bytes, room: &room) }
    return try Inflater.zlibContent(of: bytes, room: &room).map { [Content(name: "", bytes: $0)] }
  }
}

/// Why nobody can look into a packed file.
public enum PackedFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// It is packed in a form that is not known here.
  case unreadable(form: String)
  /// It is damaged, or enciphered.
  case damaged
  /// It holds more than can be looked through.
  case tooLarge
  /// Too much is packed within each other.
  case tooDeep

  /// What is wrong, as the second half of a sentence.
  public var description: String {
    switch self {
    case .unreadable(let form): "is packed as \(form)"
    case .damaged: "is packed and damaged or enciphered"
    case .tooLarge: "holds more than \(PackedFile.limit >> 20) MiB unpacked"
    case .tooDeep: "is packed many times over"
    }
  }
}
