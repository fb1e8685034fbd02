/// How a file writes the text that it holds.
public struct WrittenForm: OptionSet, Sendable {
  /// The combination as a number.
  public let rawValue: Int

  /// Makes a combination.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// As strings of JSON, in which `\n` ends a line and `\u003c` is `<`.
  public static let json = WrittenForm(rawValue: 1)
  /// With references, such as `&lt;` for `<`.
  public static let references = WrittenForm(rawValue: 2)
  /// Between tags, which are no part of the text.
  public static let tags = WrittenForm(rawValue: 4)
  /// With two quotation marks for one, as in cells of CSV files and strings of YAML and SQL.
  public static let doubledQuotes = WrittenForm(rawValue: 8)

  /// The ways of writing of a file of which nothing is known.
  public static let all: [WrittenForm] = [
    [], references, [references, tags], json, [json, references, tags], doubledQuotes,
  ]

  /// The text that bytes are in this form, without its blanks.
  func text(of bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var text = [UInt8](bytes)
    if contains(.doubledQuotes) { text = Self.withSingleQuotes(text) }
    if contains(.json) { text = Self.rewritten(text, Self.escape) }
    if contains(.tags) { text = Self.rewritten(text, Self.tag) }
    if contains(.references) { text = Self.rewritten(text, Self.reference) }
    return Blanks.removed(from: text)
  }

  /// What begins at an offset: how many bytes it takes and what it stands for; nil if it stands for itself.
  private typealias Reading = (_ bytes: [UInt8], _ offset: Int) -> (length: Int, text: [UInt8])?

  private static func rewritten(_ bytes: [UInt8], _ read: Reading) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&"),
        let (length, meant) = read(bytes, offset)
      {
        text += meant
        offset += length
      } else {
        text.append(byte)
        offset += 1
      }
    }
    return text
  }

  private static func withSingleQuotes(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      text.append(byte)
      let isQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      offset += isQuote && offset + 1 < bytes.count && bytes[offset + 1] == byte ? 2 : 1
    }
    return text
  }

  private static func escape(_ bytes: [UInt8], _ offset: Int) -> (length: Int, text: [UInt8])? {
    guard bytes[offset] == UInt8(ascii: "\\"), offset + 1 < bytes.count else { return nil }
    switch bytes[offset + 1] {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"),
      UInt8(ascii: "f"):
      return (2, [])
    case UInt8(ascii: "u"):
      guard offset + 6 <= bytes.count, let code = number(bytes[offset + 2..<offset + 6], radix: 16)
      else { return nil }
      return (6, utf8(code))
    default: return (2, [bytes[offset + 1]])
    }
  }

  private static func tag(_ bytes: [UInt8], _ offset: Int) -> (length: Int, text: [UInt8])? {
    guard bytes[offset] == UInt8(ascii: "<"), offset + 1 < bytes.count else { return nil }
    let next = bytes[offset + 1]
    // Small letters, as pages have them: `<Double>` is code that another form of writing left as it is.
    let isLetter = next >= UInt8(ascii: "a") && next <= UInt8(ascii: "z")
    guard isLetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") else { return nil }
    var end = offset + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: ">") { end += 1 }
    return (end - offset + 1, [])
  }

  private static let names: [(name: [UInt8], text: [UInt8])] = [
    ("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'"), ("nbsp", " "),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  private static func reference(
    _ bytes: [UInt8],
    _ offset: Int
  ) -> (length: Int, text: [UInt8])? {
    guard bytes[offset] == UInt8(ascii: "&") else { return nil }
    let rest = bytes[(offset + 1)...].prefix(9)
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = bytes[offset + 1..<end]
    let length = end - offset + 1
    if let known = names.first(where: { name.elementsEqual($0.name) }) {
      return (length, known.text)
    }
    guard name.first == UInt8(ascii: "#") else { return nil }
    let digits = name.dropFirst()
    let isHexadecimal = digits.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    let code = isHexadecimal ? number(digits.dropFirst(), radix: 16) : number(digits, radix: 10)
    return code.map { (length, utf8($0)) }
  }

  private static func number(_ digits: ArraySlice<UInt8>, radix: Int) -> UInt32? {
    UInt32(String(decoding: digits, as: UTF8.self), radix: radix)
  }

  private static func utf8(_ code: UInt32) -> [UInt8] {
    Unicode.Scalar(code).map { Array(String($0).utf8) } ?? []
  }
}
