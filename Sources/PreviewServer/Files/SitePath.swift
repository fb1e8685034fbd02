/// The path of a file in a site, taken from a request so that it cannot lead out of the site.
struct SitePath: Equatable, Sendable {
  /// The names of the folders on the way, and of the file.
  let names: [String]

  /// A path of these names, or nil if one of them is not a plain name.
  init?(names: [String]) {
    guard names.allSatisfy(Self.isPlain) else { return nil }
    self.names = names
  }

  /// The path that a request asks for: `/gates/` is the page `gates/index.html`.
  ///
  /// It is decoded once, name by name, so no encoding of a slash or of dots makes a way.
  init(target: String) throws(Refusal) {
    guard target.hasPrefix("/") else {
      throw Refusal(status: .badRequest, sentence: "An address begins with a slash.")
    }
    let path = target.prefix { $0 != "?" && $0 != "#" }
    var names: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let name = Self.decoded(part) else {
        throw Refusal(status: .badRequest, sentence: "The address is not encoded as UTF-8.")
      }
      names.append(name)
    }
    if names.isEmpty { names = [""] }
    if names.last == "" { names[names.count - 1] = "index.html" }
    guard names.allSatisfy(Self.isPlain) else {
      throw Refusal(status: .notFound, sentence: "There is no such page.")
    }
    self.names = names
  }

  /// The path as the address of a folder.
  var asFolder: String { "/" + names.map(Self.encoded).joined(separator: "/") + "/" }

  /// Whether a name stands for itself in a folder, and is not hidden.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".")
      && name.unicodeScalars.allSatisfy {
        $0.value >= 32 && $0 != "/" && $0 != "\\" && $0 != "\u{7F}"
      }
  }

  private static func decoded(_ part: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = part.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      guard digits.count == 2 else { return nil }
      bytes.append(UInt8(digits[0] * 16 + digits[1]))
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func encoded(_ name: String) -> String {
    name.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      guard byte < 128, character.isLetter || character.isNumber || "-._~".contains(character)
      else {
        let hexadecimal = String(byte, radix: 16, uppercase: true)
        return hexadecimal.count == 1 ? "%0\(hexadecimal)" : "%\(hexadecimal)"
      }
      return String(character)
    }.joined()
  }
}
