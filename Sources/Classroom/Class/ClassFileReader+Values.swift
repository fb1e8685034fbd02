import Foundation
import LessonDocument
import Yams

/// Typed values; each notes a mistake and is nil if something else stands there.
extension ClassFileReader {
  mutating func add(_ message: String, _ node: Node?) {
    mistakes.append(
      LessonMistake(file: document.path, location: document.location(of: node), message: message)
    )
  }

  /// The parts of a mapping by their keys.
  ///
  /// - Parameter keys: those that there may be; nil allows all.
  mutating func mapping(_ node: Node, _ name: String, of keys: [String]? = nil) -> [String: Node]? {
    guard case .mapping(let mapping) = node else {
      add("\(name) is written 'key: value', with a space after the colon", node)
      return nil
    }
    var parts: [String: Node] = [:]
    for (key, value) in mapping {
      guard let text = key.scalar?.string, !text.isEmpty else {
        add("a key must be a word", key)
        continue
      }
      if let keys, !keys.contains(text) {
        add(YAMLDocument.unknownKey(text, among: keys, place: "of \(name)"), key)
        continue
      }
      if parts.updateValue(value, forKey: text) != nil {
        add("'\(text.prefix(60))' stands here twice: keep one", key)
      }
    }
    return parts
  }

  mutating func text(_ node: Node, _ name: String) -> String? {
    if let text = node.scalar?.string, !text.allSatisfy(\.isWhitespace) { return text }
    add("'\(name)' must be a text", node)
    return nil
  }

  mutating func texts(_ node: Node, _ name: String) -> [String]? {
    let texts = node.sequence?.compactMap(\.scalar?.string).filter { !$0.isEmpty }
    if let texts, !texts.isEmpty, texts.count == node.sequence?.count { return texts }
    add("\(name) is a list of texts, as in [007, 008]", node)
    return nil
  }

  mutating func boolean(_ node: Node, _ name: String) -> Bool? {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default:
      add("'\(name)' must be true or false", node)
      return nil
    }
  }

  mutating func date(_ node: Node, _ name: String) -> Date? {
    let text = node.scalar?.string ?? ""
    if let date = clock.date(written: text) { return date }
    add(
      "'\(name)' must be a moment that the clocks show, as in 2026-10-24 20:00, not '\(text.prefix(40))'",
      node
    )
    return nil
  }

  mutating func span(_ node: Node, _ name: String) -> TimeSpan? {
    let text = node.scalar?.string ?? ""
    if let span = TimeSpan(written: text) { return span }
    add(
      "'\(name)' must be a time such as 15 min, 36 hours or 2 days, not '\(text.prefix(40))'",
      node
    )
    return nil
  }

  /// A share from 0 to 1: `10%` or `0.1`.
  mutating func share(_ node: Node, _ name: String) -> Double? {
    let text = node.scalar?.string ?? ""
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? text.dropLast().trimmingCharacters(in: .whitespaces) : text
    if let number = PlainNumber(digits).map({ isPercent ? $0.value / 100 : $0.value }),
      number >= 0, number <= 1
    {
      return number
    }
    add("'\(name)' must be a share from 0% to 100%, as in 10%, not '\(text.prefix(40))'", node)
    return nil
  }
}
