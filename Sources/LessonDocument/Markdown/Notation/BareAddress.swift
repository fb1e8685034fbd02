/// An address that stands in the text by itself, which is a link as it is on forges.
///
/// `www.example.org`, `https://example.org/a(b)` and `name@example.org` are; where one ends is GitHub's rule: its last
/// signs of punctuation are the sentence's, and so is a parenthesis that it did not open.
struct BareAddress: Sendable {
  /// What stands in the text.
  var text: String
  /// Where it leads.
  var destination: String
  /// The bytes of the passage that it takes.
  var range: Range<Int>

  /// The address that begins at a byte, or, at an `@`, the mail address around it that begins after others.
  init?(at index: Int, in content: [UInt8], after begin: Int) {
    let found: (range: Range<Int>, prefix: String)?
    switch content[index] {
    case UInt8(ascii: "w"): found = Self.site(index, content, "www.", "http://", begin)
    case UInt8(ascii: "h"):
      found =
        Self.site(index, content, "https://", "", begin)
        ?? Self.site(index, content, "http://", "", begin)
    case UInt8(ascii: "@"): found = Self.mail(index, content, begin)
    default: found = nil
    }
    guard let found else { return nil }
    range = found.range
    text = String(decoding: content[range], as: UTF8.self)
    destination = found.prefix + text
  }

  private static func site(
    _ start: Int,
    _ content: [UInt8],
    _ opening: String,
    _ prefix: String,
    _ begin: Int
  ) -> (Range<Int>, String)? {
    guard content[start...].starts(with: opening.utf8), mayBegin(start, content) else { return nil }
    let domain = start + (opening == "www." ? 0 : opening.utf8.count)
    guard isDomain(content[domain...], needsPoint: opening == "www.") else { return nil }
    var end = start
    while end < content.count, content[end] > .space, content[end] != UInt8(ascii: "<"),
      content[end] != .backtick
    {
      end += 1
    }
    end = trimmed(start..<end, content)
    return end > start + opening.utf8.count ? (start..<end, prefix) : nil
  }

  private static func mayBegin(_ start: Int, _ content: [UInt8]) -> Bool {
    guard start > 0 else { return true }
    return content[start - 1] <= .space || "*_~(".utf8.contains(content[start - 1])
  }

  /// Whether segments of letters, digits, `-` and `_` stand there, no `_` in the last two.
  private static func isDomain(_ bytes: ArraySlice<UInt8>, needsPoint: Bool) -> Bool {
    let name = bytes.prefix { $0.isLetter || $0.isDigit || $0 >= 0x80 || "-_.".utf8.contains($0) }
    var segments = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if segments.last?.isEmpty == true { segments.removeLast() }
    guard segments.count > (needsPoint ? 1 : 0), segments.allSatisfy({ !$0.isEmpty }) else {
      return false
    }
    return segments.suffix(2).allSatisfy { !$0.contains(UInt8(ascii: "_")) }
  }

  /// The end of an address without the signs that are the sentence's.
  private static func trimmed(_ range: Range<Int>, _ content: [UInt8]) -> Int {
    var end = range.upperBound
    // How many more parentheses are closed than opened.
    var excess = content[range].reduce(0) { sum, byte in
      sum + (byte == UInt8(ascii: ")") ? 1 : byte == UInt8(ascii: "(") ? -1 : 0)
    }
    while end > range.lowerBound {
      let last = content[end - 1]
      if "?!.,:*_~'\"\\".utf8.contains(last) {
        end -= 1
      } else if last == UInt8(ascii: ")") {
        guard excess > 0 else { return end }
        excess -= 1
        end -= 1
      } else if last == UInt8(ascii: ";") {
        let name = content[range.lowerBound..<end - 1].reversed().prefix {
          $0.isLetter || $0.isDigit
        }
        let sign = end - 2 - name.count
        let isReference =
          !name.isEmpty && sign > range.lowerBound && content[sign] == UInt8(ascii: "&")
        end = isReference ? sign : end - 1
      } else {
        break
      }
    }
    return end
  }

  private static func mail(_ at: Int, _ content: [UInt8], _ begin: Int) -> (Range<Int>, String)? {
    var start = at
    while start > begin, isLocal(content[start - 1]) { start -= 1 }
    guard start < at, start == 0 || !"/$".utf8.contains(content[start - 1]) else { return nil }
    var end = at + 1
    while end < content.count,
      content[end].isLetter || content[end].isDigit || "-_.".utf8.contains(content[end])
    {
      end += 1
    }
    while end > at + 1, content[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let domain = content[at + 1..<end]
    guard domain.contains(UInt8(ascii: ".")), let last = domain.last, last != .hyphen,
      last != UInt8(ascii: "_"), isDomain(domain, needsPoint: true),
      end == content.count || content[end] != UInt8(ascii: "@")
    else { return nil }
    return (start..<end, "mailto:")
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || ".-_+".utf8.contains(byte)
  }
}
