import SwiftParser
import SwiftSyntax

/// Other random numbers for code that makes a `RandomGenerator(seed: 7)` of its own.
public enum SeedShift {
  /// The code with other seeds.
  ///
  /// - Parameter shift: what other numbers are wanted; 0 gives the code itself.
  public static func lines(of code: [CodeLine], by shift: UInt64) -> [CodeLine] {
    guard shift > 0 else { return code }
    let whole = BlockCode(code)
    let places = LargeStack.run { SeedFinder.seeds(in: whole.text) }
    // Seeds of neighbouring tests must not meet.
    return whole.lines(replacing: places.map { ($0.range, "\($0.seed &+ 1_000 &* shift)") })
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
