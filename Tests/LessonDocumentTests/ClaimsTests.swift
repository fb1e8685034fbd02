import Foundation
import LessonDocument
import Testing

/// `Lessons/claims.md`: each sentence of a lesson that compares or gives a reason, and what would have shown the opposite.
@Suite struct ClaimsTests {
  /// One line of the list.
  struct Claim {
    var row: String
    /// What it quotes, in order; between the pieces something is left out.
    var pieces: [String]
    var labels: [String]
  }

  let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Lessons")

  @Test func everyClaimOfALessonHasItsControlAndEveryControlItsClaim() throws {
    let list = try String(contentsOf: folder.appendingPathComponent("claims.md"), encoding: .utf8)
    let words = try #require(list.firstMatch(of: /claim words are: ([^.]+)\./))
    let claimWord = try Regex(
      "(?i)\\b(\(words.1.split(separator: ",").map(Self.pattern).joined(separator: "|")))\\b"
    )
    let sections = list.components(separatedBy: "\n## ").dropFirst()
    #expect(sections.count > 10)
    for section in sections {
      let number = String(section.prefix { !$0.isWhitespace && $0 != ":" })
      let file = try #require(
        FileManager.default.contentsOfDirectory(atPath: folder.path)
          .first { $0.hasPrefix("\(number)-") },
        "no lesson \(number)"
      )
      let path = folder.appendingPathComponent(file).path
      let labels = Set(try LessonReader().lesson(at: path).blocks.map(\.label))
      let claims = Self.claims(in: section)
      #expect(claims.count > 4, "\(file)")
      for claim in claims {
        for label in claim.labels { #expect(labels.contains(label), "\(file): \(claim.row)") }
      }
      let text = try String(contentsOfFile: path, encoding: .utf8)
      Self.compare(claims, with: Self.paragraphs(of: text), claimWord, file)
    }
  }

  private static func compare(
    _ claims: [Claim],
    with paragraphs: [String],
    _ claimWord: Regex<AnyRegexOutput>,
    _ file: String
  ) {
    var quoted: Set<Int> = []
    for paragraph in paragraphs {
      var ranges: [Range<String.Index>] = []
      for (index, claim) in claims.enumerated() {
        guard let found = Self.ranges(of: claim.pieces, in: paragraph) else { continue }
        quoted.insert(index)
        ranges += found
      }
      for word in Self.withoutCode(paragraph).matches(of: claimWord) {
        let isListed = ranges.contains {
          $0.lowerBound <= word.range.lowerBound && word.range.upperBound <= $0.upperBound
        }
        guard !isListed else { continue }
        let rest = paragraph[word.range.upperBound...]
        if rest.first(where: { ".!?".contains($0) }) == "?" { continue }
        Issue.record("\(file): no line for '\(paragraph[word.range])' in: \(paragraph)")
      }
    }
    for (index, claim) in claims.enumerated() where !quoted.contains(index) {
      Issue.record("\(file) does not say: \(claim.row)")
    }
  }

  /// The rows of a section.
  private static func claims(in section: String) -> [Claim] {
    section.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { line in
      let cells = line.replacingOccurrences(of: "\\|", with: "\u{1}").split(separator: "|")
        .map {
          $0.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "\u{1}", with: "|")
        }
      guard cells.first != "Sentence" else { return nil }
      guard cells.count == 5 else {
        Issue.record("not five cells: \(line)")
        return nil
      }
      return Claim(
        row: cells[0],
        pieces: cells[0].components(separatedBy: "…")
          .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty },
        labels: cells[1].matches(of: /`([^`]+)`/).map { String($0.1) }
      )
    }
  }

  /// The text of a lesson by paragraphs, without code, headings, questions, exercises, and lists of words and sources.
  private static func paragraphs(of text: String) -> [String] {
    let prose = text.replacing(/(?m)\A---\n[\s\S]*?\n---\n/, with: "")
      .replacing(/(?ms)^ *(```|~~~).*?^ *(```|~~~)\s*?$/, with: "\n\n")
    var isLeftOut = false
    var kept: [String] = []
    for line in prose.split(separator: "\n", omittingEmptySubsequences: false) {
      if let heading = line.wholeMatch(of: /(#+) (.*)/) {
        if heading.1.count <= 2 {
          isLeftOut = heading.2.starts(with: /Exercise|In your own words|Words|Sources/)
        }
        kept.append("")
      } else if !isLeftOut {
        kept.append(String(line))
      }
    }
    return kept.joined(separator: "\n").replacing(/\n[ \t]*\n\s*/, with: "\u{1}")
      .split(separator: "\u{1}")
      .filter { !$0.contains("Predict first") && !$0.starts(with: /\s*\|/) }
      .map { paragraph in
        paragraph.replacing(/(?m)^>\s?(\[!.*\].*)?/, with: "")
          .replacing(/(?m)^<\/?[a-z].*$/, with: "")
          .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
  }

  /// Where the pieces of a quotation stand, one after the other; nil if one is missing.
  private static func ranges(of pieces: [String], in text: String) -> [Range<String.Index>]? {
    var start = text.startIndex
    var ranges: [Range<String.Index>] = []
    for piece in pieces {
      guard let range = text.range(of: piece, range: start..<text.endIndex) else { return nil }
      ranges.append(range)
      start = range.upperBound
    }
    return ranges.isEmpty ? nil : ranges
  }

  /// A text of the same length in which code and formulas are blank.
  private static func withoutCode(_ text: String) -> String {
    text.replacing(/`[^`]*`|\$[^$]*\$/) { String(repeating: " ", count: $0.output.count) }
  }

  private static func pattern(_ word: some StringProtocol) -> String {
    NSRegularExpression.escapedPattern(for: word.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
