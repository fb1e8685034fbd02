import CZip
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// When something in an archive was changed last, as far as the archive says.
///
/// - Source: APPNOTE.TXT, 4.4.6, the clock of MS-DOS, which names no zone; Info-ZIP's extra field 0x5455 and that of NTFS,
///   0x000A, which count from one moment everywhere.
enum PackedTime: Equatable {
  case moment(Date)
  /// What a clock showed, nobody says in which zone.
  case clock(DateComponents)

  /// - Parameter local: what libzip makes of the clock of MS-DOS, in the zone of this machine.
  init?(of index: UInt64, _ local: time_t, in handle: OpaquePointer) {
    if let date = Self.unixTime(of: index, in: handle) ?? Self.fileTime(of: index, in: handle) {
      self = .moment(date)
      return
    }
    var (time, shown) = (local, tm())
    guard local > 0, localtime_r(&time, &shown) != nil else { return nil }
    // The first day that the clock knows stands for no time: programs that have none to say write it.
    guard shown.tm_year > 80 || shown.tm_yday > 0 || shown.tm_hour > 0 || shown.tm_min > 0 else {
      return nil
    }
    // Back to what the clock showed.
    self = .clock(
      DateComponents(
        year: Int(shown.tm_year) + 1900,
        month: Int(shown.tm_mon) + 1,
        day: Int(shown.tm_mday),
        hour: Int(shown.tm_hour),
        minute: Int(shown.tm_min),
        second: Int(shown.tm_sec)
      )
    )
  }

  /// The moment, where the clock is one of this zone.
  func date(_ clock: WallClock) -> Date? {
    switch self {
    case .moment(let date): date
    case .clock(let shown): clock.date(shown: shown)
    }
  }

  /// Seconds since 1970, in field 0x5455.
  private static func unixTime(of index: UInt64, in handle: OpaquePointer) -> Date? {
    let field = field(0x5455, of: index, in: handle)
    guard field.count >= 5, field[0] & 1 == 1 else { return nil }
    let seconds = little(field[1..<5])
    return seconds > 0 ? Date(timeIntervalSince1970: Double(seconds)) : nil
  }

  /// Tenths of microseconds since 1601, in field 0x000A after four reserved bytes and the head of its first part.
  private static func fileTime(of index: UInt64, in handle: OpaquePointer) -> Date? {
    let field = field(0x000A, of: index, in: handle)
    guard field.count >= 16, little(field[4..<6]) == 1, little(field[6..<8]) >= 8 else {
      return nil
    }
    let seconds = Double(little(field[8..<16])) / 1e7 - 11_644_473_600
    return seconds > 0 && seconds < 1e11 ? Date(timeIntervalSince1970: seconds.rounded(.down)) : nil
  }

  private static func field(
    _ id: UInt16,
    of index: UInt64,
    in handle: OpaquePointer
  ) -> [UInt8] {
    var length: UInt16 = 0
    let flags = zip_flags_t(ZIP_FL_CENTRAL | ZIP_FL_LOCAL)
    guard let start = zip_file_extra_field_get_by_id(handle, index, id, 0, &length, flags) else {
      return []
    }
    return Array(UnsafeBufferPointer(start: start, count: Int(length)))
  }

  private static func little(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
