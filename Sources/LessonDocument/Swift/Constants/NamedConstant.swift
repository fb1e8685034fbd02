import SwiftParser
import SwiftSyntax

/// A number that a lesson gives a name at the outermost level of a block: `let units = 32`.
///
/// Whoever plays with a lesson gives such a number another value (``ConstantSetting``); nothing else of the
/// code changes by it.
public struct NamedConstant: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// Its value as the lesson writes it: `32`, `1e-3`, `-0.5`.
  public var value: String
  /// Whether it is a whole number, and cannot be another.
  public var isWhole: Bool
  /// Where the value stands.
  public var location: SourceLocation
}

extension Lesson {
  /// The numbers with names, in the order of the lesson; of blocks that are no part of an exercise.
  public var constants: [NamedConstant] {
    blocks.filter(\.holdsConstants).flatMap(\.constants)
  }
}

extension LessonBlock {
  /// The numbers with names at the outermost level of the block.
  var constants: [NamedConstant] {
    let code = BlockCode(code)
    return ConstantFinder.constants(in: code).map { found in
      NamedConstant(
        name: found.name,
        value: code.text(in: found.range),
        isWhole: found.isWhole,
        location: code.location(at: found.range.lowerBound)
      )
    }
  }

  /// Whether numbers with names in it are the lesson's, to be set to others.
  public var holdsConstants: Bool { role == .example && options.evaluate }
}

/// Finds numbers with names at the outermost level of code.
struct ConstantFinder {
  /// A number with a name, and the bytes of the code in which its value stands.
  struct Found {
    var name: String
    var range: Range<Int>
    var isWhole: Bool
  }

  static func constants(in code: BlockCode) -> [Found] {
    LargeStack.run {
      Parser.parse(source: code.text).statements.flatMap { statement in
        statement.item.as(VariableDeclSyntax.self).map(constants(in:)) ?? []
      }
    }
  }

  private static func constants(in node: VariableDeclSyntax) -> [Found] {
    guard node.bindingSpecifier.tokenKind == .keyword(.let) else { return [] }
    return node.bindings.flatMap { binding -> [Found] in
      guard let value = binding.initializer?.value else { return [] }
      if let name = binding.pattern.as(IdentifierPatternSyntax.self) {
        return found(name, value, type: binding.typeAnnotation?.type).map { [$0] } ?? []
      }
      // let (inputs, units) = (2, 16)
      guard let names = binding.pattern.as(TuplePatternSyntax.self)?.elements,
        let values = value.as(TupleExprSyntax.self)?.elements, names.count == values.count,
        binding.typeAnnotation == nil
      else { return [] }
      return zip(names, values).compactMap { name, value in
        name.pattern.as(IdentifierPatternSyntax.self).flatMap {
          found($0, value.expression, type: nil)
        }
      }
    }
  }

  private static func found(
    _ name: IdentifierPatternSyntax,
    _ value: ExprSyntax,
    type: TypeSyntax?
  ) -> Found? {
    guard let isWritten = isWhole(value) else { return nil }
    let start = value.positionAfterSkippingLeadingTrivia.utf8Offset
    let type = type?.trimmedDescription ?? "Int"
    return Found(
      name: name.identifier.text,
      range: start..<(start + value.trimmedDescription.utf8.count),
      isWhole: isWritten && (type.hasPrefix("Int") || type.hasPrefix("UInt"))
    )
  }

  /// Whether a literal is a whole number; nil of all that is no number.
  private static func isWhole(_ value: ExprSyntax) -> Bool? {
    if value.is(IntegerLiteralExprSyntax.self) { return true }
    if value.is(FloatLiteralExprSyntax.self) { return false }
    guard let signed = value.as(PrefixOperatorExprSyntax.self), signed.operator.text == "-",
      !signed.expression.is(PrefixOperatorExprSyntax.self)
    else { return nil }
    return isWhole(signed.expression)
  }
}
