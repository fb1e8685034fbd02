/// Finds a few bytes in many.
enum ByteSearch {
  /// Where some bytes begin, from a place on; nil if they stand nowhere.
  static func first(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let begin = wanted.first, bytes.count >= wanted.count else { return nil }
    var place = max(0, start)
    let last = bytes.count - wanted.count
    while place <= last {
      if bytes[place] == begin, bytes[place..<place + wanted.count].elementsEqual(wanted) {
        return place
      }
      place += 1
    }
    return nil
  }

  static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    first(wanted, in: bytes, from: 0) != nil
  }
}
