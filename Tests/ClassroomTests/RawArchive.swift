import Foundation

/// Archives as no honest program makes them, byte by byte.
///
/// - Source: APPNOTE.TXT, the .ZIP file format specification, 4.3.
struct RawArchive {
  struct Entry {
    var name: [UInt8]
    var content: [UInt8] = []
    /// The Unix mode; 0 says nothing.
    var mode: UInt32 = 0
    var flags: UInt16 = 0
    /// By the clock of MS-DOS; noon.
    var time: UInt64 = 0x6000
    /// What stands beside the fields that every entry has.
    var extra: [UInt8] = []
  }

  var entries: [Entry] = []

  /// An archive with one entry.
  static func with(_ name: String, _ text: String = "", mode: UInt32 = 0, flags: UInt16 = 0) -> Data
  {
    RawArchive(entries: [
      Entry(name: Array(name.utf8), content: Array(text.utf8), mode: mode, flags: flags)
    ]).data
  }

  var data: Data {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = bytes.count
      let common = Self.common(entry)
      bytes += [0x50, 0x4B, 0x03, 0x04, 20, 0] + common + entry.name + entry.extra + entry.content
      directory += [0x50, 0x4B, 0x01, 0x02, 20, 3, 20, 0] + common
      directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2)
      directory += Self.little(UInt64(entry.mode) << 16, 4) + Self.little(UInt64(offset), 4)
      directory += entry.name + entry.extra
    }
    let count = Self.little(UInt64(entries.count), 2)
    var end: [UInt8] = [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0] + count + count
    end += Self.little(UInt64(directory.count), 4) + Self.little(UInt64(bytes.count), 4) + [0, 0]
    return Data(bytes + directory + end)
  }

  private static func common(_ entry: Entry) -> [UInt8] {
    let size = UInt64(entry.content.count)
    var common =
      little(UInt64(entry.flags), 2) + little(0, 2) + little(entry.time, 2) + little(0x21, 2)
    common += little(UInt64(checksum(entry.content)), 4) + little(size, 4) + little(size, 4)
    return common + little(UInt64(entry.name.count), 2) + little(UInt64(entry.extra.count), 2)
  }

  private static func little(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return sum ^ 0xFFFF_FFFF
  }

  /// The same archive, whose entries say that they unpack to so many bytes.
  static func lying(_ archive: Data, size: UInt32) -> Data {
    var bytes = [UInt8](archive)
    for (mark, place) in [([0x50, 0x4B, 0x03, 0x04], 22), ([0x50, 0x4B, 0x01, 0x02], 24)]
      as [([UInt8], Int)]
    {
      for start in bytes.indices.dropLast(4 + place)
      where Array(bytes[start..<start + 4]) == mark {
        bytes.replaceSubrange(start + place..<start + place + 4, with: little(UInt64(size), 4))
      }
    }
    return Data(bytes)
  }
}
