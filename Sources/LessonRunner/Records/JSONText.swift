import Foundation

/// Writes JSON for people and for line-by-line comparison: sorted keys, what is short on one line, long
/// lists of numbers in rows of a fixed count, so that a changed number changes one line.
enum JSONText {
  private static let width = 100
  private static let numbersPerRow = 8

  /// The text of a document, with a line end.
  static func text(of value: JSONValue) -> String {
    var text = ""
    write(value, indent: 0, prefix: 0, to: &text)
    return text + "\n"
  }

  /// - Parameter prefix: how many characters stand before the value on its line.
  private static func write(
    _ value: JSONValue,
    indent: Int,
    prefix: Int,
    to text: inout String
  ) {
    if let line = line(value, room: width - prefix), indent > 0 || !value.isTree {
      text += line
      return
    }
    let margin = String(repeating: " ", count: indent + 1)
    switch value {
    case .object(let pairs):
      text += "{\n"
      for (number, pair) in pairs.sorted(by: { $0.key < $1.key }).enumerated() {
        let key = "\(quoted(pair.key)): "
        text += margin + key
        write(pair.value, indent: indent + 1, prefix: indent + 2 + key.count, to: &text)
        text += number == pairs.count - 1 ? "\n" : ",\n"
      }
      text += String(repeating: " ", count: indent) + "}"
    case .list(let values):
      text += "[\n"
      let row = values.allSatisfy(\.isNumber) ? numbersPerRow : 1
      for start in stride(from: 0, to: values.count, by: row) {
        let end = min(start + row, values.count)
        text += margin
        for index in start..<end {
          write(values[index], indent: indent + 1, prefix: indent + 2, to: &text)
          text += index == values.count - 1 ? "" : index == end - 1 ? "," : ", "
        }
        text += "\n"
      }
      text += String(repeating: " ", count: indent) + "]"
    case .null, .boolean, .integer, .number, .text: text += scalar(value)
    }
  }

  /// The value on one line; nil if that takes more room.
  private static func line(_ value: JSONValue, room: Int) -> String? {
    guard room > 0 else { return nil }
    let parts: [String]
    let brackets: (String, String)
    switch value {
    case .null, .boolean, .integer, .number, .text: return scalar(value)
    case .list(let values):
      // Things that come and go each have a line of their own.
      guard values.count < room / 2, !values.contains(where: \.isObject) else { return nil }
      brackets = ("[", "]")
      var lines: [String] = []
      for value in values {
        guard let line = line(value, room: room) else { return nil }
        lines.append(line)
      }
      parts = lines
    case .object(let pairs):
      guard pairs.count < room / 4 else { return nil }
      brackets = ("{", "}")
      var lines: [String] = []
      for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
        guard let line = line(value, room: room) else { return nil }
        lines.append("\(quoted(key)): \(line)")
      }
      parts = lines
    }
    let line = brackets.0 + parts.joined(separator: ", ") + brackets.1
    return line.count <= room ? line : nil
  }

  private static func scalar(_ value: JSONValue) -> String {
    switch value {
    case .boolean(let truth): truth ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    case .text(let text): quoted(text)
    case .null, .list, .object: "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _
      where scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value || 0x2028...0x2029 ~= scalar.value:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSONValue {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .number: true
    case .null, .boolean, .text, .list, .object: false
    }
  }

  fileprivate var isObject: Bool { if case .object = self { true } else { false } }

  fileprivate var isTree: Bool {
    switch self {
    case .list, .object: true
    case .null, .boolean, .integer, .number, .text: false
    }
  }
}
