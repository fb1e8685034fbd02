import Foundation
import Plots

/// What the main part of a page says, cut at its headings.
///
/// The finished page is read and not the lesson: whatever a reader sees can be found, values that were
/// computed too. Drawings, formulas' annotations and folded data are left out, and so are hints and what
/// a reader is to predict.
struct PageText {
  /// The text below one heading.
  struct Part: Equatable {
    var anchor = ""
    var heading = ""
    var text = ""
  }

  private(set) var sections: [Part] = []

  private var current = Part()
  private var isHeading = false
  /// How deep the reader is in something that is left out, and what that is.
  private var skipped: (name: String, depth: Int)?
  /// Whether the text is what a block printed.
  private var isOutput = false

  /// Bytes that are searched of one output: every reader who searches loads them.
  private static let mostOutput = 2000

  init(_ html: String) {
    var bytes = Array(html.utf8)[...]
    if let start = Self.range(of: "<main", in: bytes) { bytes = bytes[start.lowerBound...] }
    if let end = Self.range(of: "</main>", in: bytes) { bytes = bytes[..<end.lowerBound] }
    while let byte = bytes.first {
      if byte == UInt8(ascii: "<") {
        guard let end = bytes.firstIndex(of: UInt8(ascii: ">")) else { break }
        take(
          tag: String(decoding: bytes[bytes.index(after: bytes.startIndex)..<end], as: UTF8.self)
        )
        bytes = bytes[bytes.index(after: end)...]
      } else {
        let end = bytes.firstIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
        take(text: bytes[..<end])
        bytes = bytes[end...]
      }
    }
    finish()
  }

  private mutating func take(tag: String) {
    let isEnd = tag.hasPrefix("/")
    let name = String(tag.dropFirst(isEnd ? 1 : 0).prefix { $0.isLetter || $0.isNumber })
    if let (skippedName, depth) = skipped {
      guard name == skippedName, !tag.hasSuffix("/") else { return }
      let next = depth + (isEnd ? -1 : 1)
      skipped = next == 0 ? nil : (name, next)
      return
    }
    if name == "samp" { isOutput = !isEnd }
    if !isEnd, Self.isLeftOut(name, tag) {
      skipped = (name, 1)
      return
    }
    if ["h1", "h2", "h3"].contains(name), !isEnd, let anchor = Self.value(of: "id", in: tag) {
      finish()
      current.anchor = anchor
      isHeading = true
    } else if ["h1", "h2", "h3"].contains(name), isEnd {
      isHeading = false
    } else if !Self.isWithinWord(name), current.text.last != " " {
      current.text += " "
    }
  }

  private mutating func take(text: ArraySlice<UInt8>) {
    guard skipped == nil else { return }
    let plain = HTMLText.resolved(
      String(decoding: isOutput ? text.prefix(Self.mostOutput) : text, as: UTF8.self)
    )
    if isHeading { current.heading += plain } else { current.text += plain }
  }

  private mutating func finish() {
    current.heading = Self.tidy(current.heading)
    current.text = Self.tidy(current.text)
    // What stands before the first heading is the frame: the lesson's number.
    if !current.heading.isEmpty { sections.append(current) }
    current = Part()
  }

  private static func isLeftOut(_ name: String, _ tag: String) -> Bool {
    switch name {
    case "svg", "annotation", "script", "style", "nav", "button": true
    case "a": tag.contains("class=\"anchor\"")
    case "p": tag.contains("class=\"kind\"") || tag.contains("class=\"points\"")
    case "div": tag.contains("class=\"hints\"") || tag.contains("class=\"prediction\"")
    case "details": tag.contains("class=\"data\"") || tag.contains("contents-folded")
    default: false
    }
  }

  /// Elements that stand within a word rather than end it.
  private static func isWithinWord(_ name: String) -> Bool {
    [
      "a", "b", "i", "em", "strong", "code", "span", "sub", "sup", "mark", "del", "math", "mrow",
      "mi",
      "mn", "mo", "msub", "msup", "msubsup", "mtext", "semantics",
    ].contains(name)
  }

  private static func value(of name: String, in tag: String) -> String? {
    guard let range = tag.range(of: " \(name)=\"") else { return nil }
    return HTMLText.resolved(String(tag[range.upperBound...].prefix { $0 != "\"" }))
  }

  private static func tidy(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func range(of mark: String, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    let mark = Array(mark.utf8)
    guard let first = mark.first else { return nil }
    var rest = bytes
    while let place = rest.firstIndex(of: first) {
      if rest[place...].starts(with: mark) { return place..<(place + mark.count) }
      rest = rest[(place + 1)...]
    }
    return nil
  }
}
