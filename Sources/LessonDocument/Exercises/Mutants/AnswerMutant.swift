import SwiftParser
import SwiftSyntax

/// An answer to an exercise with one small slip in it, which the exercise's checks should notice.
public struct AnswerMutant: Equatable, Sendable {
  /// What was changed: "`+` became `-`".
  public var change: String
  /// Where it was changed.
  public var location: SourceLocation
  /// The lines of the answer with the change.
  public var lines: [CodeLine]

  /// All mutants of an exercise's solution, in the order of its text; each differs from it in one place.
  ///
  /// Only what a student writes is changed: the lines between the markers of the solution. Whether a
  /// mutant compiles is for the compiler to say.
  ///
  /// - Parameter code: the exercise's block with its markers.
  public static func mutants(of code: [CodeLine]) -> [AnswerMutant] {
    let solution = ExerciseCode(code).solution
    let regions = ExerciseRegion.regions(in: code).regions.filter { $0.part == .solution }
    let lines = Set(regions.flatMap { region in region.lines.map { code[$0].location.line } })
    let text = BlockCode(solution)
    let edits = LargeStack.run { SlipFinder.slips(in: text.text) }
    var seen: Set<String> = []
    return edits.compactMap { edit in
      let place = text.location(at: edit.range.lowerBound)
      guard lines.contains(place.line) else { return nil }
      let changed = text.lines(replacing: edit.range, with: edit.replacement)
      // Two rules may lead to one program.
      guard seen.insert(changed.map(\.text).joined(separator: "\n")).inserted else { return nil }
      return AnswerMutant(change: edit.change, location: place, lines: changed)
    }
  }
}

/// One change of a text.
struct Slip {
  /// The bytes that go.
  var range: Range<Int>
  /// What comes in their place.
  var replacement: String
  /// What the change is, in words.
  var change: String
}

extension BlockCode {
  /// The lines with other text in place of some bytes; line ends among them stay, so that every line
  /// keeps its number.
  fileprivate func lines(replacing range: Range<Int>, with replacement: String) -> [CodeLine] {
    var offset = 0
    var isFirst = true
    var line = 0
    var changed = lines
    for (number, text) in self.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let end = offset + text.utf8.count
      defer { offset = end + 1 }
      guard let own = index(ofLine: number, from: &line),
        range.overlaps(offset..<max(end, offset + 1))
      else { continue }
      let bytes = Array(text.utf8)
      let from = max(0, range.lowerBound - offset)
      let to = min(bytes.count, range.upperBound - offset)
      changed[own].text =
        String(decoding: bytes[..<from], as: UTF8.self) + (isFirst ? replacement : "")
        + String(decoding: bytes[max(from, to)...], as: UTF8.self)
      isFirst = false
    }
    return changed
  }

  /// The index among the lines of a line of the text, which holds lines that were left out too.
  private func index(ofLine number: Int, from next: inout Int) -> Int? {
    guard let first = lines.first?.location.line, next < lines.count else { return nil }
    guard lines[next].location.line == first + number else { return nil }
    defer { next += 1 }
    return next
  }
}
