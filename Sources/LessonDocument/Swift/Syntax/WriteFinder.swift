import SwiftSyntax

/// Finds the names that code could write to: what it assigns, passes as `inout` or calls a method of, and
/// what it hands to others, who could write to it if it is an object.
///
/// Types are not resolved, so more may be found than is written, never less.
final class WriteFinder: SyntaxVisitor {
  /// Names that are assigned, passed as `inout`, or have a method called.
  private(set) var written: Set<String> = []
  /// Names that are given away: to a function, to another name, as a result.
  private(set) var handed: Set<String> = []

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
    guard !isMember, node.parent?.is(KeyPathPropertyComponentSyntax.self) != true else {
      return .visitChildren
    }
    switch Self.fate(of: Syntax(node)) {
    case .read: break
    case .written: written.insert(node.baseName.plainName)
    case .handed: handed.insert(node.baseName.plainName)
    }
    return .visitChildren
  }

  private enum Fate { case read, written, handed }

  /// What becomes of a name, or of a part of what it holds.
  private static func fate(of start: Syntax) -> Fate {
    var node = start
    var member: String?
    while let parent = node.parent {
      if let access = parent.as(MemberAccessExprSyntax.self) {
        member = access.declName.baseName.plainName
      } else if let call = parent.as(FunctionCallExprSyntax.self) {
        guard Syntax(call.calledExpression).id == node.id else { return .handed }
        if let member { return readingMembers.contains(member) ? .read : .written }
      } else if parent.is(InOutExprSyntax.self) {
        return .written
      } else if let list = parent.as(ExprListSyntax.self) {
        return fate(of: node, in: list)
      } else if let argument = parent.as(LabeledExprSyntax.self) {
        guard let outer = fate(ofArgument: argument) else {
          node = argument.parent?.parent ?? parent
          continue
        }
        return outer
      } else if !parent.isPart {
        // The last expression of a function is its result, that of a block is shown.
        let isStatement = parent.parent?.parent?.is(SourceFileSyntax.self) == true
        return isStatement || parent.is(ConditionElementSyntax.self) ? .read : .handed
      }
      node = parent
    }
    return .read
  }

  /// What becomes of an operand.
  private static func fate(of node: Syntax, in list: ExprListSyntax) -> Fate {
    let elements = Array(list)
    guard let index = elements.firstIndex(where: { Syntax($0).id == node.id }) else {
      return .handed
    }
    if index + 1 < elements.count, elements[index + 1].isWriting { return .written }
    // What is on the right of `=` alone gets another name.
    let isAlone = index + 1 == elements.count || elements[index + 1].is(AssignmentExprSyntax.self)
    return isAlone && index > 0 && elements[index - 1].is(AssignmentExprSyntax.self)
      ? .handed : .read
  }

  /// What becomes of an argument; nil if it is an element of a tuple, whose fate it shares.
  private static func fate(ofArgument argument: LabeledExprSyntax) -> Fate? {
    guard let owner = argument.parent?.parent else { return .handed }
    if owner.is(TupleExprSyntax.self) { return nil }
    if owner.is(ExpressionSegmentSyntax.self) || owner.is(SubscriptCallExprSyntax.self) {
      return .read
    }
    guard let call = owner.as(FunctionCallExprSyntax.self) else { return .handed }
    let callee = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.plainName
    return callee.map { readers.contains($0) || KnownValue.types.contains($0) } == true
      ? .read : .handed
  }

  /// Functions that only look at what they are given.
  private static let readers: Set<String> = [
    "abs", "check", "debugPrint", "dump", "heatmap", "lineChart", "max", "min", "pow", "print",
    "show", "sqrt", "stride", "type", "zip",
  ]

  /// Members of the standard library and of tensors that change nothing.
  private static let readingMembers: Set<String> = [
    "allSatisfy", "contains", "dropFirst", "dropLast", "enumerated", "exp", "filter", "first",
    "firstIndex", "flatMap", "formatted", "hasPrefix", "hasSuffix", "index", "joined", "last",
    "log",
    "map", "matmul", "max", "mean", "min", "prefix", "reduce", "reshaped", "reversed", "sigmoid",
    "sorted", "split", "squared", "suffix", "sum", "tanh", "transposed",
  ]
}

extension SyntaxProtocol {
  /// Whether it is a part of an expression that names a part of what is in it.
  fileprivate var isPart: Bool {
    self.is(SubscriptCallExprSyntax.self) || self.is(ForceUnwrapExprSyntax.self)
      || self.is(OptionalChainingExprSyntax.self) || self.is(MemberAccessExprSyntax.self)
      || self.is(TryExprSyntax.self) || self.is(AwaitExprSyntax.self)
  }
}

extension ExprSyntax {
  /// Whether it is an operator that writes to what stands before it.
  fileprivate var isWriting: Bool {
    if self.is(AssignmentExprSyntax.self) { return true }
    guard let sign = self.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
    return !Self.readingOperators.contains(sign)
  }

  private static let readingOperators: Set<String> = [
    "+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "===", "!==", "&&", "||", "??",
    "...",
    "..<", "&", "|", "^", "<<", ">>", "&+", "&-", "&*", "&<<", "&>>", "~=", ".<", ".>", ".==",
  ]
}

/// Variables that surely hold a value that nobody shares, not an object.
enum KnownValue {
  /// Types whose values nobody shares.
  static let types: Set<String> = [
    "Bool", "Character", "Double", "Float", "Int", "Int16", "Int32", "Int64", "Int8", "String",
    "Tensor", "TensorOf", "UInt", "UInt16", "UInt32", "UInt64", "UInt8",
  ]

  /// Whether a binding's variables hold one.
  static func isHeld(by binding: PatternBindingSyntax) -> Bool {
    if let type = binding.typeAnnotation?.type { return isValue(type) }
    return binding.initializer.map { isValue($0.value) } ?? false
  }

  /// Whether variables of a type hold one.
  static func isValue(_ type: TypeSyntax) -> Bool {
    if let name = type.as(IdentifierTypeSyntax.self) { return types.contains(name.name.text) }
    if let array = type.as(ArrayTypeSyntax.self) { return isValue(array.element) }
    if let optional = type.as(OptionalTypeSyntax.self) { return isValue(optional.wrappedType) }
    if let map = type.as(DictionaryTypeSyntax.self) {
      return isValue(map.key) && isValue(map.value)
    }
    return false
  }

  private static func isValue(_ value: ExprSyntax) -> Bool {
    if let array = value.as(ArrayExprSyntax.self) {
      return array.elements.allSatisfy { isValue($0.expression) }
    }
    if let call = value.as(FunctionCallExprSyntax.self) { return isType(call.calledExpression) }
    if let sequence = value.as(SequenceExprSyntax.self) {
      return sequence.elements.allSatisfy { isValue($0) || $0.is(BinaryOperatorExprSyntax.self) }
    }
    if let negated = value.as(PrefixOperatorExprSyntax.self) { return isValue(negated.expression) }
    return value.is(IntegerLiteralExprSyntax.self) || value.is(FloatLiteralExprSyntax.self)
      || value.is(BooleanLiteralExprSyntax.self) || value.is(StringLiteralExprSyntax.self)
  }

  /// `Double`, `Tensor.zeros`, `[Int]`.
  private static func isType(_ called: ExprSyntax) -> Bool {
    if let member = called.as(MemberAccessExprSyntax.self), let base = member.base {
      return isType(base)
    }
    if let generic = called.as(GenericSpecializationExprSyntax.self) {
      return isType(generic.expression)
    }
    if let array = called.as(ArrayExprSyntax.self) {
      return array.elements.allSatisfy { isType($0.expression) }
    }
    return called.as(DeclReferenceExprSyntax.self).map { types.contains($0.baseName.text) } ?? false
  }
}
