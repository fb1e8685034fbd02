import Foundation
import Testing

@testable import LessonRunner

/// Differences as `diff -u` writes them.
@Suite struct RecordDiffTests {
  @Test func theSameTextsHaveNone() {
    #expect(UnifiedDiff(from: "a\nb\n", to: "a\nb\n", names: ("old", "new")).lines == [])
  }

  @Test("A change stands among three lines around it")
  func context() {
    let old = (1...20).map { "line \($0)\n" }.joined()
    let new = old.replacing("line 10\n", with: "line ten\nand more\n")
    #expect(
      UnifiedDiff(from: old, to: new, names: ("old", "new")).lines == [
        "--- old", "+++ new", "@@ -7,7 +7,8 @@", " line 7", " line 8", " line 9", "-line 10",
        "+line ten", "+and more", " line 11", " line 12", " line 13",
      ]
    )
  }

  @Test("A patch of a random difference gives the new text", arguments: 0..<40)
  func patches(seed: UInt64) throws {
    var state = seed &* 6_364_136_223_846_793_005 &+ 1
    func random(_ count: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % count)
    }
    let old = (0..<random(60)).map { _ in "line \(random(8))" }
    var new = old
    for _ in 0..<random(8) {
      switch random(3) {
      case 0 where !new.isEmpty: new.remove(at: random(UInt64(new.count)))
      case 1 where !new.isEmpty: new[random(UInt64(new.count))] = "changed \(random(4))"
      default: new.insert("added \(random(4))", at: random(UInt64(new.count + 1)))
      }
    }
    func text(_ lines: [String]) -> String { lines.map { "\($0)\n" }.joined() }
    let lines = UnifiedDiff(from: text(old), to: text(new), names: ("old", "new")).lines
    #expect(Self.patched(old, lines) == new)
  }

  /// What comes of applying a difference, its line numbers taken at their word.
  private static func patched(_ old: [String], _ difference: [String]) -> [String]? {
    var (result, next): ([String], Int) = ([], 0)
    for line in difference.dropFirst(2) {
      if let match = line.wholeMatch(of: /@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/) {
        let first = (Int(match.1) ?? 0) - (match.2 == "0" ? 0 : 1)
        guard first >= next else { return nil }
        result += old[next..<first]
        next = first
        guard (Int(match.3) ?? 0) - (match.4 == "0" ? 0 : 1) == result.count else { return nil }
      } else if line.hasPrefix("+") {
        result.append(String(line.dropFirst()))
      } else {
        guard next < old.count, old[next] == line.dropFirst() else { return nil }
        if line.hasPrefix(" ") { result.append(old[next]) }
        next += 1
      }
    }
    return result + old[next...]
  }
}
