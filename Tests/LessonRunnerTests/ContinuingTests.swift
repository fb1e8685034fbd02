import Foundation
import LessonDocument
import LessonRunner
import TestSupport
import Testing

#if os(Linux)
/// What follows from a checkpoint equals a run from the start, whatever is edited.
///
/// `UNROLL_EDITS` sets how many edits are tried.
@Suite(.serialized) struct ContinuingTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func randomEditsGiveWhatARunFromTheStartGives(seed: UInt64) async throws {
    var edits = RandomEdits(seed: seed)
    try await RunningLessons.withLive { live in
      for _ in 0..<RandomEdits.count {
        edits.next()
        let markdown = edits.markdown
        let lesson = try RunningLessons.lesson(markdown)
        let continued = try await live.run(lesson)
        let fresh = try await RunningLessons.results(markdown, options: RunningLessons.compiled)
        #expect(continued.timeless == fresh.timeless, "\(edits.history.suffix(2))\n\(markdown)")
        if continued.timeless != fresh.timeless { return }
      }
    }
  }
}

/// The same of the course: lessons with one of their blocks changed.
///
/// Every third lesson, which takes minutes; all of them if `UNROLL_EDITS` is given. Two at a time, as many as a small
/// machine has processors and memory for.
@Suite struct CourseContinuingTests {
  @Test("A lesson goes on from any block", arguments: [0, 1])
  func goesOn(half: Int) async throws {
    let isWhole = ProcessInfo.processInfo.environment["UNROLL_EDITS"] != nil
    let chosen = Self.lessons.enumerated().filter { isWhole || $0.offset % 3 == 0 }.map(\.element)
    for (number, path) in chosen.enumerated() where number % 2 == half { try await goesOn(path) }
  }

  private func goesOn(_ path: String) async throws {
    let lesson = try LessonReader().lesson(at: path)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var random = SplitMix(seed: 7)
    let fresh = try await RunningLessons.results(
      text,
      options: RunningLessons.compiled,
      file: path
    )
    try await RunningLessons.withLive { live in
      _ = try await live.run(lesson)
      for _ in 0..<max(1, RandomEdits.count / 12) {
        // A sweep is not run, only said to have changed.
        let blocks = lesson.blocks.filter { !$0.options.sweep }
        let block = blocks[Int.random(in: 0..<blocks.count, using: &random)]
        guard block.code.count > 1, block.options.evaluate, let last = block.code.last else {
          continue
        }
        // A comment at the end of a block: it and all that follows are run again.
        var lines = text.components(separatedBy: "\n")
        lines[last.location.line - 1] += "  // edited"
        let edited = lines.joined(separator: "\n")
        let results = try await live.run(LessonReader().lesson(source: edited, file: path))
        #expect(
          results.withoutRecorded.differences(from: fresh.withoutRecorded) == [],
          "\(path), block \(block.label)"
        )
      }
    }
  }

  private static let lessons: [String] = {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Lessons").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }.sorted()
      .map { "\(folder)/\($0)" }
  }()
}

/// A lesson to which edits are made at random.
private struct RandomEdits {
  static let count =
    ProcessInfo.processInfo.environment["UNROLL_EDITS"].flatMap { Int($0) } ?? 12

  private var generator: SplitMix
  private var blocks: [String]
  private var prose = 1
  private(set) var history: [String] = []

  init(seed: UInt64) {
    generator = SplitMix(seed: seed)
    blocks = Self.pool.indices.map { Self.pool[$0][0] }
  }

  var markdown: String {
    var text = "# Edits\n\n" + String(repeating: "A line of prose.\n\n", count: prose)
    for (index, block) in blocks.enumerated() {
      text += "```swift\n\(block)\n```\n\n"
      if index % 3 == 1 { text += "Here `{swift} total` and `{swift} describe(total)`.\n\n" }
    }
    return text
  }

  mutating func next() {
    let place = Int.random(in: 0..<max(1, blocks.count), using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0 where blocks.count > 3:
      history.append("delete \(place)")
      blocks.remove(at: place)
    case 1 where blocks.count < 14:
      history.append("insert at \(place)")
      blocks.insert(variant(), at: place)
    case 2 where place + 1 < blocks.count:
      history.append("swap \(place)")
      blocks.swapAt(place, place + 1)
    case 3:
      history.append("prose")
      prose = Int.random(in: 1...4, using: &generator)
    default:
      history.append("change \(place)")
      let family = Self.pool.first { $0.contains(blocks[place]) } ?? Self.pool[0]
      blocks[place] = family.randomElement(using: &generator) ?? blocks[place]
    }
  }

  private mutating func variant() -> String {
    Self.pool.randomElement(using: &generator)?.randomElement(using: &generator) ?? ""
  }

  /// Blocks by what they declare; those of one family stand for one another.
  private static let pool: [[String]] = [
    [
      "var total = 1\nfunc describe(_ n: Int) -> String { \"n = \\(n)\" }",
      "var total = 2.5\nfunc describe(_ n: Double) -> String { \"d = \\(n)\" }",
      "var total = 1\nfunc describe<T>(_ n: T) -> String { \"any \\(n)\" }",
    ],
    [
      "protocol Named { var name: String { get } }\nstruct Cat { var age = 3 }",
      "protocol Named { var name: String { get } }\nfinal class Cat { var age = 4; static var count = 0 }",
    ],
    [
      "extension Cat: Named { var name: String { \"cat of \\(age)\" } }",
      "extension Cat { var name: String { \"no conformance\" } }",
      "extension Cat: Named, CustomStringConvertible { var name: String { \"c\" }\n  var description: String { \"described\" } }",
    ],
    [
      "let pet: Any = Cat()\nprint((pet as? any Named)?.name ?? \"unnamed\", pet is any Named)",
      "print((Cat() as Any) is any Named)",
    ],
    [
      "infix operator <+>: AdditionPrecedence\nfunc <+> (a: Int, b: Int) -> Int { a + 10 * b }",
      "infix operator <+>: AdditionPrecedence\nfunc <+> (a: Int, b: Int) -> Int { a - b }\nfunc <+> (a: Double, b: Double) -> Double { a * b }",
    ],
    ["total = total <+> total\nprint(total)", "print(1 <+> 2)", "print(1.5 <+> 2)"],
    [
      "let draw = Int.random(in: 0..<1000, using: &generator)\nprint(draw)",
      "print(Double.random(in: 0..<1, using: &generator))",
    ],
    ["//| expect: crash\nlet values = [Int]()\nprint(values[0])", "print(\"no crash\")"],
    [
      "import Foundation\ntry? String(describing: total).write(toFile: \"t.txt\", atomically: true, encoding: .utf8)",
      "import Foundation\nprint((try? String(contentsOfFile: \"t.txt\", encoding: .utf8)) ?? \"no file\")",
    ],
    [
      "//| local: true\nlet total = 99\nprint(total)", "throw CancellationError()",
      "fatalError(\"stop\")",
    ],
    ["total += 1\ntotal", "print(#line)", "print(Int.random(in: 0..<1000))"],
  ]
}
#endif
