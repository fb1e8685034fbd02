import Foundation
import LessonDocument

/// A lesson's Markdown cut into text and blocks, with what only instructors may see taken out.
///
/// The text is the author's own, line by line: what readers take away is what was written.
struct LessonSource {
  /// One part, in the order of the file.
  enum Part: Equatable {
    /// Lines of Markdown.
    case text(String)
    /// A Swift block; its index in the lesson.
    case block(Int)
    /// A hint of an exercise.
    case hint(exercise: String, text: String)
    /// A question answered in words, with its lines as they are written.
    case answer(name: String, text: String)
  }

  /// The lines of the front matter, with the lines that enclose them; none if there is none.
  private(set) var frontMatter: [String] = []
  /// What follows.
  private(set) var parts: [Part] = []

  private let lesson: Lesson
  private let lines: [String]

  /// Cuts the text of a lesson's file.
  init(_ lesson: Lesson, text: String) {
    self.lesson = lesson
    lines = text.replacingOccurrences(of: "\r\n", with: "\n").components(separatedBy: "\n")
    cut()
  }

  /// Reads the file that a lesson was read from.
  init(reading lesson: Lesson) throws(SiteError) {
    guard let data = FileManager.default.contents(atPath: lesson.file) else {
      throw .unwritable(path: lesson.slug, reason: "\(lesson.file) cannot be read again.")
    }
    self.init(lesson, text: String(decoding: data, as: UTF8.self))
  }

  private mutating func cut() {
    var next = 0
    if lines.first == "---", let end = lines.dropFirst().firstIndex(where: Self.endsFrontMatter) {
      frontMatter = Array(lines[...end])
      next = end + 1
    }
    let blocks = Dictionary(
      lesson.blocks.map { ($0.fence.line - 1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var text: [String] = []
    while next < lines.count {
      if let block = blocks[next] {
        flush(&text)
        parts.append(.block(block.index))
        next = end(ofFenceAt: next, indentation: block.fence.column - 1) + 1
      } else if let (kind, name) = Self.namedFence(lines[next]) {
        let end = end(ofFenceAt: next, indentation: 0)
        flush(&text)
        let whole = lines[next..<min(end + 1, lines.count)]
        let content = lines[min(next + 1, end)..<min(end, lines.count)]
        parts.append(
          kind == "hint"
            ? .hint(exercise: name, text: content.joined(separator: "\n"))
            : .answer(name: name, text: whole.joined(separator: "\n"))
        )
        next = end + 1
      } else {
        text.append(lines[next])
        next += 1
      }
    }
    flush(&text)
  }

  private mutating func flush(_ text: inout [String]) {
    let trimmed = text.joined(separator: "\n").trimmingCharacters(in: .newlines)
    if !trimmed.isEmpty { parts.append(.text(trimmed)) }
    text = []
  }

  /// The line that closes a fence.
  private func end(ofFenceAt line: Int, indentation: Int) -> Int {
    let opening = lines[line].dropFirst(indentation).drop { $0 == " " }
    guard let mark = opening.first else { return line }
    let length = opening.prefix { $0 == mark }.count
    for (index, text) in lines.enumerated().dropFirst(line + 1) {
      let rest = text.drop { $0 == " " || $0 == ">" || $0 == "\t" }
      let found = rest.prefix { $0 == mark }.count
      if found >= length, rest.dropFirst(found).allSatisfy(\.isWhitespace) { return index }
    }
    return lines.count
  }

  private static func endsFrontMatter(_ line: String) -> Bool {
    ["---", "..."].contains(line.trimmingCharacters(in: .whitespaces))
  }

  private static func namedFence(_ line: String) -> (kind: Substring, name: String)? {
    line.firstMatch(of: /^(?:`{3,}|~{3,})\s*(hint|answer)\s+(\S+)/).map { ($0.1, String($0.2)) }
  }

  /// The opening fence of a block, its `//|` lines and what stands before each of its lines.
  func header(of block: LessonBlock) -> (fence: String, options: [String], indentation: String) {
    let line = block.fence.line - 1
    guard lines.indices.contains(line) else { return ("```swift", [], "") }
    let indentation = String(
      decoding: lines[line].utf8.prefix(block.fence.column - 1),
      as: UTF8.self
    )
    let options = lines.dropFirst(line + 1).map { $0.dropFirst(indentation.count) }.prefix {
      $0.drop { $0 == " " }.hasPrefix("//|")
    }
    let fence = String(lines[line].dropFirst(indentation.count))
    // In a list the first line bears the list's mark; those after it are indented.
    let rest = indentation.map { $0 == ">" || $0 == "\t" ? $0 : " " }
    return (fence, options.map(String.init), String(rest))
  }
}

extension LessonBlock {
  /// Whether the block is for instructors alone.
  var isSecret: Bool {
    switch role {
    case .wrong, .check(_, hidden: true): true
    case .example, .exercise, .check(_, hidden: false): false
    }
  }

  /// The code that a reader takes away: an exercise's starter, else the whole.
  var publicCode: String {
    if case .exercise = role {
      var text = ExerciseCode(code).starterText
      while text.hasSuffix("\n") { text.removeLast() }
      return text
    }
    return code.map(\.text).joined(separator: "\n")
  }
}
