/// The first line and the header fields of a request.
struct RequestHead: Equatable, Sendable {
  var method: String
  /// What is asked for, as it was sent.
  var target: String
  var isVersion11: Bool
  /// Names in lower case, in the order sent.
  var fields: [(name: String, value: String)] = []

  /// All values of a field.
  func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// Whether the client means to send another request on the connection.
  var keepsAlive: Bool {
    let words = values(of: "connection").flatMap { $0.lowercased().split(separator: ",") }
      .map { $0.trimming(" \t") }
    return isVersion11 ? !words.contains("close") : words.contains("keep-alive")
  }

  static func == (one: RequestHead, other: RequestHead) -> Bool {
    one.method == other.method && one.target == other.target
      && one.isVersion11 == other.isVersion11
      && one.fields.elementsEqual(other.fields, by: ==)
  }
}

/// Why a request is not answered as asked: a status and a sentence.
struct Refusal: Error, Equatable {
  var status: Status
  var sentence: String
}

extension RequestHead {
  /// Reads a head, strictly: what can be understood in two ways is refused.
  ///
  /// - Parameter bytes: Everything before the empty line, without the last line break.
  init(_ bytes: some Sequence<UInt8>) throws(Refusal) {
    let malformed = Refusal(status: .badRequest, sentence: "This is not an HTTP request.")
    let bytes = Array(bytes)
    // A lone line break or a zero byte is how one request is made to look like another.
    for (index, byte) in bytes.enumerated() {
      let isPair = byte == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
      let endsPair = byte == 10 && index > 0 && bytes[index - 1] == 13
      guard byte == 9 || isPair || endsPair || (byte >= 32 && byte != 127) else { throw malformed }
    }
    let lines = bytes.split(separator: 13, omittingEmptySubsequences: false)
      .map { String(decoding: $0.first == 10 ? $0.dropFirst() : $0, as: UTF8.self) }
    guard let line = lines.first, line.utf8.count <= PreviewLimits.lineBytes else {
      throw Refusal(status: .targetTooLong, sentence: "The address is too long.")
    }
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, Self.isToken(words[0]), words[2].hasPrefix("HTTP/"),
      !words[1].isEmpty, words[1].utf8.allSatisfy({ (33...126).contains($0) })
    else { throw malformed }
    guard words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else {
      throw Refusal(status: .versionNotSupported, sentence: "This server speaks HTTP/1.1.")
    }
    (method, target) = (String(words[0]), String(words[1]))
    isVersion11 = words[2] == "HTTP/1.1"
    guard lines.count <= PreviewLimits.fields + 1 else {
      throw Refusal(status: .fieldsTooLarge, sentence: "There are too many header fields.")
    }
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), Self.isToken(line[..<colon]) else {
        throw malformed
      }
      let value = line[line.index(after: colon)...].trimming(" \t")
      fields.append((line[..<colon].lowercased(), value))
    }
  }

  private static func isToken(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }
}

extension StringProtocol {
  /// The text without these characters at its ends.
  fileprivate func trimming(_ characters: String) -> String {
    String(drop { characters.contains($0) }.reversed().drop { characters.contains($0) }.reversed())
  }
}
