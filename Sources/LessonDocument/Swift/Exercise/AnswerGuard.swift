import SwiftParser
import SwiftSyntax

/// Finds in an answer what would reach behind the language: attributes that name symbols, modules that hold the
/// runtime's parts, words that turn the compiler's checks off, texts that are formats, and programs and libraries to
/// be loaded.
///
/// Beside it the compiler refuses what it cannot check for memory safety (``DiagnosticCause/unsafeCode``). Both
/// together keep an answer from the memory of the checks that call it.
public enum AnswerGuard {
  /// What an answer uses and may not, as errors at its places.
  ///
  /// - Parameters:
  ///   - modules: Modules that the lesson itself imports.
  ///   - names: Names with which the answer is checked: it may declare no type of that name, at any depth.
  public static func diagnostics(
    in code: BlockCode,
    modules: Set<String> = [],
    guarding names: Set<String> = []
  ) -> [Diagnostic] {
    // Code on which the parser would never end is refused as it is read.
    guard BracketGuard.problem(in: code.text) == nil else { return [] }
    let found = LargeStack.run {
      let tree = Parser.parse(source: code.text)
      let finder = ReachFinder(
        modules: modules.union(Self.modules),
        names: names.union(Self.types),
        innerNames: names.union(Self.types.subtracting(Self.freeWithin)),
        own: OwnNames(of: tree)
      )
      finder.walk(tree)
      return finder.found
    }
    return found.sorted { $0.offset < $1.offset }.map {
      Diagnostic(
        severity: .error,
        place: SourcePlace(code.location(at: $0.offset)),
        cause: $0.cause
      )
    }
  }

  /// Where an answer first names something that starts threads, as an offset in its code.
  public static func threadStart(in code: BlockCode) -> Int? {
    guard BracketGuard.problem(in: code.text) == nil else { return nil }
    return LargeStack.run {
      Parser.parse(source: code.text).tokens(viewMode: .sourceAccurate).first {
        threadStarts.contains($0.plainName)
      }?.positionAfterSkippingLeadingTrivia.utf8Offset
    }
  }

  private static let threadStarts: Set<String> = [
    "BlockOperation", "DispatchQueue", "DispatchSource", "DispatchWorkItem", "OperationQueue",
    "Thread", "detachNewThread",
  ]

  /// Names by which checks mean what the language and the engine mean.
  private static let types: Set<String> = [
    "Any", "Array", "ArrayLiteralType", "Bool", "BooleanLiteralType", "Character", "Dictionary",
    "Double", "Error", "ExtendedGraphemeClusterType", "Float", "FloatLiteralType", "Int",
    "IntegerLiteralType", "LessonProgram", "LessonRuntime", "Never", "Optional", "Plots", "Range",
    "Result", "Set", "StepTrace", "String", "StringLiteralType", "Swift", "TeachingEngine",
    "Tensor",
    "TensorOf", "UInt", "UInt64", "UnicodeScalarType", "Variable", "VariableOf", "Void",
    "AdditionPrecedence", "AssignmentPrecedence", "CastingPrecedence", "ComparisonPrecedence",
    "DefaultPrecedence", "LogicalConjunctionPrecedence", "LogicalDisjunctionPrecedence",
    "MultiplicationPrecedence", "NilCoalescingPrecedence", "RangeFormationPrecedence",
    "TernaryPrecedence",
  ]

  /// Those of them that mean nothing to a check where they are declared within a type or function of the answer, for
  /// no check's code stands there; what the check or what is asked is written with is another matter.
  private static let freeWithin: Set<String> = [
    "Character", "Error", "Range", "Result", "Set", "StepTrace", "Tensor", "TensorOf", "Variable",
    "VariableOf",
  ]

  /// What answers may import, whatever the lesson imports.
  private static let modules: Set<String> = [
    "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "LessonRuntime", "Musl",
    "Observation", "Plots", "RegexBuilder", "Swift", "Synchronization", "TeachingEngine",
  ]
}
