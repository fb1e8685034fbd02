import Foundation
import LessonDocument
import TestSupport
import Testing

/// Changes lessons as slips of the hand, of an editor and of a disk would.
private struct Mutator {
  var generator: SplitMix
  let corpus: [[UInt8]]
  private static let fragments = [
    "```", "```swift\n", "> ", "- ", "$", "$$", "\n", "\t", "//| ", "---\n", "`{swift} ", "`", "[",
    "](", "\\",
    "<", "**", "\r\n", "\u{0}", "\u{E000}", "\u{FFFF}", "// BEGIN SOLUTION\n", "> [!NOTE]\n",
    "```hint x\n", ": ",
    "<!-- ", "-->", "<div>\n", "</div>", "<b id='x'>", "[^a]", "[^a]: ", "| a | b |\n|---|---|\n",
    "\\tag{1}", "e\u{301}", "\u{E9}", "\u{2028}", "\u{C}", "\u{1B}", "\r", "![](", "](x.md)", "$x$",
    "$5",
    "\"\"\"\n", "&", "*a", "[a]: b\n", "1. ", "    ",
  ]

  mutating func mutated() -> [UInt8] {
    var bytes = corpus.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&bytes) }
    return Array(bytes.prefix(1 << 16))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    switch Int.random(in: 0..<7, using: &generator) {
    case 0 where place < bytes.count:
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes.removeSubrange(place..<min(bytes.count, place + 20))
    case 2:
      let fragment = Self.fragments.randomElement(using: &generator) ?? ""
      bytes.insert(contentsOf: Array(fragment.utf8), at: place)
    case 3: changeLine(&bytes) { lines, line, _ in lines.remove(at: line) }
    case 4: changeLine(&bytes) { lines, line, _ in lines.insert(lines[line], at: line) }
    case 5:
      let other = corpus.randomElement(using: &generator) ?? []
      let from = Int.random(in: 0...other.count, using: &generator)
      bytes.insert(contentsOf: other[from..<min(other.count, from + 200)], at: place)
    default:
      changeLine(&bytes) { lines, line, generator in
        let marks = ["> ", "- ", "  ", "\t", "1. "].randomElement(using: &generator) ?? ""
        let last = Int.random(in: line..<lines.count, using: &generator)
        for line in line...last { lines[line] = Array(marks.utf8) + lines[line] }
      }
    }
  }

  private mutating func changeLine(
    _ bytes: inout [UInt8],
    _ body: (inout [[UInt8]], Int, inout SplitMix) -> Void
  ) {
    let separator = UInt8(ascii: "\n")
    var lines = bytes.split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
    body(&lines, Int.random(in: 0..<lines.count, using: &generator), &generator)
    bytes = Array(lines.joined(separator: [separator]))
  }
}

@Test("Two thousand mutated lessons are read or refused, and what is read stands where it says")
func mutatedLessons() throws {
  let corpus = try LessonCase.all.map { [UInt8](try Data(contentsOf: $0.input)) }
  var mutator = Mutator(generator: SplitMix(seed: 20_260_101), corpus: corpus)
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appendingPathComponent("lesson.md")
  var read = 0
  var longest = 0.0
  for number in 0..<2_000 {
    let bytes = mutator.mutated()
    try Data(bytes).write(to: file)
    let seconds = ProcessorTime.seconds {
      do throws(LessonErrors) {
        let lesson = try LessonReader().lesson(at: file.path)
        read += 1
        checkPlaces(of: lesson, in: bytes, number: number)
      } catch {
        #expect(!error.mistakes.isEmpty)
        for mistake in error.mistakes {
          #expect(mistake.location.line >= 1 && mistake.location.column >= 1, "mutation \(number)")
        }
      }
    }
    longest = max(longest, seconds)
  }
  #expect(read > 500)
  #expect(longest < 200 * ProcessorTime.yardstick())
}

/// Each line of code, expression, formula and link stands in the file where the lesson says.
private func checkPlaces(of lesson: Lesson, in bytes: [UInt8], number: Int) {
  let text = String(decoding: bytes, as: UTF8.self)
  let unmarked =
    text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  let lines = unmarked.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    .split(separator: "\n", omittingEmptySubsequences: false)
  func rest(_ location: LessonDocument.SourceLocation) -> String {
    guard lines.indices.contains(location.line - 1) else { return "beyond the file" }
    return String(
      decoding: lines[location.line - 1].utf8.dropFirst(location.column - 1),
      as: UTF8.self
    )
  }
  for block in lesson.blocks {
    #expect(["`", "~"].contains(rest(block.fence).prefix(1)), "mutation \(number)")
    for line in block.code {
      #expect(rest(line.location) == line.text, "mutation \(number)")
    }
  }
  for expression in lesson.inlineExpressions {
    #expect(rest(expression.location).first == expression.source.first, "mutation \(number)")
  }
  for element in lesson.elements { checkPlaces(of: element, rest: rest, number: number) }
}

private func checkPlaces(
  of element: Element,
  rest: (LessonDocument.SourceLocation) -> String,
  number: Int
) {
  switch element {
  case .heading(_, let content, _, _), .paragraph(let content):
    for inline in content { checkPlaces(of: inline, rest: rest, number: number) }
  case .list(_, _, let items):
    for element in items.joined() { checkPlaces(of: element, rest: rest, number: number) }
  case .quote(let content), .hint(_, _, let content), .callout(_, _, let content):
    for element in content { checkPlaces(of: element, rest: rest, number: number) }
  case .answer(let written):
    for element in written.statement { checkPlaces(of: element, rest: rest, number: number) }
  case .definitions(let terms):
    for inline in terms.flatMap(\.content) { checkPlaces(of: inline, rest: rest, number: number) }
  case .math(_, let location): #expect(rest(location).hasPrefix("$$"), "mutation \(number)")
  case .table(let table):
    for inline in table.content { checkPlaces(of: inline, rest: rest, number: number) }
  case .block, .code, .html, .thematicBreak: break
  }
}

private func checkPlaces(
  of inline: Inline,
  rest: (LessonDocument.SourceLocation) -> String,
  number: Int
) {
  switch inline {
  case .link(_, _, let content, let location), .image(_, _, let content, let location):
    // An address may stand by itself.
    let isBare = content.first.map {
      if case .text(let text) = $0 { rest(location).hasPrefix(text) } else { false }
    }
    #expect(
      ["[", "!", "<"].contains(rest(location).prefix(1)) || isBare == true,
      "mutation \(number)"
    )
    for inline in content { checkPlaces(of: inline, rest: rest, number: number) }
  case .emphasis(let content), .strong(let content), .strikethrough(let content):
    for inline in content { checkPlaces(of: inline, rest: rest, number: number) }
  case .math(_, let location): #expect(rest(location).hasPrefix("$"), "mutation \(number)")
  case .text, .code, .task, .expression, .footnote, .html, .softBreak, .lineBreak: break
  }
}
