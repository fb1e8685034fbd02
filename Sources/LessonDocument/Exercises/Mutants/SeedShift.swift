import SwiftParser
import SwiftSyntax

extension Lesson {
  /// The lesson with other random numbers: another seed of its generator, and other seeds in the checks
  /// of an exercise, where they make a `RandomGenerator(seed: 7)` of their own.
  ///
  /// - Parameter shift: what is added to each seed; 0 gives the lesson itself.
  public func reseeded(by shift: UInt64, for exercise: Exercise) -> Lesson {
    guard shift > 0 else { return self }
    var lesson = self
    lesson.frontMatter.seed &+= shift
    for index in exercise.checks {
      let code = BlockCode(blocks[index].code)
      let places = LargeStack.run { SeedFinder.seeds(in: code.text) }
      for place in places.reversed() {
        let location = code.location(at: place.range.lowerBound)
        guard
          let line = lesson.blocks[index].code.firstIndex(where: {
            $0.location.line == location.line
          })
        else { continue }
        let text = Array(lesson.blocks[index].code[line].text.utf8)
        let start = location.column - lesson.blocks[index].code[line].location.column
        // Seeds of neighbouring tests must not meet.
        let seed = place.seed &+ 1_000 &* shift
        lesson.blocks[index].code[line].text =
          String(decoding: text[..<start], as: UTF8.self) + "\(seed)"
          + String(decoding: text[(start + place.range.count)...], as: UTF8.self)
      }
    }
    return lesson
  }
}

/// Finds whole numbers that are given as `seed:`.
private final class SeedFinder: SyntaxVisitor {
  private var seeds: [(range: Range<Int>, seed: UInt64)] = []

  static func seeds(in text: String) -> [(range: Range<Int>, seed: UInt64)] {
    let finder = SeedFinder(viewMode: .sourceAccurate)
    finder.walk(Parser.parse(source: text))
    return finder.seeds
  }

  override func visit(_ node: LabeledExprSyntax) -> SyntaxVisitorContinueKind {
    guard node.label?.text == "seed",
      let literal = node.expression.as(IntegerLiteralExprSyntax.self),
      let seed = UInt64(literal.literal.text)
    else { return .visitChildren }
    let start = literal.positionAfterSkippingLeadingTrivia.utf8Offset
    seeds.append((start..<(start + literal.literal.text.utf8.count), seed))
    return .skipChildren
  }
}
