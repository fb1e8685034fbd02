/// What a compilation hands out of its sandbox: what the tools said, and the objects.
///
/// It comes through a pipe, so that the runner opens nothing in a folder that a sandbox can write: a
/// line with the length of each, then all of them.
struct CompilerAnswer {
  /// Bytes of an answer that are read.
  static let limit = 64 << 20
  /// Bytes of what the tools said that are handed out.
  private static let messageLimit = 1 << 20

  /// What the tools wrote to standard error.
  var messages: String
  /// The objects, in the order of the files; empty where there is none.
  var objects: [ArraySlice<UInt8>]

  /// The lines of a shell script that write the answer.
  ///
  /// - Parameter count: how many files are compiled.
  static func writing(_ count: Int) -> String {
    let files = (["shown"] + (0..<count).map { "\($0).so" }).map { "\"$out/\($0)\"" }
    return """
      head -c \(messageLimit) "$out/messages" > "$out/shown"
      for file in \(files.joined(separator: " ")); do wc -c < "$file"; done
      cat \(files.joined(separator: " "))
      """
  }

  /// Reads an answer with so many objects; nil if it is not whole.
  init?(_ bytes: [UInt8], objects count: Int) {
    var rest = bytes[...]
    var lengths: [Int] = []
    while lengths.count <= count {
      guard let length = Self.length(&rest) else { return nil }
      lengths.append(length)
    }
    var parts: [ArraySlice<UInt8>] = []
    for length in lengths {
      guard length <= rest.count else { return nil }
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    guard rest.isEmpty else { return nil }
    messages = String(decoding: parts[0], as: UTF8.self)
    objects = Array(parts.dropFirst())
  }

  /// Takes a line with a length off the front.
  private static func length(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    guard let end = bytes.prefix(32).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let digits = String(decoding: bytes[..<end], as: UTF8.self)
    bytes = bytes[(end + 1)...]
    guard let length = Int(digits.drop { $0 == " " }), length >= 0 else { return nil }
    return length
  }
}
