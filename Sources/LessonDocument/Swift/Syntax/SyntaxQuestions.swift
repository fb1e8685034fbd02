import SwiftSyntax

extension ExprSyntax {
  /// Whether the expression, as a statement, has a value that a reader may want to see:
  /// not an assignment, not a call that never returns.
  var hasValueToShow: Bool {
    if let tried = self.as(TryExprSyntax.self) { return tried.expression.hasValueToShow }
    if let awaited = self.as(AwaitExprSyntax.self) { return awaited.expression.hasValueToShow }
    if let sequence = self.as(SequenceExprSyntax.self) {
      return !sequence.elements.contains { $0.assigns }
    }
    if let call = self.as(FunctionCallExprSyntax.self) {
      return !Self.neverReturning.contains(call.calledExpression.trimmedDescription)
    }
    if let macro = self.as(MacroExpansionExprSyntax.self) {
      return !["warning", "error"].contains(macro.macroName.text)
    }
    return !self.is(MissingExprSyntax.self)
  }

  private static let neverReturning: Set<String> = [
    "fatalError", "preconditionFailure", "exit", "abort",
  ]

  private static let comparisons: Set<String> = ["==", "!=", "<=", ">=", "===", "!==", "~="]

  /// Whether it is `=` or an operator that assigns, such as `+=`.
  private var assigns: Bool {
    if self.is(AssignmentExprSyntax.self) { return true }
    guard let name = self.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
    return name.hasSuffix("=") && !Self.comparisons.contains(name)
  }
}

extension VariableDeclSyntax {
  /// Whether it is one variable with an attribute that must be a property wrapper: a type's name
  /// that the language gives no other meaning to.
  var hasPropertyWrapper: Bool {
    guard bindings.count == 1, bindings.first?.pattern.is(IdentifierPatternSyntax.self) == true,
      bindingSpecifier.tokenKind == .keyword(.var)
    else { return false }
    return attributes.contains { element in
      guard case .attribute(let attribute) = element else { return false }
      let name = attribute.attributeName.trimmedDescription
      return name.first?.isUppercase == true
        && !["MainActor", "TaskLocal", "ObservationIgnored"].contains(name)
    }
  }
}

extension PatternBindingSyntax {
  /// Whether it has a getter: it stores nothing.
  var isComputed: Bool {
    switch accessorBlock?.accessors {
    case nil: false
    case .getter: true
    case .accessors(let list):
      !list.allSatisfy {
        [.keyword(.willSet), .keyword(.didSet)].contains($0.accessorSpecifier.tokenKind)
      }
    }
  }

  /// The type of a later binding of the same declaration, which it shares if it has none of its
  /// own: `Int` for `a` in `var a, b: Int`.
  var sharedType: TypeSyntax? {
    guard let list = parent?.as(PatternBindingListSyntax.self), initializer == nil else {
      return nil
    }
    let later = list.drop { $0.id != self.id }
    for binding in later {
      if let type = binding.typeAnnotation?.type { return type }
      if binding.initializer != nil { return nil }
    }
    return nil
  }
}

extension TypeSyntax {
  /// Whether a variable of the type begins as nil: `T?` and `T!`.
  var isImplicitlyNil: Bool {
    self.is(OptionalTypeSyntax.self) || self.is(ImplicitlyUnwrappedOptionalTypeSyntax.self)
  }
}

extension DeclSyntax {
  /// Where the modifiers of the declaration begin, or what follows the attributes if it has none.
  var modifiersOffset: Int {
    guard
      let attribute = self.asProtocol((any WithAttributesSyntax).self)?.attributes
        .lastToken(viewMode: .sourceAccurate),
      let next = attribute.nextToken(viewMode: .sourceAccurate)
    else { return byteRange.lowerBound }
    return next.byteRange.lowerBound
  }

  /// Whether the language allows the declaration at file scope only.
  var standsOnlyAtFileScope: Bool {
    if let function = self.as(FunctionDeclSyntax.self) {
      if case .identifier = function.name.tokenKind { return false }
      return true
    }
    return self.is(ExtensionDeclSyntax.self) || self.is(OperatorDeclSyntax.self)
      || self.is(PrecedenceGroupDeclSyntax.self) || self.is(MacroDeclSyntax.self)
  }
}
