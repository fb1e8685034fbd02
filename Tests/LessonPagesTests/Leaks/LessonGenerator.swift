import Foundation
import TestSupport

/// Makes lessons in which every secret says `secret…` and all else says `public…`, in every form that Markdown has
/// for hiding one thing in another.
struct LessonGenerator {
  private var random: SplitMix
  private var exercises = 0
  private var labels = 0
  private var footnotes: [String] = []
  private var publicCount = 0

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
  }

  /// The words that students must still find.
  var publicWords: [String] { (0..<publicCount).map { "public\($0)x" } }

  /// A lesson's file.
  mutating func lesson() -> [UInt8] {
    (exercises, labels, publicCount, footnotes) = (0, 0, 0, [])
    var lines = frontMatter() + ["# Lesson", ""]
    for _ in 0..<Int.random(in: 2...4, using: &random) { lines += contained(piece()) + [""] }
    if exercises == 0 { lines += contained(exercise()) + [""] }
    lines += footnotes
    return encoded(lines)
  }

  private mutating func word() -> String {
    publicCount += 1
    return "public\(publicCount - 1)x"
  }

  private mutating func secret() -> String {
    "secret\(Int.random(in: 0..<9, using: &random))"
  }

  private mutating func label() -> String {
    labels += 1
    return "//| label: block\(labels)x"
  }

  private mutating func flip() -> Bool { Bool.random(using: &random) }

  private mutating func frontMatter() -> [String] {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: ["---", "description: \(word())", "---", ""]
    case 1: ["---", "edition: 'instructor' # as written", "seed: 3", "---"]
    case 2: ["---", "{seed: 1, description: \(word())}", "..."]
    case 3: ["---", "---", ""]
    default: []
    }
  }

  /// Lines in nothing, in lists or in quotations.
  private mutating func contained(_ lines: [String]) -> [String] {
    var lines = lines
    while Int.random(in: 0..<3, using: &random) == 0 {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: lines = lines.enumerated().map { ($0 == 0 ? "- " : $1.isEmpty ? "" : "  ") + $1 }
      case 1: lines = lines.enumerated().map { ($0 == 0 ? "1. " : $1.isEmpty ? "" : "   ") + $1 }
      case 2: lines = lines.map { $0.isEmpty ? ">" : "> " + $0 }
      default: lines = ["> [!NOTE] \(word())", ">"] + lines.map { "> " + $0 }
      }
    }
    return lines
  }

  private mutating func piece() -> [String] {
    switch Int.random(in: 0..<13, using: &random) {
    case 0: [word(), "goes on"]
    case 1: ["\(word()) <!-- \(secret()) --> \(word())"]
    case 2: ["`<!-- \(word()) -->` then <!-- \(secret())", "and \(secret()) --> \(word())"]
    case 3: ["<!-- next year again:", ""] + commentedExercise() + ["", "-->", "", word()]
    case 4: ["<!-- a question such as", "```answer why", "-->", word()]
    case 5:
      ["````markdown", "```swift", word(), "```", "```hint \(word())", "also shown", "```", "````"]
    case 6: ["<div>\(word()) <!-- \(secret()) --></div>", "", word()]
    case 7: ["[//]: # (\(secret()) for later)", "", word()]
    case 8: ["```swift", label(), "let \(word()) = \"``` // BEGIN \(word())\"", "```"]
    case 9: ["~~~text", "```swift", "// \(word())", "~~~"]
    case 10: ["    ```swift", "    \(word())", "", "after `a` <!--\(secret())-->"]
    case 11: footnote()
    default: exercise()
    }
  }

  private mutating func footnote() -> [String] {
    let name = "note\(footnotes.count)"
    footnotes += ["[^\(name)]: \(word()) <!-- \(secret()) -->", ""]
    return ["\(word())[^\(name)]"]
  }

  private mutating func commentedExercise() -> [String] {
    [
      "```swift", "//| exercise: old", "// BEGIN SOLUTION", "let \(secret()) = 1",
      "// END SOLUTION", "```",
    ]
  }

  private mutating func fence() -> (open: String, close: String) {
    let mark = flip() ? "`" : "~"
    let length = Int.random(in: 3...5, using: &random)
    let close = length + Int.random(in: 0...1, using: &random)
    return (String(repeating: mark, count: length), String(repeating: mark, count: close))
  }

  private mutating func block(_ options: [String], _ code: [String]) -> [String] {
    let (open, close) = fence()
    let indent = ["", "", " ", "   "].randomElement(using: &random) ?? ""
    let info = ["swift", "swift title", "swift\t"].randomElement(using: &random) ?? ""
    return ([open + info, label()] + options + code + [close + (flip() ? "" : "  ")]).map {
      indent + $0
    }
  }

  private mutating func exercise() -> [String] {
    exercises += 1
    let name = "ex\(exercises)"
    var solution = ["  // BEGIN SOLUTION", "  let \(secret()) = 2 * x", ""]
    if flip() {
      solution += ["  let text = \"\"\"", "    // \(secret()) <!-- --> ~~~ >", "    \"\"\""]
    }
    solution += ["\treturn \(secret())", "  // END SOLUTION"]
    if flip() { solution += ["  // BEGIN STARTER", "  \(word())", "  // END STARTER"] }
    let code = ["func \(name)() { // \(word())"] + solution + ["}"]
    var parts = [
      block(["//| check: \(name)"], ["check(\"\(word())\", true)"]),
      block(
        ["//| check: \(name)", "//| hidden: true"],
        ["check(\"\(secret())\", true)", "", "// \(secret())"]
      ),
      block(
        ["//| wrong: \(name)", "//| expect-message: \(secret())"],
        ["func \(name)() {} // \(secret())"]
      ),
      ["```hint \(name)", "\(word()) <!-- \(secret()) -->", "", "    ```swift", "```"],
      ["- \(word())"], [word()],
    ]
    if flip() {
      parts.append([
        "~~~answer words\(exercises)", "//| rubric:", "//|   - 1 => \(word())", "\(word())? <!--",
        "\(secret()) -->", "~~~",
      ])
    }
    parts.shuffle(using: &random)
    let statement = block(["//| exercise: \(name)", "//| title: \(word())"], code)
    return ([["## \(word())", "", word()], statement] + parts).flatMap { $0 + [""] }.dropLast()
  }

  /// The lines with the ends of some system.
  private mutating func encoded(_ lines: [String]) -> [UInt8] {
    // A `\r` and the `\n` of an empty line after it would be one end.
    let systems = [["\n"], ["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"], ["\r", "\r\n"]]
    let ends = systems.randomElement(using: &random) ?? []
    var text = Int.random(in: 0..<4, using: &random) == 0 ? "\u{FEFF}" : ""
    for line in lines { text += line + (ends.randomElement(using: &random) ?? "") }
    return Array(text.utf8)
  }

  /// A file as a slip of the hand leaves it: lines gone, doubled, moved, or set into something.
  mutating func slipped(_ bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for _ in 0..<Int.random(in: 1...3, using: &random) where !lines.isEmpty {
      let line = Int.random(in: lines.indices, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: lines.remove(at: line)
      case 1: lines.insert(lines[line], at: line)
      case 2:
        let moved = lines.remove(at: line)
        lines.insert(moved, at: Int.random(in: 0...lines.count, using: &random))
      case 3:
        let added = ["```", "<!--", "-->", "> ", "````", "~~~", "- ", "<div>", "$$"]
        lines.insert(ArraySlice((added.randomElement(using: &random) ?? "").utf8), at: line)
      default:
        let mark = ["> ", "- ", "  ", "\t", "    "].randomElement(using: &random) ?? ""
        lines[line] = ArraySlice(Array(mark.utf8) + lines[line])
      }
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }
}
