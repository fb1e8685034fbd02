#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The bytes of a file, in pieces; versions of a file share the pieces that are the same.
///
/// Pieces of zeros that a file system does not store are not stored here either.
struct FileContents: Equatable {
  static let pieceLength = 65_536

  let length: Int
  private let pieces: [Int: [UInt8]]

  /// Bytes that this version holds and the one before does not.
  let newBytes: Int

  /// Reads an open file.
  ///
  /// - Parameter earlier: a version of the file, perhaps another one's.
  /// - Throws: ``FolderError/tooLarge`` if more than `room` bytes are stored.
  init(
    reading descriptor: Int32,
    sharing earlier: FileContents?,
    room: Int
  ) throws(FolderError) {
    length = Int(lseek(descriptor, 0, SEEK_END))
    var pieces: [Int: [UInt8]] = [:]
    var newBytes = 0
    var number = Self.nextPiece(of: descriptor, from: 0)
    while let index = number, index * Self.pieceLength < length {
      guard pieces.count * Self.pieceLength < room + Self.pieceLength else { throw .tooLarge }
      let bytes = Self.read(descriptor, piece: index)
      if let old = earlier?.pieces[index], old == bytes {
        pieces[index] = old
      } else {
        pieces[index] = bytes
        newBytes += bytes.count
      }
      number = Self.nextPiece(of: descriptor, from: index + 1)
    }
    self.pieces = pieces
    self.newBytes = newBytes
  }

  static func == (one: FileContents, other: FileContents) -> Bool {
    one.length == other.length && one.pieces == other.pieces
  }

  /// Bytes that are stored.
  var storedBytes: Int { pieces.values.reduce(0) { $0 + $1.count } }

  /// Whether an open file holds these bytes.
  func isHeld(by descriptor: Int32) -> Bool {
    guard let now = try? FileContents(reading: descriptor, sharing: self, room: storedBytes) else {
      return false
    }
    return now == self
  }

  /// Writes the bytes in place of those that an open file holds.
  func write(to descriptor: Int32) {
    ftruncate(descriptor, 0)
    ftruncate(descriptor, off_t(length))
    for (index, bytes) in pieces {
      bytes.withUnsafeBytes { buffer in
        _ = pwrite(descriptor, buffer.baseAddress, buffer.count, off_t(index * Self.pieceLength))
      }
    }
  }

  /// The number of the first piece, from one on, of which the file system stores something.
  private static func nextPiece(of descriptor: Int32, from index: Int) -> Int? {
    #if os(Linux)
    let start = lseek(descriptor, off_t(index * pieceLength), seekData)
    // A file system that knows no holes stores everything.
    if start < 0 { return errno == ENXIO ? nil : index }
    return max(index, Int(start) / pieceLength)
    #else
    return index
    #endif
  }

  #if os(Linux)
  /// `SEEK_DATA`, which the headers show to GNU sources only.
  private static let seekData: Int32 = 3
  #endif

  private static func read(_ descriptor: Int32, piece index: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: pieceLength) { buffer, count in
      while count < pieceLength {
        let offset = off_t(index * pieceLength + count)
        let part = pread(
          descriptor,
          buffer.baseAddress?.advanced(by: count),
          pieceLength - count,
          offset
        )
        guard part > 0 else { return }
        count += part
      }
    }
  }
}
