import CZlib

/// Unpacks what DEFLATE has packed, by zlib.
enum Inflater {
  static let gzipMark: [UInt8] = [0x1F, 0x8B]

  /// The form of the packed bytes, as zlib names it by the size of its window.
  enum Form: Int32 {
    case gzip = 31
    case zlib = 15
    case raw = -15
  }

  /// Whether bytes begin as those of zlib do, the usual form within PNG and PDF files; one pair of bytes in a thousand
  /// does so by chance.
  static func isZlib(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, let second = bytes.dropFirst().first else { return false }
    return first & 0x0F == 8 && first >> 4 <= 7 && (Int(first) << 8 | Int(second)) % 31 == 0
  }

  /// What bytes hold that begin as those of zlib do; nil if they are none after all.
  static func zlibContent(
    of bytes: ArraySlice<UInt8>,
    room: inout Int
  ) throws(PackedFileError) -> [UInt8]? {
    guard isZlib(bytes) else { return nil }
    var content: [UInt8] = []
    do throws(PackedFileError) {
      _ = try inflate(bytes, as: .zlib, into: &content, room: &room)
    } catch .tooLarge {
      throw .tooLarge
    } catch {
      return nil
    }
    return content
  }

  /// The content of a gzip file, of which several may stand one after the other.
  ///
  /// - Parameter room: how many bytes may still be unpacked.
  static func members(
    of bytes: ArraySlice<UInt8>,
    room: inout Int
  ) throws(PackedFileError) -> [UInt8] {
    var content: [UInt8] = []
    var rest = bytes
    while rest.starts(with: gzipMark) {
      let used = try inflate(rest, as: .gzip, into: &content, room: &room)
      rest = rest.dropFirst(used)
    }
    return content
  }

  /// Unpacks one stream; gives how many bytes it took.
  static func inflate(
    _ packed: ArraySlice<UInt8>,
    as form: Form,
    into content: inout [UInt8],
    room: inout Int
  ) throws(PackedFileError) -> Int {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, form.rawValue, ZLIB_VERSION, size) == Z_OK else { throw .damaged }
    defer { inflateEnd(&stream) }
    // zlib counts in 32 bits.
    guard packed.count <= Int(UInt32.max) else { throw .tooLarge }
    var input = Array(packed)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var status = Z_OK
    let used = input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      while status == Z_OK, room >= 0 {
        let count = chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(chunk.count)
          status = CZlib.inflate(&stream, Z_NO_FLUSH)
          return chunk.count - Int(stream.avail_out)
        }
        content += chunk[..<count]
        room -= count
      }
      return input.count - Int(stream.avail_in)
    }
    if room < 0 { throw .tooLarge }
    guard status == Z_STREAM_END, used > 0 else { throw .damaged }
    return used
  }
}
